import type { Act } from '@hub/event-store';
import { CodesField, CountField, DateField, IdField, MoneyBody, MoneyField, OneOfField } from '../fields';
import { accept, handles, type CaseCommand, type Decide } from './command';
import type { Sentence, SentenceKind } from './terms';

const kinds = [
  'life',
  'imprisonment',
  'suspended',
  'conditional_partial',
  'fine_only',
  'community_work',
  'educational_measure_minor',
  'security_measure',
  'legal_person_sanction',
];

/** The sentence of a convicted defendant under the judgment in force. */
export class SetSentence implements CaseCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  person: string;

  @DateField()
  on: string;

  @OneOfField(kinds)
  kind: SentenceKind;

  @CountField(1, 600, { optional: true })
  months?: number;

  @CountField(1, 600, { optional: true })
  suspendedMonths?: number;

  @MoneyField({ optional: true })
  fine?: MoneyBody;

  @CodesField('additional_sanction', { optional: true })
  additional?: string[];

  @CodesField('aggravating', { optional: true })
  aggravating?: string[];
}

export const setSentence: Decide<SetSentence> = (state, c, law) => {
  const { person, on, kind, months, suspendedMonths, fine, additional, aggravating } = c;
  const sentence: Sentence = {
    kind,
    ...(months !== undefined && { months }),
    ...(suspendedMonths !== undefined && { suspendedMonths }),
    ...(fine && { fine: { ...fine } }),
    ...(additional && { additional }),
    ...(aggravating && { aggravating }),
  };
  return accept(state, [{ type: 'SentenceSet', data: { person, on, ...sentence } }], law);
};

export const SetSentenceHandler = handles(SetSentence, setSentence);
