import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { ChoiceField, IdField, NoteField } from '../fields';
import { answersReturned, assertPossible, needsSecondPerson, requireFact } from './amendment';
import { correctionReasons, type CorrectionReason } from './case';
import { Cases, type DecideCase } from './cases';
import { standing } from './record';

/**
 * Takes a fact out of every view: it belongs to another case, or never happened. It stays in the log. Said of the
 * registration, it takes the whole case out.
 */
export class RecordInError {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly fact: string;

  @ChoiceField(correctionReasons)
  readonly reason: CorrectionReason;

  @NoteField()
  readonly note: string;

  /** The request that was sent back to the author and that this one takes the place of. */
  @IdField({ optional: true })
  readonly request?: string;
}

export const recordInError: DecideCase<RecordInError> = (state, command, setting) => {
  const { fact, reason, note } = command;
  const { person } = standing(state);
  const wrong = requireFact(state, fact);
  const data = { fact, person, reason, note, ...answersReturned(state, command) };
  assertPossible(state, { type: 'RecordedInError', data }, setting);
  return [{ type: needsSecondPerson(wrong) ? 'CorrectionRequested' : 'RecordedInError', data }];
};

@CommandHandler(RecordInError)
export class RecordInErrorHandler implements ICommandHandler<RecordInError> {
  constructor(private readonly cases: Cases) {}

  execute(command: RecordInError) {
    return this.cases.change(command, recordInError);
  }
}
