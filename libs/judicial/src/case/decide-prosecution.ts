import type { Act } from '@hub/event-store';
import { CodeField, CodesField, DateField, IdField, NoteField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';
import type { ProsecutionDecision } from './terms';

const decisions = ['charged_thb', 'charged_other', 'not_charged', 'plea_agreement', 'transferred', 'other'];

/** The final decision of the prosecutor about one suspect (Directive 2011/36/EU art. 19a(2)(d)). */
export class DecideProsecution implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @DateField()
  on: string;

  @OneOfField(decisions)
  decision: ProsecutionDecision;

  @CodesField('legal_basis')
  legalBasis: string[];

  @CodeField('no_charge_reason', { optional: true })
  reason?: string;

  @NoteField()
  note?: string;
}

export const decideProsecution: Decide<DecideProsecution> = (state, c, law) => {
  const { person, on, decision, legalBasis, reason, note } = c;
  const data = {
    ...{ person, on, decision, legalBasis },
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
  };
  return accept(state, [{ type: 'ProsecutionDecided', data }], law);
};

export const DecideProsecutionHandler = handles(DecideProsecution, decideProsecution);
