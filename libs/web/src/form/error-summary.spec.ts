import { errorSummary } from './error-summary';
import type { FieldView } from './field-view';

const field = (name: string, label: string): FieldView => ({
  name,
  label,
  kind: 'text',
  value: '',
  missing: [],
});

describe('the summary of what is wrong on a form', () => {
  const groups = [{ fields: [field('origin', 'Origin of the case')] }, { fields: [field('note', '')] }];

  it('names the field, and leads to it', () => {
    const [one] = errorSummary([{ field: 'origin', message: 'This field is required.' }], groups);
    expect(one).toEqual({ field: 'origin', message: 'Origin of the case: This field is required.' });
  });

  it('says what is about no field, or about one without a label, as it is', () => {
    expect(errorSummary([{ field: '', message: 'Closed.' }], groups)).toEqual([
      { field: 'draft-form', message: 'Closed.' },
    ]);
    expect(errorSummary([{ field: 'note', message: 'Too long.' }], groups)).toEqual([
      { field: 'note', message: 'Too long.' },
    ]);
  });

  it('leads elsewhere when that is where it is mended', () => {
    const problem = { field: '', message: 'Sex: missing', href: '/cases/1/sections/profile#sex' };
    expect(errorSummary([problem], groups)).toEqual([{ ...problem, field: 'draft-form' }]);
  });
});
