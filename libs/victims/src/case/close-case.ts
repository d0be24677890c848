import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { FactDate } from '../dates';
import { AnswerField, DateField } from '../fields';
import { Cases, type DecideCase } from './cases';
import { record, standing } from './record';
import { valuesOf } from './values';

/** Closes a case. What the criteria ask of every case must have an answer by now, "not known" being one. */
export class CloseCase {
  declare readonly case: string;
  declare readonly act: Act;

  @AnswerField('closure_reason')
  readonly reason: string;

  @DateField()
  readonly on: FactDate;
}

export const closeCase: DecideCase<CloseCase> = (state, { reason, on }, setting) => {
  const registration = standing(state);
  const events = record(state, { type: 'CaseClosed', data: { reason, on } }, setting);
  const closed = { ...state.view, registration: { ...registration, closed: { reason, on } } };
  const missing = setting.book.missingToClose(valuesOf(closed, setting.book));
  if (missing.length > 0) {
    throw new Refusal(
      'victims.case.incomplete',
      { count: missing.length },
      {
        status: 409,
        problems: missing.map(variable => ({ pointer: `/${variable}`, code: 'victims.case.missing' })),
        extra: { missing },
      },
    );
  }
  return events;
};

@CommandHandler(CloseCase)
export class CloseCaseHandler implements ICommandHandler<CloseCase> {
  constructor(private readonly cases: Cases) {}

  execute(command: CloseCase) {
    return this.cases.change(command, closeCase);
  }
}
