import type { Variable } from '@hub/codebook';
import { entryAsked } from './entries';
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

describe('reading entries', () => {
  const stops = variable('stops', {
    kind: 'entries',
    of: [variable('place', { kind: 'text' }), variable('from', { kind: 'date' })],
  });
  const body = {
    'stops-0-place': 'Bar',
    'stops-0-from-year': '2023',
    'stops-1-place': '',
    'stops-1-from-year': '',
    'stops-10-place': 'Trieste',
    'stops-2-place': 'Split',
    'stops-2-from-month': '5',
    'stops-2-from-year': '2023',
  };

  it('keeps them in their order and leaves out what was not filled', () => {
    expect(readFields([stops], body)).toEqual({
      stops: [{ place: 'Bar', from: '2023' }, { place: 'Split', from: '2023-05' }, { place: 'Trieste' }],
    });
    expect(readFields([stops], { 'stops-0-place': ' ' })).toEqual({});
  });

  it('is asked for one more, or for one less, by a button of the form', () => {
    expect(entryAsked(body)).toBeUndefined();
    expect(entryAsked({ ...body, _add: 'stops' })).toEqual({
      body: { ...body, _add: 'stops' },
      asked: { variable: 'stops', more: true },
    });
    const less = entryAsked({ ...body, _remove: 'stops-1' });
    expect(readFields([stops], less?.body ?? {})).toMatchObject({ stops: { length: 3 } });
    const without = entryAsked({ ...body, _remove: 'stops-2' });
    expect(without?.asked).toEqual({ variable: 'stops', more: false });
    expect(readFields([stops], without?.body ?? {})).toEqual({
      stops: [{ place: 'Bar', from: '2023' }, { place: 'Trieste' }],
    });
  });
});
