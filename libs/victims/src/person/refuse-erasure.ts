import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Persons, recordOf, type DecidePerson } from './persons';
import { assertOther } from './approve-erasure';

/** A second person refuses that a person be forgotten. */
export class RefuseErasure {
  declare readonly person: string;
  declare readonly act: Act;
}

export const refuseErasure: DecidePerson<RefuseErasure> = (state, { act }) => {
  const ground = state.erasure?.ground ?? 'request_of_the_person';
  assertOther(state, act);
  return recordOf(state, { type: 'ErasureRefused', data: { ground } });
};

@CommandHandler(RefuseErasure)
export class RefuseErasureHandler implements ICommandHandler<RefuseErasure> {
  constructor(private readonly persons: Persons) {}

  execute(command: RefuseErasure) {
    return this.persons.change(command, refuseErasure);
  }
}
