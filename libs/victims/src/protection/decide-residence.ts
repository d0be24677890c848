import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { AnswerField, DateField, DayField, DaysField } from '../fields';
import { parsePartialDate } from '@hub/codebook';
import { addDays } from '../dates';

/** An authority decides on the stay of the person. */
export class DecideResidence {
  declare readonly case: string;
  declare readonly act: Act;

  @AnswerField('residence_measure')
  readonly measure: string;

  @DateField()
  readonly on: FactDate;

  @DaysField({ optional: true })
  readonly days?: number;

  @DayField({ optional: true })
  readonly until?: string;
}

export const decideResidence: DecideCase<DecideResidence> = (
  state,
  { measure, on, days, until },
  setting,
) => {
  const exact = parsePartialDate(on)?.precision === 'day';
  const last = until ?? (exact && days !== undefined ? addDays(on, days - 1) : undefined);
  return record(state, { type: 'ResidenceDecided', data: { measure, on, days, until: last } }, setting);
};

@CommandHandler(DecideResidence)
export class DecideResidenceHandler implements ICommandHandler<DecideResidence> {
  constructor(private readonly cases: Cases) {}

  execute(command: DecideResidence) {
    return this.cases.change(command, decideResidence);
  }
}
