import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { ChoiceField } from '../fields';
import { erasureGrounds, type ErasureGround } from './identity';
import { Persons, recordOf, type DecidePerson } from './persons';

/** Asks that the person be forgotten; another person decides. */
export class RequestErasure {
  declare readonly person: string;
  declare readonly act: Act;

  @ChoiceField(erasureGrounds)
  readonly ground: ErasureGround;
}

export const requestErasure: DecidePerson<RequestErasure> = (state, { ground }) =>
  recordOf(state, { type: 'ErasureRequested', data: { ground } });

@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(private readonly persons: Persons) {}

  execute(command: RequestErasure) {
    return this.persons.change(command, requestErasure);
  }
}
