import type { Condition, LifeCycleVariable, Section } from '../model';
import * as d from '../shared/define';

const { code, codes, date, fact, has, is, not, number, text, variable } = d;

const identity = { class: 'identity', reason: 'identifies the person' } as const;

/** Age, sex, schooling are those of a human being; a company has none. */
const natural: Condition = not(is('person_kind', 'legal'));
const convicted: Condition = is('final_verdict', 'convicted_thb', 'convicted_other');

const offence: Section = {
  name: 'offence',
  subject: 'case',
  variables: [
    variable('J11', 'offence_period_start', date, 'Q', { mappings: { ictip: 'E' } }),
    variable('J11', 'offence_period_end', date, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { ictip: 'E' },
    }),
    variable('J12', 'offence_units', d.units, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { ictip: 'E:location' },
    }),
    variable('J13', 'offence_countries', d.countries, 'Q', { mappings: { ictip: 'E:location' } }),
    variable('J14', 'scope', code('scope'), 'N', { mappings: { ictip: 'E' } }),
    variable('J15', 'exploitation_forms', codes('exploitation_form'), 'N', {
      mandatory: true,
      mappings: { ictip: 'E:purpose', directive: '19a(b),(c) form of exploitation' },
    }),
    variable('J15', 'main_exploitation', code('main_exploitation'), 'N', {
      mandatory: true,
      mappings: { directive: '19a(b),(c) form of exploitation', glotip: 'by form of exploitation' },
    }),
    variable('J16', 'labour_sector', codes('labour_sector'), 'N', {
      when: has('exploitation_forms', 'labour', 'domestic_servitude', 'begging', 'criminal_activity'),
    }),
    variable('J17', 'acts', codes('act'), 'N', { mappings: { ictip: 'E:act' } }),
    variable('J17', 'means', codes('means'), 'N', { mappings: { ictip: 'E:means' } }),
    variable('J18', 'online_element', code('online_element'), 'N', {
      mappings: { ictip: 'E:technology used' },
    }),
    variable('J19', 'group_type', code('group_type'), 'N', { mappings: { ictip: 'P:group' } }),
  ],
};

const counts = ['victims_female_child', 'victims_female_adult', 'victims_male_child', 'victims_male_adult'];

/** Numbers only: the database of proceedings holds no victim, not even a pseudonym of one. */
const victimCounts: Section = {
  name: 'victim_counts',
  subject: 'case',
  variables: [
    ...counts.map(name =>
      variable('J21', name, number(0, 2000), 'Q', { mappings: { ictip: 'E:number of victims' } }),
    ),
    variable('J21', 'victims_unknown', number(0, 2000), 'Q', {
      mandatory: true,
      alternatives: counts,
      mappings: { ictip: 'E:number of victims' },
    }),
    variable('J21', 'no_victim_reason', code('no_victim_reason'), 'N', {
      missing: d.unknownOrNotApplicable,
    }),
  ],
};

const investigation: Section = {
  name: 'investigation',
  subject: 'case',
  variables: [
    variable('J22', 'special_investigative_means', codes('special_means'), 'N'),
    variable('J23', 'financial_investigation', code('yes_no'), 'N'),
    variable('J23', 'financial_investigation_date', date, 'N', {
      when: is('financial_investigation', 'yes'),
    }),
  ],
};

const personProfile: Section = {
  name: 'person_profile',
  subject: 'person',
  variables: [
    variable('J30', 'sex', code('sex'), 'Q', {
      mandatory: true,
      when: natural,
      mappings: { eurostat: 'sex', glotip: 'Sex', ctdc: 'IP_Gender', directive: '19a(b),(c),(e) sex' },
    }),
    variable('J31', 'age_at_offence', number(0, 110), 'Q', {
      mandatory: true,
      alternatives: ['majority_at_offence'],
      when: natural,
      mappings: { ctdc: 'IP_ageBroad', ictip: 'P' },
    }),
    variable('J31', 'majority_at_offence', code('majority'), 'Q', {
      when: { all: [natural, not(d.known('age_at_offence'))] },
      mappings: { directive: '19a(b),(c) age group', glotip: 'Age' },
    }),
    variable('J32', 'citizenship', d.countries, 'Q', {
      mandatory: true,
      when: natural,
      mappings: {
        directive: '19a(b),(c),(e) citizenship',
        glotip: 'Persons convicted, by citizenship',
        ctdc: 'IP_citizen_UNRegion',
      },
    }),
    variable('J33', 'residence_country', d.country, 'Q', { mappings: { ictip: 'P' } }),
    variable('J33', 'residence_unit', d.unit, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('J34', 'education_level', code('education'), 'Q', { when: natural }),
    variable('J35', 'occupation_group', code('occupation'), 'Q', { when: natural }),
    variable('J36', 'public_official', code('yes_no'), 'Q', { when: natural }),
    variable('J37', 'prior_convictions', code('prior_convictions'), 'S', {
      mappings: { ictip: 'P:prior record' },
    }),
  ],
};

const personRole: Section = {
  name: 'person_role',
  subject: 'person',
  variables: [
    variable('J38', 'relation_to_victims', codes('relation'), 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { ctdc: 'IP_Relation', ictip: 'P:relationship to victim' },
    }),
    variable('J39', 'role', codes('role'), 'S', {
      mappings: { htcds: 'per_RoleInProcess', ictip: 'P:role' },
    }),
    variable('J40', 'participation_form', code('participation_form'), 'S'),
    variable('J41', 'former_victim', code('yes_no'), 'S', {
      when: natural,
      mappings: { directive: 'art. 8' },
    }),
  ],
};

export const judicialSections: readonly Section[] = [
  offence,
  victimCounts,
  investigation,
  personProfile,
  personRole,
];

const opening = fact('opening', 'case', [
  variable('J1', 'case_record_id', text(36), 'N', { derived: true, mandatory: true, missing: [] }),
  variable('J2', 'jurisdiction', code('jurisdiction'), 'N', {
    derived: true,
    mandatory: true,
    missing: [],
    mappings: { eurostat: 'geo', glotip: 'Iso3_code' },
  }),
  variable('J2', 'criminal_code', code('criminal_code'), 'N', { when: is('jurisdiction', 'BA') }),
  variable('J3', 'prosecution_office_id', d.organisation, 'N', {
    mandatory: true,
    mappings: { ictip: 'R' },
  }),
  variable('J4', 'official_case_number', text(60), 'D', {
    sealed: { class: 'identity', reason: 'public court files make the number lead to the persons' },
  }),
  variable('J5', 'case_opened_date', date, 'Q', {
    mandatory: true,
    missing: [],
    mappings: { glotip: 'Offences of trafficking in persons (year)' },
  }),
  variable('J6', 'case_origin', code('case_origin'), 'N', { mandatory: true }),
  variable('J7', 'initial_legal_basis', codes('legal_basis'), 'N', {
    mandatory: true,
    mappings: { glotip: 'articles', ictip: 'E' },
  }),
  variable('J20', 'suspects_count', number(0, 2000), 'N', { derived: true }),
]);

const qualification = fact(
  'requalification',
  'case',
  [
    // The initial basis stays the current one until a requalification.
    variable('J8', 'current_legal_basis', codes('legal_basis'), 'N', {
      mandatory: true,
      alternatives: ['initial_legal_basis'],
      mappings: { glotip: 'articles' },
    }),
    variable('J9', 'iccs_code', code('iccs'), 'N', {
      derived: true,
      mappings: { iccs: '0204', eurostat: 'iccs' },
    }),
    variable('J10', 'requalification', code('requalification'), 'N'),
    variable('J10', 'requalification_date', date, 'N'),
  ],
  { repeatable: true },
);

const cooperation = fact(
  'cooperation',
  'case',
  [
    variable('J24', 'cooperation_type', code('cooperation_type'), 'N'),
    variable('J24', 'cooperation_country', d.countries, 'N', { missing: d.unknownOrNotApplicable }),
    variable('J24', 'cooperation_date', date, 'N'),
  ],
  { repeatable: true },
);

const suspect = fact('suspect', 'person', [
  variable('J25', 'person_record_id', text(36), 'N', {
    derived: true,
    mandatory: true,
    missing: [],
    mappings: { ictip: 'P:id' },
  }),
  variable('J26', 'person_kind', code('person_kind'), 'N', {
    mandatory: true,
    missing: [],
    mappings: { directive: 'art. 5, legal persons', ictip: 'P:natural or legal person' },
  }),
  variable('J42', 'suspect_registered_date', date, 'Q', {
    mandatory: true,
    mappings: { glotip: 'Persons brought into formal contact', eurostat: 'PER_SUSP' },
  }),
]);

const personIdentity = fact('identity', 'person', [
  variable('J27', 'full_name', text(200), 'D', { sealed: identity }),
  variable('J28', 'date_of_birth', date, 'D', {
    sealed: identity,
    when: natural,
    missing: d.unknownOrNotApplicable,
  }),
  variable('J29', 'national_id_number', text(40), 'D', { sealed: identity }),
]);

const measure = fact(
  'measure',
  'person',
  [
    variable('J43', 'arrest_date', date, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('J44', 'pretrial_measure', code('pretrial_measure'), 'S', { mappings: { ictip: 'P' } }),
    variable('J44', 'pretrial_start', date, 'S', { when: not(is('pretrial_measure', 'none')) }),
    variable('J44', 'pretrial_end', date, 'S', {
      when: not(is('pretrial_measure', 'none')),
      missing: d.unknownOrNotApplicable,
    }),
  ],
  { repeatable: true },
);

const prosecution = fact('prosecution_decision', 'person', [
  variable('J45', 'investigation_end_date', date, 'Q'),
  variable('J46', 'prosecution_decision', code('prosecution_decision'), 'S', {
    mappings: { directive: '19a(c),(d)', glotip: 'Persons prosecuted', eurostat: 'PER_PRSC' },
  }),
  variable('J46', 'prosecution_decision_date', date, 'S'),
  variable('J47', 'no_charge_reason', code('no_charge_reason'), 'N', {
    when: is('prosecution_decision', 'not_charged'),
  }),
  variable('J48', 'charged_legal_basis', codes('legal_basis'), 'N', {
    when: is('prosecution_decision', 'charged_thb', 'charged_other', 'plea_agreement'),
  }),
  variable('J51', 'plea_agreement', code('yes_no'), 'N'),
  variable('J51', 'plea_agreement_date', date, 'N', { when: is('plea_agreement', 'yes') }),
]);

const indictment = fact('indictment', 'person', [
  variable('J49', 'indictment_filed_date', date, 'Q'),
  variable('J49', 'indictment_confirmed_date', date, 'Q', { missing: d.unknownOrNotApplicable }),
]);

const trial = fact('trial', 'case', [
  variable('J50', 'court_id', d.organisation, 'N'),
  variable('J50', 'trial_opened_date', date, 'Q'),
]);

const judgment = fact('judgment', 'person', [
  variable('J52', 'first_instance_verdict', code('verdict'), 'S', { mappings: { directive: '19a(f)' } }),
  variable('J52', 'first_instance_date', date, 'S'),
]);

const appeal = fact(
  'appeal',
  'person',
  [
    variable('J53', 'appeal_filed_by', code('appeal_party'), 'S', { missing: d.unknownOrNotApplicable }),
    variable('J53', 'appeal_filed_date', date, 'S'),
    variable('J53', 'appeal_decision', code('appeal_decision'), 'S'),
    variable('J53', 'appeal_decision_date', date, 'S'),
  ],
  { repeatable: true },
);

const finalJudgment = fact('final_judgment', 'person', [
  variable('J54', 'final_verdict', code('verdict'), 'S', {
    mappings: { eurostat: 'PER_CNV', glotip: 'Persons convicted', directive: '19a(e)' },
  }),
  variable('J54', 'final_date', date, 'S'),
  variable('J55', 'convicted_legal_basis', codes('legal_basis'), 'S', {
    when: convicted,
    mappings: { directive: '19a(e)' },
  }),
]);

const sentence = fact('sentence', 'person', [
  variable('J56', 'sentence_type', code('sentence_type'), 'S', { when: convicted }),
  variable('J56', 'sentence_months', number(0, 600), 'S', {
    when: is('sentence_type', 'imprisonment', 'suspended', 'conditional_partial'),
  }),
  variable('J56', 'suspended_months', number(0, 600), 'S', {
    when: is('sentence_type', 'suspended', 'conditional_partial'),
  }),
  variable('J57', 'fine_amount', d.money, 'S', { missing: d.unknownOrNotApplicable }),
  variable('J57', 'additional_sanctions', codes('additional_sanction'), 'S'),
  variable('J57', 'aggravating_circumstances', codes('aggravating'), 'S', {
    missing: d.unknownOrNotApplicable,
  }),
]);

const assets = fact(
  'assets',
  'person',
  [
    variable('J58', 'assets_seized', d.money, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('J58', 'assets_seized_date', date, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('J58', 'confiscation_kind', code('confiscation_kind'), 'Q', {
      missing: d.unknownOrNotApplicable,
    }),
    variable('J58', 'confiscation_ordered', d.money, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { glotip: 'assets confiscated' },
    }),
    variable('J58', 'confiscation_date', date, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('J58', 'confiscation_enforced', d.money, 'Q', { missing: d.unknownOrNotApplicable }),
  ],
  { repeatable: true },
);

const compensation = fact('compensation', 'case', [
  variable('J59', 'compensation_awards', number(0, 2000), 'N'),
  variable('J59', 'compensation_amount', d.money, 'N', { missing: d.unknownOrNotApplicable }),
  variable('J59', 'compensation_to_civil_court', number(0, 2000), 'N'),
  variable('J59', 'compensation_paid', d.money, 'N', { missing: d.unknownOrNotApplicable }),
]);

const closing = fact('closing', 'case', [
  variable('J60', 'victims_protected', number(0, 2000), 'N'),
  variable('J60', 'victims_testified', number(0, 2000), 'N'),
  variable('J60', 'case_status', code('stage'), 'N', { derived: true }),
  variable('J60', 'closure_reason', code('case_closure'), 'N'),
  variable('J60', 'closure_date', date, 'N', { missing: [] }),
]);

export const judicialLifeCycle: readonly LifeCycleVariable[] = [
  ...opening,
  ...qualification,
  ...cooperation,
  ...suspect,
  ...personIdentity,
  ...measure,
  ...prosecution,
  ...indictment,
  ...trial,
  ...judgment,
  ...appeal,
  ...finalJudgment,
  ...sentence,
  ...assets,
  ...compensation,
  ...closing,
];
