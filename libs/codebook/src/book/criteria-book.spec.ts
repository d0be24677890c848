import Ajv2020 from 'ajv/dist/2020';
import { judicialCriteria } from '../judicial';
import { jurisdictionOf, jurisdictions } from '../jurisdictions/all';
import type { Criteria, Jurisdiction, Variable } from '../model';
import { victimCriteria } from '../victims';
import { CriteriaBook } from './criteria-book';
import { labelText } from './labels';

const at = '2024-05-17';
const place = (code: string): Jurisdiction => {
  const found = jurisdictionOf(code);
  if (!found) throw new Error(`no jurisdiction ${code}`);
  return found;
};
const victims = new CriteriaBook(victimCriteria, place('AL'));
const judicial = new CriteriaBook(judicialCriteria, place('RO'));
const codes = (section: string, values: object, facts = {}) =>
  victims
    .validateSection(section, values, { at, facts })
    .map(problem => `${problem.pointer} ${problem.code}`);

describe('validation of a section', () => {
  it('accepts what the criteria allow', () => {
    expect(
      codes('profile', {
        sex: 'female',
        age_at_identification: 16,
        age_basis: 'document',
        citizenship: ['MD', 'RO'],
        country_of_birth: 'unknown',
        mother_tongue: 'rom',
        disability: 'refused',
      }),
    ).toEqual([]);
    expect(
      codes('exploitation', { exploitation_forms: ['sexual'], sexual_exploitation_types: ['prostitution'] }),
    ).toEqual([]);
    expect(codes('transport', {})).toEqual([]);
  });

  it.each([
    ['profile', { sex: 'woman' }, '/sex codebook.not-in-list'],
    ['profile', { sex: 3 }, '/sex codebook.wrong-type'],
    ['profile', { sex: null }, '/sex codebook.wrong-type'],
    ['profile', { sex: 'refused' }, '/sex codebook.missing-not-allowed'],
    ['profile', { sex: ['female'] }, '/sex codebook.wrong-type'],
    ['profile', { name: 'Someone' }, '/name codebook.unknown-variable'],
    ['profile', { __proto__x: 1 }, '/__proto__x codebook.unknown-variable'],
    ['profile', { 'a/b~c': 1 }, '/a~1b~0c codebook.unknown-variable'],
    ['profile', { acts: ['recruitment'] }, '/acts codebook.unknown-variable'],
    ['profile', { ethnicity_self_declared: 'x' }, '/ethnicity_self_declared codebook.not-collected'],
    ['profile', { age_at_identification: 111 }, '/age_at_identification codebook.number-range'],
    ['profile', { age_at_identification: 1.5 }, '/age_at_identification codebook.not-an-integer'],
    ['profile', { age_at_identification: NaN }, '/age_at_identification codebook.wrong-type'],
    ['profile', { age_at_identification: '16' }, '/age_at_identification codebook.wrong-type'],
    ['profile', { citizenship: 'AL' }, '/citizenship codebook.wrong-type'],
    ['profile', { citizenship: [] }, '/citizenship codebook.empty'],
    ['profile', { citizenship: ['AL', 'AL'] }, '/citizenship codebook.repeated'],
    ['profile', { citizenship: ['AL', 'ZZ'] }, '/citizenship/1 codebook.not-in-list'],
    ['profile', { citizenship: ['YU'] }, '/citizenship/0 codebook.not-valid-then'],
    ['recruitment', { recruitment_date: '17.05.2024' }, '/recruitment_date codebook.not-a-date'],
    ['recruitment', { recruitment_date: 2024 }, '/recruitment_date codebook.wrong-type'],
    ['recruitment', { recruitment_date: '2024-06' }, '/recruitment_date codebook.date-in-future'],
    ['exploitation', { exploitation_months: 5 }, '/exploitation_months codebook.derived'],
    [
      'exploitation',
      { exploitation_forms: ['labour'], sexual_exploitation_types: ['prostitution'] },
      '/sexual_exploitation_types codebook.condition-not-met',
    ],
    [
      'transport',
      { trafficking_scope: 'internal', transport_mode: 'bus' },
      '/transport_mode codebook.condition-not-met',
    ],
  ])('refuses in %s the values %j: %s', (section, values, expected) => {
    expect(codes(section, values)).toEqual([expected]);
  });

  it.each([
    [{ transit_stops: 'unknown' }, '/transit_stops codebook.wrong-type'],
    [{ transit_stops: [] }, '/transit_stops codebook.empty'],
    [{ transit_stops: [{ stop_country: 'ME' }, {}] }, '/transit_stops/1 codebook.empty'],
    [{ transit_stops: ['ME'] }, '/transit_stops/0 codebook.empty'],
    [{ transit_stops: Array(51).fill({ stop_country: 'ME' }) }, '/transit_stops codebook.too-many'],
    [
      { transit_stops: [{ stop_country: 'ME' }, { stop_country: 'XX' }] },
      '/transit_stops/1/stop_country codebook.not-in-list',
    ],
    [
      { transit_stops: [{ stop_country: 'ME', period_start: '2024' }] },
      '/transit_stops/0/period_start codebook.unknown-variable',
    ],
    [{ stop_country: 'ME' }, '/stop_country codebook.unknown-variable'],
    [
      { documents: [{ document_kind: 'refused' }] },
      '/documents/0/document_kind codebook.missing-not-allowed',
    ],
  ])('refuses among entries %j: %s', (values, expected) => {
    expect(codes('transport', values)).toEqual([expected]);
  });

  it('asks within an entry by what the same entry says', () => {
    const sector = { period_sector: ['A'] };
    const periods = (...entries: object[]) => codes('exploitation', { exploitation_periods: entries });
    expect(periods({ period_forms: ['labour'] }, { ...sector, period_forms: ['sexual'] })).toEqual([
      '/exploitation_periods/1/period_sector codebook.condition-not-met',
    ]);
    expect(periods({ period_forms: ['labour'], ...sector })).toEqual([]);
  });

  it('accepts a date of which a part has passed', () => {
    expect(codes('recruitment', { recruitment_date: '2024' })).toEqual([]);
    expect(codes('recruitment', { recruitment_date: '2024-05' })).toEqual([]);
  });

  it('puts the prefix of the caller before every pointer', () => {
    const [problem] = victims.validateSection('profile', { sex: 'x' }, { at, pointer: '/values' });
    expect(problem).toEqual({
      pointer: '/values/sex',
      code: 'codebook.not-in-list',
      params: { list: 'sex' },
    });
  });

  it('judges a condition on facts out of sight only when they are given', () => {
    const values = { guardian_appointed: 'yes' };
    const check = (facts?: object) =>
      victims.validateFact('guardianship', values, { at, ...(facts && { facts: facts as never }) });
    expect(check()).toEqual([]);
    expect(check({ majority_at_identification: 'child' })).toEqual([]);
    expect(check({ majority_at_identification: 'adult' }).map(p => p.code)).toEqual([
      'codebook.condition-not-met',
    ]);
    const notApplicable = { at, facts: { majority_at_identification: 'adult' } };
    expect(
      victims.validateFact('guardianship', { guardian_appointed: 'not_applicable' }, notApplicable),
    ).toEqual([]);
  });

  it('checks sums of money', () => {
    const check = (compensation_awarded: unknown) =>
      victims.validateFact('compensation', { compensation_awarded }, { at }).map(problem => problem.code);
    expect(check({ amount: 5000.25, currency: 'EUR' })).toEqual([]);
    expect(check({ amount: 5000.251, currency: 'EUR' })).toEqual(['codebook.money-decimals']);
    expect(check({ amount: -1, currency: 'EUR' })).toEqual(['codebook.number-range']);
    expect(check({ amount: 5, currency: 'XXX' })).toEqual(['codebook.not-in-list']);
    expect(check({ amount: 5, currency: 'EUR', note: 'x' })).toEqual(['codebook.wrong-type']);
    expect(check(5)).toEqual(['codebook.wrong-type']);
  });

  it('checks texts', () => {
    const check = (full_name: unknown) =>
      victims.validateFact('identity', { full_name }, { at }).map(problem => problem.code);
    expect(check('Ана Marić')).toEqual([]);
    expect(check('  ')).toEqual(['codebook.empty']);
    expect(check('x'.repeat(201))).toEqual(['codebook.too-long']);
    expect(check('a\u0007b')).toEqual(['codebook.control-characters']);
    expect(check({})).toEqual(['codebook.wrong-type']);
  });

  it('never repeats a value in a problem', () => {
    const secret = 'Zxqv Wyrmw';
    const problems = victims.validateSection('profile', { sex: secret, citizenship: [secret] }, { at });
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('Zxqv');
  });

  it('takes the legal bases of the own jurisdiction on the day of the fact', () => {
    const check = (basis: string, day: string) =>
      judicial
        .validateFact('opening', { initial_legal_basis: [basis] }, { at: day, today: at })
        .map(problem => problem.code);
    expect(check('RO-210', '2024-01-01')).toEqual([]);
    expect(check('RO-210', '2014-01-31')).toEqual(['codebook.not-valid-then']);
    expect(check('RO_L678-12', '2014-01-31')).toEqual([]);
    expect(check('AL-110a', '2024-01-01')).toEqual(['codebook.not-in-list']);
  });

  it('takes units of all ten jurisdictions, and offers those of the own', () => {
    expect(codes('background', { residence_unit_before: 'MK008' })).toEqual([]);
    expect(codes('background', { residence_unit_before: 'XX-1' })).toEqual([
      '/residence_unit_before codebook.not-in-list',
    ]);
    expect(victims.list('unit')).toHaveLength(12);
  });

  it('takes any well-formed id of the register of organisations', () => {
    const check = (registering_org_id: string) =>
      victims.validateFact('registration', { registering_org_id }, { at }).length;
    expect(check('al-police-11')).toBe(0);
    expect(check('0198c2f4-7c3a-7d52-9e41-5b0f6a2d8c11')).toBe(0);
    expect(check('Robert"); drop')).toBe(1);
  });

  it('throws on a section the criteria do not know', () => {
    expect(() => victims.validateSection('nonsense', {}, { at })).toThrow('no section "nonsense"');
  });
});

describe('derived values', () => {
  it('give band and majority from the age', () => {
    expect(victims.derive({ age_at_identification: 17 })).toMatchObject({
      age_band: '9_17',
      majority_at_identification: 'child',
    });
    expect(victims.derive({ age_band: '18_20' })['majority_at_identification']).toBe('adult');
    expect(victims.derive({ age_at_identification: 'unknown', age_basis: 'presumed_child' })).toMatchObject({
      majority_at_identification: 'child',
    });
  });

  it('never replace a value that was given', () => {
    expect(victims.derive({ age_at_identification: 17, age_band: '48_plus' })['age_band']).toBe('48_plus');
  });

  it('give duration from the two dates', () => {
    const dates = { exploitation_start: '2023-01', exploitation_end: '2024-05-20' };
    expect(victims.derive(dates)).toMatchObject({ exploitation_months: 16, exploitation_duration: 'm13_24' });
    expect(victims.derive({ exploitation_start: '2023-01' })['exploitation_duration']).toBeUndefined();
  });

  it('give the whole from the entries, where nothing was said of the whole', () => {
    const exploitation_periods = [
      {
        period_country: 'IT',
        period_forms: ['labour', 'begging'],
        period_start: '2023-03',
        period_end: '2023',
      },
      { period_country: 'AL', period_forms: ['labour'], period_start: '2022-11', period_end: '2023-02-01' },
      { period_country: 'unknown', period_start: '2023', period_end: '2024-01' },
    ];
    expect(victims.derive({ exploitation_periods })).toMatchObject({
      exploitation_country: ['IT', 'AL'],
      exploitation_forms: ['labour', 'begging'],
      exploitation_start: '2022-11',
      exploitation_end: '2024-01',
      exploitation_months: 14,
    });
    const given = { exploitation_periods, exploitation_forms: ['sexual'] };
    expect(victims.derive(given)['exploitation_forms']).toEqual(['sexual']);
  });

  it('give no outer date while one of the entries leaves it open', () => {
    const exploitation_periods = [
      { period_start: '2022-11', period_end: '2023-02-01' },
      { period_start: '2023-03' },
    ];
    const derived = victims.derive({ exploitation_periods });
    expect([derived['exploitation_start'], derived['exploitation_end']]).toEqual(['2022-11', undefined]);
  });

  it('give transit from stops only where a border was crossed', () => {
    const transit_stops = [{ stop_country: 'ME' }, { stop_country: 'RS' }, { stop_country: 'ME' }];
    const transit = (trafficking_scope: string) =>
      victims.derive({ transit_stops, trafficking_scope })['transit_countries'];
    expect([transit('cross_border'), transit('internal')]).toEqual([['ME', 'RS'], undefined]);
  });

  it('give the class of the offence from the form of exploitation', () => {
    expect(judicial.derive({ main_exploitation: 'labour' })['iccs_code']).toBe('02042');
    expect(judicial.derive({ main_exploitation: 'not_yet_exploited' })['iccs_code']).toBeUndefined();
  });
});

describe('the mandatory minimum', () => {
  const complete = {
    registration_date: '2024-05-17',
    registering_org_type: 'police',
    referral_source: 'self',
    sex: 'unknown',
    age_band: 'unknown',
    age_at_identification: 'unknown',
    age_basis: 'unknown',
    citizenship: ['AL'],
    victim_status: 'presumed',
    presumed_since: '2024',
    trafficking_scope: 'internal',
    exploitation_country: ['AL'],
    exploitation_forms: ['labour'],
    main_exploitation: 'labour',
    assistance_decision: 'accepted',
  };

  it('is met by answers, "not known" among them', () => {
    expect(victims.missingToClose(complete)).toEqual([]);
  });

  it('asks for the deciding authority once there is a decision', () => {
    expect(victims.missingToClose({ ...complete, victim_status: 'identified' })).toEqual([
      'formal_decision_authority',
    ]);
  });

  it('takes child or adult in place of the age, and a decision in place of the presumption', () => {
    const rest = { ...complete, age_at_identification: undefined, presumed_since: undefined };
    expect(victims.missingToClose(rest)).toEqual(['age_at_identification', 'presumed_since']);
    expect(
      victims.missingToClose({
        ...rest,
        majority_at_identification: 'child',
        formal_decision_date: '2024-05-20',
      }),
    ).toEqual([]);
  });

  it('counts the cells that are due, for completeness', () => {
    const cells = victims.mandatoryCells({ sex: 'female' });
    expect(cells).toHaveLength(14);
    expect(cells.filter(cell => cell.filled).map(cell => cell.variable)).toEqual(['sex']);
  });

  it('asks a legal person for neither sex nor age', () => {
    const person = { person_kind: 'legal', suspect_registered_date: '2024' };
    expect(judicial.missingToClose(person, 'person')).toEqual([]);
    expect(judicial.missingToClose({ ...person, person_kind: 'natural' }, 'person')).toEqual([
      'sex',
      'age_at_offence',
      'citizenship',
    ]);
  });
});

describe('look-ups', () => {
  it('offer the answers to a variable in the order of the criteria', () => {
    expect(victims.answers('sex')).toEqual(['female', 'male', 'other', 'unknown']);
    expect(victims.answers('citizenship', at)).not.toContain('YU');
    expect(judicial.answers('charged_legal_basis', '2010-01-01')).toEqual([
      'RO_L678-12',
      'RO_L678-13',
      'RO-thb',
      'RO-other',
      'unknown',
    ]);
  });

  it('know the currency of a day', () => {
    const bulgaria = new CriteriaBook(victimCriteria, place('BG'));
    expect([bulgaria.currencyAt('2025-12-31'), bulgaria.currencyAt('2026-01-01')]).toEqual(['BGN', 'EUR']);
  });

  it('group citizenships as the jurisdiction sees them on the day', () => {
    expect(victims.citizenshipGroup(['IT', 'AL'], at)).toBe('national');
    expect(victims.citizenshipGroup(['HR'], at)).toBe('other_see10');
    expect(victims.citizenshipGroup(['IT'], at)).toBe('other_eu');
    expect(victims.citizenshipGroup(['GB'], at)).toBe('other');
    expect(victims.citizenshipGroup(['GB'], '2015-01-01')).toBe('other_eu');
    expect(victims.citizenshipGroup([], at)).toBeUndefined();
  });

  it('find the text for codes of every kind', () => {
    const translate = (key: string) => `<${key}>`;
    const text = (list: string, code: string, language: string, book = victims) =>
      labelText(book.codeLabel(list, code), language, translate);
    expect(text('sex', 'female', 'en')).toBe('<codebook-shared:list.sex.female>');
    expect(text('age_band', '0_8', 'en')).toBe('<codebook-victims:list.age_band.0_8>');
    expect(text('age_band', 'unknown', 'en')).toBe('<codebook-shared:missing.unknown>');
    expect(text('country', 'IT', 'sq')).toBe('Itali');
    expect(text('country', 'IT', 'mk')).toBe('Италија');
    expect(text('country', 'XK', 'en')).toBe('<codebook-shared:list.country.XK>');
    expect(text('language', 'gag', 'ro')).toBe('găgăuză');
    expect(text('unit', 'BG-03', 'bg')).toBe('Варна');
    expect(text('unit', 'BG-03', 'en')).toBe('Varna');
    expect(text('organisation', 'al-vatra', 'en')).toBe('Qendra Psiko-Sociale Vatra');
    expect(text('legal_basis', 'RO-210', 'en', judicial)).toBe('<codebook-judicial:legal.RO-210>');
  });

  it('name the keys of labels', () => {
    expect(victims.variableKey('sex')).toBe('codebook-victims:variable.sex.label');
    expect(victims.key('section', 'profile')).toBe('codebook-victims:section.profile');
    expect(victims.listKey('age_band')).toBe('codebook-victims:list.age_band');
    expect(victims.breakdownKey('sex')).toBe('codebook-shared:breakdown.sex');
    expect(victims.indicatorKey('VI03')).toBe('codebook-victims:indicator.VI03.label');
    expect(victims.indicatorKey('QI19', 'definition')).toBe('codebook-shared:indicator.QI19.definition');
    const basis = (id: string) => victims.dateBasisKey(victims.indicator(id) ?? victims.indicators[0]);
    expect(basis('VI02')).toBe('codebook-victims:variable.formal_decision_date.label');
    expect(basis('VI03')).toBe('codebook-victims:date_basis.first_status_date');
    expect(basis('QI19')).toBe('codebook-shared:date_basis.none');
  });

  it('say what is sealed and why', () => {
    expect(victims.sealedVariables('background')).toEqual([
      {
        name: 'vulnerability_factors',
        class: 'sensitive',
        reason: 'holds data on health and dependence (GDPR art. 9)',
      },
    ]);
    expect(victims.columns().some(column => column.variable === 'vulnerability_factors')).toBe(false);
  });

  it('have one fingerprint for the same data, another for any other', () => {
    const same = new CriteriaBook({ ...victimCriteria }, place('AL'));
    const print = (criteria: Criteria, code = 'AL') => new CriteriaBook(criteria, place(code)).fingerprint;
    expect(same.fingerprint).toBe(victims.fingerprint);
    const all = [
      ...jurisdictions.map(entry => print(victimCriteria, entry.code)),
      print(judicialCriteria),
      print({ ...victimCriteria, version: '1.0.1' }),
    ];
    expect(new Set(all).size).toBe(12);
  });
});

describe('read-model rows', () => {
  it('hold codes, sets, dates and numbers with their missing markers', () => {
    expect(
      victims.row({
        sex: 'female',
        age_at_identification: 'unknown',
        citizenship: ['AL'],
        exploitation_country: 'unknown',
        recruitment_date: '2023-11',
        exploitation_start: '../2024',
        children_count: 2,
        vulnerability_factors: ['poverty'],
      }),
    ).toMatchObject({
      sex: 'female',
      age_at_identification: null,
      age_at_identification_missing: 'unknown',
      citizenship: ['AL'],
      exploitation_country: ['unknown'],
      recruitment_date: '2023-11',
      recruitment_date_first: '2023-11-01',
      exploitation_start_first: '2024-12-31',
      children_count: 2,
      children_count_missing: null,
      means: null,
    });
  });
});

describe('adding a variable', () => {
  const added: Variable = {
    name: 'recruitment_distance_km',
    number: 'V81',
    type: { kind: 'number', min: 0, max: 20_000, integer: true },
    personalData: 'N',
    missing: ['unknown'],
    when: { known: 'recruitment_country' },
    mandatory: true,
  };
  const extended: Criteria = {
    ...victimCriteria,
    version: '1.1.0',
    sections: victimCriteria.sections.map(section =>
      section.name === 'recruitment' ? { ...section, variables: [...section.variables, added] } : section,
    ),
  };
  const book = new CriteriaBook(extended, place('AL'));

  it('needs nothing but its entry to be validated, described, stored, imported and asked for', () => {
    const values = { recruitment_country: 'AL', recruitment_distance_km: 120 };
    expect(book.validateSection('recruitment', values, { at })).toEqual([]);
    expect(
      book.validateSection('recruitment', { ...values, recruitment_distance_km: -1 }, { at }),
    ).toHaveLength(1);
    expect(victims.validateSection('recruitment', values, { at })).toHaveLength(1);
    expect(book.jsonSchema('recruitment')['properties']).toHaveProperty('recruitment_distance_km');
    expect(book.columns().map(column => column.name)).toContain('recruitment_distance_km');
    expect(book.row(values)).toMatchObject({ recruitment_distance_km: 120 });
    expect(book.importTemplate().map(column => column.heading)).toContain('recruitment_distance_km');
    expect(book.missingToClose({ recruitment_country: 'AL' })).toContain('recruitment_distance_km');
    expect(book.fingerprint).not.toBe(victims.fingerprint);
  });
});

describe('import template', () => {
  it('has every variable that is asked once, sums as two columns, and no heading twice', () => {
    for (const book of [victims, judicial]) {
      const template = book.importTemplate();
      const headings = template.map(column => column.heading);
      expect(new Set(headings).size).toBe(headings.length);
      const asked = [...book.sections.flatMap(section => section.variables), ...book.lifeCycle]
        .filter(entry => !entry.derived && entry.type.kind !== 'entries')
        .map(entry => entry.name);
      expect(new Set(template.map(column => column.variable))).toEqual(new Set(asked));
    }
    expect(victims.importTemplate().filter(column => column.variable === 'compensation_paid')).toEqual([
      {
        heading: 'compensation_paid_amount',
        variable: 'compensation_paid',
        group: 'compensation',
        mandatory: false,
      },
      {
        heading: 'compensation_paid_currency',
        variable: 'compensation_paid',
        group: 'compensation',
        mandatory: false,
      },
    ]);
  });
});

describe('JSON Schema', () => {
  it('is valid, and refuses unknown fields', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    ajv.addKeyword('x-number');
    for (const book of [victims, judicial]) {
      for (const section of book.sections) {
        const check = ajv.compile(book.jsonSchema(section.name));
        expect(check({})).toBe(true);
        expect(check({ nonsense: 1 })).toBe(false);
      }
    }
  });
});
