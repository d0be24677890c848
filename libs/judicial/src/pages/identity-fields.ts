import { without } from '../case/without';
import type { Identity } from '../person/events';
import type { Answers, FactField } from './fact-types';

const natural = { is: 'kind', in: ['natural'] };
const text = (name: string): FactField => ({ name, type: { kind: 'text' } });

/** Who a person is. In a form that asks the kind of person, each kind is asked what it has. */
export const identityFields: readonly FactField[] = [
  { ...text('given'), when: natural },
  { ...text('family'), when: natural },
  { ...text('legalName'), when: { is: 'kind', in: ['legal'] } },
  text('otherNames'),
  { name: 'birth', type: { kind: 'date' }, label: 'birth' },
  { name: 'nationalId', type: { kind: 'text' }, label: 'nationalId' },
];

/** The fields one kind of person is asked, in a form that does not ask the kind. */
export const identityFieldsOf = (kind: string): readonly FactField[] =>
  identityFields
    .filter(({ when }) => when === undefined || ('in' in when && when.in.includes(kind)))
    .map(field => without(field, 'when'));

/** Other names are typed in one line. Nothing when nothing was typed. */
export function identityGiven(answers: Answers): Identity | undefined {
  const { given, family, legalName, otherNames, birth, nationalId } = answers as Record<
    string,
    string | undefined
  >;
  const others = (otherNames ?? '')
    .split(/[,;]/)
    .map(name => name.trim())
    .filter(Boolean);
  const parts = {
    given,
    family,
    legalName,
    birth,
    nationalId,
    ...(others.length > 0 && { otherNames: others }),
  };
  const known = Object.entries(parts).filter(([, value]) => value !== undefined);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

/** An identity as the form shows it. */
export const identityAnswers = ({ otherNames, ...parts }: Identity): Answers => ({
  ...parts,
  ...(otherNames && { otherNames: otherNames.join(', ') }),
});
