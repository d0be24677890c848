import fs from 'node:fs';
import path from 'node:path';
import { victimCriteria } from '@hub/codebook/victims';
import { CriteriaBook, jurisdictionOf } from '@hub/codebook';
import { ctdcCase, ctdcCodes, type CtdcRow } from './ctdc-mapping';

const page = fs.readFileSync(path.resolve(__dirname, '../../../../docs/reference/import-ctdc.md'), 'utf8');

const row = (changes: Partial<CtdcRow> = {}): CtdcRow => ({
  ...{ yearOfRegistration: '2019.0', Datasource: 'Hotline', gender: 'Female', ageBroad: '18--20' },
  ...{ citizenship: 'AL', isForcedLabour: '0.0', control_category: '', RecruiterCategory: '' },
  ...{ ExploitType: 'Sexual', Labor_Type: '' },
  ...changes,
});

describe('the mapping of the CTDC file', () => {
  it('is in the documentation value by value, and nothing else is', () => {
    const documented = [
      ...page.matchAll(/^\| `(\w+)` +\| (?:`([^`]+)`|\(empty\)) +\| .+ \| `(\w+)` +\|$/gm),
    ].map(([, field = '', value = '', code = '']) => `${field} ${value} ${code}`);
    const mapped = Object.entries(ctdcCodes).flatMap(([field, codes]) =>
      Object.entries(codes).map(([value, code]) => `${field} ${value} ${code}`),
    );
    expect([...documented].sort()).toEqual([...mapped].sort());
  });

  it('gives only what the criteria take', () => {
    const profile = jurisdictionOf('AL');
    if (!profile) throw new Error('no profile');
    const book = new CriteriaBook(victimCriteria, profile);
    const fields = Object.entries(ctdcCodes) as [keyof CtdcRow, object][];
    const rows = fields.flatMap(([field, codes]) => Object.keys(codes).map(value => row({ [field]: value })));
    const problems = rows.flatMap(one =>
      Object.entries(ctdcCase(one).sections).flatMap(([section, values]) =>
        book
          .validateSection(section, values, { at: '2026-03-31' })
          .map(({ pointer, code }) => `${section}${pointer} ${code}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it('takes begging as a form where it is the work, and forced labour where it is flagged', () => {
    const forms = (changes: Partial<CtdcRow>) =>
      ctdcCase(row(changes)).sections.exploitation.exploitation_forms;
    expect(forms({ Labor_Type: 'Begging' })).toEqual(['sexual', 'begging']);
    expect(forms({ isForcedLabour: '1.0' })).toEqual(['sexual', 'labour']);
    expect(forms({ ExploitType: 'Labor', Labor_Type: 'Agriculture' })).toEqual(['labour']);
    expect(forms({ ExploitType: '', Labor_Type: '' })).toBe('unknown');
    expect(ctdcCase(row({ ExploitType: 'Multiple' })).sections.exploitation.main_exploitation).toBe(
      'multiple',
    );
  });
});
