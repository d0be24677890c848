import type { Variable } from '@hub/codebook';
import { readFields, readNumber } from './read';

const variable = (name: string, type: Variable['type']): Variable => ({
  name,
  number: 'V0',
  type,
  personalData: 'N',
});

describe('numbers as the region types them', () => {
  it.each([
    ['12', 12],
    ['1 234,50', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234', 1234],
    ['0,5', 0.5],
    ['12,75', 12.75],
    ['-3', -3],
  ])('%s is %d', (text, number) => expect(readNumber(text)).toBe(number));

  it('leaves what is no number as it was typed', () => expect(readNumber('12 persons')).toBe('12 persons'));
});

describe('reading a form', () => {
  const variables = [
    variable('sex', { kind: 'code', list: 'sex' }),
    variable('forms', { kind: 'code', list: 'forms', many: true }),
    variable('born', { kind: 'date' }),
    variable('award', { kind: 'money' }),
    variable('note', { kind: 'text' }),
  ];

  it('gives values of the criteria and leaves out what was not filled', () => {
    const body = {
      sex: 'female',
      forms: ['sexual', 'labour', 'sexual'],
      'born-day': '',
      'born-month': '5',
      'born-year': '2001',
      'award-amount': '1 500,00',
      'award-currency': 'EUR',
      note: '  Ştefan ',
    };
    expect(readFields(variables, body)).toEqual({
      sex: 'female',
      forms: ['sexual', 'labour'],
      born: '2001-05',
      award: { amount: 1500, currency: 'EUR' },
      note: 'Ștefan',
    });
    expect(readFields(variables, { sex: '' })).toEqual({});
  });

  it('takes the marker only where there is no value', () => {
    expect(readFields(variables, { 'born-missing': 'unknown' })).toEqual({ born: 'unknown' });
    expect(readFields(variables, { 'born-missing': 'unknown', 'born-year': '2001' })).toEqual({
      born: '2001',
    });
  });

  it('takes “unknown” among the codes of a set as the whole answer, or as nothing beside a code', () => {
    const [asked] = [
      { ...variable('forms', { kind: 'country', many: true }), missing: ['unknown'] as const },
    ];
    expect(readFields([asked], { forms: 'unknown' })).toEqual({ forms: 'unknown' });
    expect(readFields([asked], { forms: ['', 'AL', 'unknown'] })).toEqual({ forms: ['AL'] });
    expect(readFields([asked], { forms: ['', ''], 'forms-missing': 'unknown' })).toEqual({
      forms: 'unknown',
    });
  });
});
