import type { Act } from '@hub/event-store';
import { DateField, FlagField, IdField, NestedListField, OrganisationField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';
import { given, VerdictBody } from './verdict-body';

export class Judged {
  @IdField()
  person: string;

  /** On a plea agreement: no main hearing before it. */
  @FlagField({ optional: true })
  plea?: boolean;

  @NestedListField(VerdictBody)
  verdicts: VerdictBody[];
}

/** The judgment of the court of first instance, per defendant and charge. */
export class DeliverJudgment implements CaseCommand {
  declare id: string;
  declare act: Act;

  @DateField()
  on: string;

  @OrganisationField()
  court: string;

  @NestedListField(Judged)
  defendants: Judged[];
}

export const deliverJudgment: Decide<DeliverJudgment> = (state, { on, court, defendants, act }, law) =>
  accept(
    state,
    [
      {
        type: 'JudgmentDelivered',
        data: {
          judgment: act.command,
          on,
          court,
          defendants: defendants.map(({ person, plea, verdicts }) => ({
            person,
            ...(plea === true && { plea }),
            verdicts: verdicts.map(given),
          })),
        },
      },
    ],
    law,
  );

export const DeliverJudgmentHandler = handles(DeliverJudgment, deliverJudgment);
