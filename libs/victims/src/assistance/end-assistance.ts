import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from '../case/cases';
import { record } from '../case/record';
import type { FactDate } from '../dates';
import { ChoiceField, DateField, IdField } from '../fields';
import { assistanceOutcomes, type AssistanceOutcome } from './assistance';

/** Assistance that was running ends. */
export class EndAssistance {
  declare readonly case: string;
  declare readonly act: Act;

  @IdField()
  readonly assistance: string;

  @ChoiceField(assistanceOutcomes)
  readonly outcome: AssistanceOutcome;

  @DateField()
  readonly on: FactDate;
}

export const endAssistance: DecideCase<EndAssistance> = (state, { assistance, outcome, on }, setting) =>
  record(state, { type: 'AssistanceEnded', data: { assistance, outcome, on } }, setting);

@CommandHandler(EndAssistance)
export class EndAssistanceHandler implements ICommandHandler<EndAssistance> {
  constructor(private readonly cases: Cases) {}

  execute(command: EndAssistance) {
    return this.cases.change(command, endAssistance);
  }
}
