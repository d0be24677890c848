import type { Act } from '@hub/event-store';
import { DateField, IdField, NestedListField, OneOfField, OrganisationField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';
import type { AppealOutcome } from './terms';
import { given, VerdictBody } from './verdict-body';

const appealOutcomes = [
  'upheld',
  'modified_lenient',
  'modified_severe',
  'quashed_retrial',
  'reversed_to_acquittal',
  'reversed_to_conviction',
  'withdrawn',
];

export class OutcomeBody {
  @IdField()
  person: string;

  @OneOfField(appealOutcomes)
  outcome: AppealOutcome;

  @NestedListField(VerdictBody, { optional: true })
  verdicts?: VerdictBody[];
}

/** The decision of the appeal court, per defendant; a quashed judgment sends the case back to trial. */
export class DecideAppeal implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  appeal: string;

  @DateField()
  on: string;

  @OrganisationField()
  court: string;

  @NestedListField(OutcomeBody)
  outcomes: OutcomeBody[];
}

export const decideAppeal: Decide<DecideAppeal> = (state, { appeal, on, court, outcomes }, law) =>
  accept(
    state,
    [
      {
        type: 'AppealDecided',
        data: {
          appeal,
          on,
          court,
          outcomes: outcomes.map(({ person, outcome, verdicts }) => ({
            person,
            outcome,
            ...(verdicts && { verdicts: verdicts.map(given) }),
          })),
        },
      },
    ],
    law,
  );

export const DecideAppealHandler = handles(DecideAppeal, decideAppeal);
