import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { IdField, NoteField } from '../fields';
import { requestFor } from './approve-correction';
import { Cases, type DecideCase } from './cases';
import { standing } from './record';

/** A second person refuses that a decision on the status is corrected. */
export class RefuseCorrection {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly request: string;

  @NoteField()
  readonly note: string;
}

export const refuseCorrection: DecideCase<RefuseCorrection> = (state, { request, note, act }) => {
  const { person } = standing(state);
  requestFor(state, request, act);
  return [{ type: 'CorrectionRefused', data: { request, person, note } }];
};

@CommandHandler(RefuseCorrection)
export class RefuseCorrectionHandler implements ICommandHandler<RefuseCorrection> {
  constructor(private readonly cases: Cases) {}

  execute(command: RefuseCorrection) {
    return this.cases.change(command, refuseCorrection);
  }
}
