import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Who asked that a person be forgotten takes the request back before a second person has decided. */
export class WithdrawErasure {
  declare readonly person: string;
  declare readonly act: Act;
}

/** @throws {Refusal} 403 when somebody else asked for it, 409 when nothing waits */
export const withdrawErasure: DecidePerson<WithdrawErasure> = (state, { act }) => {
  if (!state.erasure) throw new Refusal('victims.person.no-erasure-requested', {}, { status: 409 });
  const { ground, requestedBy } = state.erasure;
  const recorded = recordOf(state, { type: 'ErasureWithdrawn', data: { ground } });
  if (requestedBy !== act.actor) throw new Refusal('victims.person.not-own-request', {}, { status: 403 });
  return recorded;
};

@CommandHandler(WithdrawErasure)
export class WithdrawErasureHandler implements ICommandHandler<WithdrawErasure> {
  constructor(private readonly persons: Persons) {}

  execute(command: WithdrawErasure) {
    return this.persons.change(command, withdrawErasure);
  }
}
