import fs from 'node:fs';
import path from 'node:path';
import { withEntries } from './book/index-of-criteria';
import { judicialCriteria } from './judicial';
import { jurisdictions } from './jurisdictions/all';
import type { Criteria, Part } from './model';
import { namedInCatalogue } from './shared/geography';
import { victimCriteria } from './victims';

const root = path.resolve(__dirname, '../../../i18n');
const read = (languageCode: string, part: string) =>
  JSON.parse(fs.readFileSync(path.join(root, languageCode, `codebook-${part}.json`), 'utf8')) as Record<
    string,
    string
  >;
const english: Record<Part, Record<string, string>> = {
  shared: read('en', 'shared'),
  victims: read('en', 'victims'),
  judicial: read('en', 'judicial'),
};

function* keysOf(criteria: Criteria): Generator<readonly [Part, string]> {
  const { part } = criteria;
  const variables = [
    ...criteria.sections.flatMap(section => withEntries(section.variables)),
    ...criteria.lifeCycle,
  ];
  for (const { name } of variables) {
    for (const text of ['label', 'definition', 'example']) yield [part, `variable.${name}.${text}`];
  }
  for (const { name } of criteria.sections) yield [part, `section.${name}`];
  for (const { fact } of criteria.lifeCycle) yield [part, `fact.${fact}`];
  for (const { name } of criteria.rules) yield [part, `rule.${name}`];
  for (const entry of criteria.breakdowns) yield [entry.part, `breakdown.${entry.name}`];
  for (const list of Object.values(criteria.lists)) {
    yield [list.part, `list.${list.name}`];
    for (const { code } of list.codes) {
      yield [list.part, `${list.labels ?? `list.${list.name}`}.${code}`];
    }
  }
  for (const { id, dateBasis } of criteria.indicators) {
    const owner = id.startsWith('QI') ? 'shared' : part;
    for (const text of ['label', 'definition']) yield [owner, `indicator.${id}.${text}`];
    if (!variables.some(entry => entry.name === dateBasis)) {
      yield [dateBasis === 'none' ? 'shared' : part, `date_basis.${dateBasis}`];
    }
  }
}

function* commonKeys(): Generator<readonly [Part, string]> {
  const fixed = {
    missing: ['unknown', 'refused', 'not_applicable'],
    personal_data: ['D', 'Q', 'S', 'N'],
    data_class: ['identity', 'contact', 'sensitive', 'narrative'],
    severity: ['error', 'query', 'note'],
    indicator_unit: 'person case decision judgment award percent days months money rate'.split(' '),
    institution_role: 'registers refers identifies assists investigates prosecutes adjudicates'.split(' '),
    list: ['country', 'language', 'unit', 'organisation'],
  };
  for (const [group, names] of Object.entries(fixed))
    for (const name of names) yield ['shared', `${group}.${name}`];
  for (const { units } of jurisdictions) for (const { type } of units) yield ['shared', `unit_type.${type}`];
  for (const code of namedInCatalogue) {
    yield ['shared', `list.${/^[A-Z]/.test(code) ? 'country' : 'language'}.${code}`];
  }
}

const wanted = [...commonKeys(), ...keysOf(victimCriteria), ...keysOf(judicialCriteria)];

describe('the English catalogues of the criteria', () => {
  it('have a text for everything the criteria name', () => {
    expect(wanted.filter(([part, key]) => !english[part][key]).map(pair => pair.join(':'))).toEqual([]);
  });

  it('have no text the criteria do not name', () => {
    const named = new Set(wanted.map(pair => pair.join(':')));
    const extra = Object.entries(english).flatMap(([part, texts]) =>
      Object.keys(texts).filter(key => !named.has(`${part}:${key}`)),
    );
    expect(extra).toEqual([]);
  });

  it('define in sentences, and say more than the label', () => {
    for (const texts of Object.values(english)) {
      for (const [key, text] of Object.entries(texts)) {
        if (!key.endsWith('.definition')) continue;
        const label = texts[key.replace(/definition$/, 'label')] ?? '';
        expect([key, /^[A-Z].*\.$/s.test(text)]).toEqual([key, true]);
        expect([key, text.split(' ').length >= 6 && text.length > label.length * 1.5]).toEqual([key, true]);
      }
    }
  });
});
