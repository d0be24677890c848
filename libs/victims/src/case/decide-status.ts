import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record } from './record';
import type { FactDate } from '../dates';
import { AnswerField, CodeField, DateField } from '../fields';
import type { VictimStatus } from './status';

/** Records a decision on the status of the person as a victim. */
export class DecideStatus {
  declare readonly case: string;
  declare readonly act: Act;

  @CodeField('victim_status')
  readonly status: VictimStatus;

  @DateField()
  readonly on: FactDate;

  @AnswerField('organisation_type', { optional: true })
  readonly authority?: string;

  @CodeField('country', { optional: true })
  readonly country?: string;

  @CodeField('unit', { optional: true })
  readonly unit?: string;
}

export const decideStatus: DecideCase<DecideStatus> = (
  state,
  { status, on, authority, country, unit },
  setting,
) => record(state, { type: 'StatusDecided', data: { status, on, authority, country, unit } }, setting);

@CommandHandler(DecideStatus)
export class DecideStatusHandler implements ICommandHandler<DecideStatus> {
  constructor(private readonly cases: Cases) {}

  execute(command: DecideStatus) {
    return this.cases.change(command, decideStatus);
  }
}
