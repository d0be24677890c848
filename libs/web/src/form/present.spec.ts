import type { Code, CodeList, Variable } from '@hub/codebook';
import type { Labels } from './labels';
import { presentField } from './present';

const names: Record<string, string> = { AL: 'Shqipëria', BA: 'Bosnja', XK: 'Kosova' };
const labels = {
  variable: () => 'Countries',
  example: () => undefined,
  code: (_: unknown, code: string) => names[code] ?? code,
  compare: (one: string, other: string) => one.localeCompare(other, 'sq'),
} as unknown as Labels;
const more: Code[] = Array.from({ length: 40 }, (_, nth) => ({ code: `Z${nth}` }));
const list: CodeList = { name: 'country', part: 'shared', codes: [{ code: 'AL' }, { code: 'BA' }, ...more] };
const countries: Variable = {
  name: 'countries',
  number: 'V1',
  type: { kind: 'country', many: true },
  personalData: 'N',
  missing: ['unknown'],
};
const draw = (value?: string | string[]) =>
  presentField(countries, {
    labels,
    listOf: () => list,
    values: value === undefined ? {} : { countries: value },
    problems: [],
    t: key => key,
  });

describe('several codes of a very long list', () => {
  it('has a box for each code and two more, in the order of the alphabet, with the number of the code', () => {
    const field = draw(['BA', 'AL']);
    if (field.kind !== 'several') throw new Error(field.kind);
    expect(field.boxes).toEqual(['BA', 'AL', '', '']);
    expect(field.options.slice(0, 2).map(({ text }) => text)).toEqual(['2 Bosnja', '1 Shqipëria']);
  });

  it('keeps “unknown” beside the boxes', () => {
    const field = draw('unknown');
    if (field.kind !== 'several') throw new Error(field.kind);
    expect(field.boxes).toEqual(['', '']);
    expect(field.missing).toMatchObject([{ value: 'unknown', checked: true }]);
  });
});
