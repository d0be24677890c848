import fs from 'node:fs';
import path from 'node:path';
import { judicialCriteria } from '../judicial';
import { ctdcMergedMeans, victimCriteria } from '../victims';
import { htcdsFields } from './htcds-fields';
import { fieldsOf } from './mappings-page';
import { referencePages } from './pages';

const directory = path.resolve(__dirname, '../../../../docs/reference');
const pages = referencePages();

describe('docs/reference', () => {
  it.each([...pages.keys()])('is what the criteria say now: %s (else run npm run docs:reference)', file => {
    const stored = path.join(directory, file);
    expect(fs.existsSync(stored)).toBe(true);
    expect(fs.readFileSync(stored, 'utf8')).toBe(pages.get(file));
  });

  it('links only to pages and headings that exist', () => {
    const anchors = (text: string) =>
      new Set(
        [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-')),
      );
    for (const text of pages.values()) {
      for (const [, file = '', anchor] of text.matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)) {
        expect([...pages.keys()]).toContain(file);
        if (anchor) expect([...anchors(pages.get(file) ?? '')]).toContain(anchor);
      }
    }
  });
});

describe('the mapping to HTCDS', () => {
  const both = [victimCriteria, judicialCriteria];
  const fields = new Map(htcdsFields.map(field => [field.name, field]));
  const mapped = both
    .flatMap(({ sections, lifeCycle }) => [...sections.flatMap(section => section.variables), ...lifeCycle])
    .flatMap(entry => (entry.mappings?.htcds ? fieldsOf(entry.mappings.htcds) : []));

  it('names fields of the standard only', () => {
    for (const name of mapped) expect([...fields.keys()]).toContain(name);
  });

  it('fills every field, or says why it is left out', () => {
    for (const { name, leftOut } of htcdsFields) {
      expect([name, mapped.includes(name) || leftOut !== undefined]).toEqual([name, true]);
    }
  });

  it('names values of the standard only', () => {
    const values = new Set(htcdsFields.flatMap(field => field.values ?? []));
    const used = both
      .flatMap(({ lists }) => Object.values(lists).flatMap(list => list.codes))
      .flatMap(code => code.mappings?.htcds ?? []);
    for (const value of used) expect([...values]).toContain(value);
  });
});

describe('the merged means of control of CTDC 2024', () => {
  it('cover every code but "other", each once', () => {
    const codes = victimCriteria.lists['means_of_control']?.codes.map(entry => entry.code);
    const merged = Object.values(ctdcMergedMeans).flat();
    expect([...merged, 'other'].sort()).toEqual([...(codes ?? [])].sort());
  });
});
