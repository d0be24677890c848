import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { ChoiceField, IdField, NoteField, ValuesField } from '../fields';
import { answersReturned, assertPossible, needsSecondPerson, requireFact } from './amendment';
import { correctionReasons, type Changes, type CorrectionReason } from './case';
import { Cases, type DecideCase } from './cases';
import { checkCorrected } from './corrected-shape';
import { standing } from './record';

/**
 * Says how a recorded fact truly was. The earlier fact stays in the log; every view follows the correction. A
 * decision on the status is corrected once a second person approves.
 */
export class CorrectFact {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly fact: string;

  /** The fields that were wrong, as they should have been; null takes one out. */
  @ValuesField()
  readonly changes: Changes;

  @ChoiceField(correctionReasons)
  readonly reason: CorrectionReason;

  @NoteField()
  readonly note: string;

  /** The request that was sent back to the author and that this one takes the place of. */
  @IdField({ optional: true })
  readonly request?: string;
}

export const correctFact: DecideCase<CorrectFact> = (state, command, setting) => {
  const { fact, changes, reason, note } = command;
  const { person } = standing(state);
  const wrong = requireFact(state, fact);
  checkCorrected(wrong.fact, changes, setting);
  const data = { fact, changes, person, reason, note, ...answersReturned(state, command) };
  assertPossible(state, { type: 'FactCorrected', data }, setting);
  return [{ type: needsSecondPerson(wrong) ? 'CorrectionRequested' : 'FactCorrected', data }];
};

@CommandHandler(CorrectFact)
export class CorrectFactHandler implements ICommandHandler<CorrectFact> {
  constructor(private readonly cases: Cases) {}

  execute(command: CorrectFact) {
    return this.cases.change(command, correctFact);
  }
}
