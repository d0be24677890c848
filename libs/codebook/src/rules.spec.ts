import { CriteriaBook } from './book/criteria-book';
import { judicialCriteria } from './judicial';
import { jurisdictionOf } from './jurisdictions/all';
import type { Entry, Values } from './model';
import { victimCriteria } from './victims';

/** One case that breaks the rule, and one close to it that does not. */
type Example = readonly [rule: string, broken: Values, fine: Values];

const forms = (...list: string[]) => ({ exploitation_forms: list });
const eur = (amount: number) => ({ amount, currency: 'EUR' });

const dates = (rule: string, first: string, second: string): Example => [
  rule,
  { [first]: '2024-05-18', [second]: '2024-05-17' },
  { [first]: '2024-05', [second]: '2024-05-17' },
];
const sums = (rule: string, part: string, whole: string): Example => [
  rule,
  { [part]: eur(10.01), [whole]: eur(10) },
  { [part]: { amount: 10_000, currency: 'ALL' }, [whole]: eur(100) },
];
const common: Example[] = [
  ['not_yet_exploited_alone', forms('not_yet_exploited', 'labour'), forms('not_yet_exploited')],
  [
    'main_form_among_forms',
    { main_exploitation: 'sexual', ...forms('labour') },
    { main_exploitation: 'multiple', ...forms('labour', 'sexual') },
  ],
  [
    'multiple_needs_two_forms',
    { main_exploitation: 'multiple', ...forms('labour') },
    { main_exploitation: 'multiple', ...forms('labour', 'sexual') },
  ],
];

/** One period that breaks the rule beside what is said of the whole, and one that does not. */
const periods = (rule: string, broken: Entry, fine: Entry, whole: Values = {}): Example => [
  rule,
  { ...whole, exploitation_periods: [{ period_country: 'AL' }, broken] },
  { ...whole, exploitation_periods: [{ period_country: 'AL' }, fine] },
];
const inOrder = (rule: string, entries: string, field: string): Example => [
  rule,
  { [entries]: [{ [field]: '2024-05' }, { [field]: 'unknown' }, { [field]: '2024-04-30' }] },
  { [entries]: [{ [field]: '2024-05' }, { [field]: 'unknown' }, { [field]: '2024-05-01' }] },
];

const victimExamples: Example[] = [
  periods(
    'period_ends_after_start',
    { period_start: '2024-05-18', period_end: '2024-05-17' },
    { period_start: '2024-05', period_end: '2024-05-17' },
  ),
  periods(
    'periods_within_exploitation',
    { period_start: '2024-01', period_end: '2024-07' },
    { period_start: '2024-01', period_end: '2024-06-30' },
    { exploitation_start: '2024', exploitation_end: '2024-06-30' },
  ),
  periods(
    'period_countries_among_countries',
    { period_country: 'IT' },
    { period_country: 'unknown' },
    { exploitation_country: ['AL'] },
  ),
  periods(
    'period_forms_among_forms',
    { period_forms: ['labour', 'sexual'] },
    { period_forms: ['labour'] },
    forms('labour'),
  ),
  inOrder('steps_in_order', 'recruitment_steps', 'step_date'),
  inOrder('stops_in_order', 'transit_stops', 'stop_date'),
  dates('contact_before_registration', 'first_contact_date', 'registration_date'),
  dates('presumed_not_before_contact', 'first_contact_date', 'presumed_since'),
  dates('decision_not_before_presumption', 'presumed_since', 'formal_decision_date'),
  dates('exploitation_not_before_recruitment', 'recruitment_date', 'exploitation_start'),
  dates('exploitation_ends_after_start', 'exploitation_start', 'exploitation_end'),
  dates('exploitation_ends_before_decision', 'exploitation_end', 'formal_decision_date'),
  dates('assistance_ends_after_start', 'assistance_start', 'assistance_end'),
  dates('closing_not_before_registration', 'registration_date', 'closure_date'),
  dates('guardian_not_before_contact', 'first_contact_date', 'guardian_date'),
  sums('compensation_paid_within_award', 'compensation_paid', 'compensation_awarded'),
  [
    'majority_fits_age',
    { age_at_identification: 17, majority_at_identification: 'adult' },
    { age_at_identification: 18, majority_at_identification: 'adult' },
  ],
  [
    'band_fits_age',
    { age_at_identification: 18, age_band: '9_17' },
    { age_at_identification: 48, age_band: '48_plus' },
  ],
  [
    'presumed_child_is_child',
    { age_basis: 'presumed_child', age_band: '18_20', majority_at_identification: 'adult' },
    { age_basis: 'presumed_child' },
  ],
  [
    'recruited_not_older_than_identified',
    { age_at_recruitment: 18, age_band: '9_17' },
    { age_at_recruitment: 17, age_band: '9_17' },
  ],
  [
    'internal_within_one_country',
    { trafficking_scope: 'internal', recruitment_country: 'AL', exploitation_country: ['AL', 'IT'] },
    { trafficking_scope: 'internal', recruitment_country: 'AL', exploitation_country: ['AL'] },
  ],
  [
    'internal_without_transit',
    { trafficking_scope: 'internal', transit_countries: ['ME'] },
    { trafficking_scope: 'internal', transit_countries: 'not_applicable' },
  ],
  [
    'cross_border_between_countries',
    { trafficking_scope: 'cross_border', recruitment_country: 'AL', exploitation_country: ['AL'] },
    { trafficking_scope: 'cross_border', recruitment_country: 'AL', exploitation_country: ['AL', 'IT'] },
  ],
  [
    'identified_needs_act',
    { victim_status: 'identified', acts: 'unknown' },
    { victim_status: 'identified', acts: ['recruitment'] },
  ],
  ['identified_needs_form', { victim_status: 'identified' }, { victim_status: 'presumed' }],
  [
    'identified_adult_needs_means',
    { victim_status: 'identified', age_at_identification: 18 },
    { victim_status: 'identified', age_at_identification: 17 },
  ],
  [
    'means_waived_for_child_only',
    { means: ['not_required_child'], majority_at_exploitation_start: 'adult' },
    { means: ['not_required_child'], majority_at_exploitation_start: 'child', age_at_identification: 19 },
  ],
  ...common,
  ['rejected_not_counted', { victim_status: 'rejected' }, { victim_status: 'withdrawn' }],
  [
    'none_recorded_alone',
    { vulnerability_factors: ['none_recorded', 'poverty'] },
    { vulnerability_factors: ['none_recorded'] },
  ],
  ['parent_too_young', { children_count: 1, age_band: '0_8' }, { children_count: 1, age_band: '9_17' }],
  [
    'education_ahead_of_age',
    { education_level: 'isced_3', age_at_identification: 13 },
    { education_level: 'isced_2', age_at_identification: 13 },
  ],
  [
    'unaccompanied_is_child',
    { migration_status: 'separated_child', age_at_identification: 18 },
    { migration_status: 'separated_child', age_at_identification: 17 },
  ],
  [
    'unaccompanied_child_without_guardian',
    { migration_status: 'unaccompanied_child', guardian_appointed: 'no' },
    { migration_status: 'unaccompanied_child', guardian_appointed: 'yes' },
  ],
  [
    'national_has_citizenship',
    { migration_status: 'national', citizenship: ['IT'] },
    { migration_status: 'national', citizenship: ['IT', 'AL'] },
  ],
  [
    'abduction_is_a_means',
    { abduction: 'yes', means: ['fraud'], age_at_identification: 30 },
    { abduction: 'yes', means: ['fraud', 'abduction'], age_at_identification: 30 },
  ],
];

const charged = { prosecution_decision: 'charged_thb' };
const judicialExamples: Example[] = [
  dates('suspect_not_before_opening', 'case_opened_date', 'suspect_registered_date'),
  dates('decision_not_before_suspicion', 'suspect_registered_date', 'prosecution_decision_date'),
  dates('indictment_not_before_decision', 'prosecution_decision_date', 'indictment_filed_date'),
  dates('confirmation_not_before_filing', 'indictment_filed_date', 'indictment_confirmed_date'),
  dates('trial_not_before_indictment', 'indictment_filed_date', 'trial_opened_date'),
  dates('judgment_not_before_trial', 'trial_opened_date', 'first_instance_date'),
  dates('appeal_not_before_judgment', 'first_instance_date', 'appeal_filed_date'),
  dates('appeal_decided_after_filing', 'appeal_filed_date', 'appeal_decision_date'),
  dates('final_not_before_judgment', 'first_instance_date', 'final_date'),
  dates('closing_not_before_opening', 'case_opened_date', 'closure_date'),
  dates('measure_ends_after_start', 'pretrial_start', 'pretrial_end'),
  dates('offence_ends_after_start', 'offence_period_start', 'offence_period_end'),
  dates('offence_before_opening', 'offence_period_start', 'case_opened_date'),
  dates('investigation_ends_after_opening', 'case_opened_date', 'investigation_end_date'),
  dates('requalified_after_opening', 'case_opened_date', 'requalification_date'),
  dates('seized_before_confiscated', 'assets_seized_date', 'confiscation_date'),
  sums('enforced_within_ordered', 'confiscation_enforced', 'confiscation_ordered'),
  sums('compensation_paid_within_awards', 'compensation_paid', 'compensation_amount'),
  [
    'conviction_needs_charge',
    { final_verdict: 'convicted_thb', prosecution_decision: 'not_charged' },
    { final_verdict: 'convicted_thb', prosecution_decision: 'plea_agreement' },
  ],
  [
    'conviction_for_trafficking_needs_basis',
    { final_verdict: 'convicted_thb', convicted_legal_basis: ['AL-114'] },
    { final_verdict: 'convicted_thb', convicted_legal_basis: ['AL-114', 'AL-110a'] },
  ],
  [
    'charge_of_trafficking_needs_basis',
    { ...charged, charged_legal_basis: ['AL-110b'] },
    { ...charged, charged_legal_basis: ['AL-128b'] },
  ],
  [
    'sentence_needs_conviction',
    { sentence_type: 'imprisonment', first_instance_verdict: 'convicted_thb', final_verdict: 'acquitted' },
    { sentence_type: 'imprisonment', first_instance_verdict: 'acquitted', final_verdict: 'convicted_other' },
  ],
  [
    'suspended_within_sentence',
    { sentence_months: 24, suspended_months: 25 },
    { sentence_months: 24, suspended_months: 24 },
  ],
  [
    'final_needs_decided_appeal',
    { final_verdict: 'acquitted', appeal_filed_by: 'defence' },
    { final_verdict: 'acquitted', appeal_filed_by: 'defence', appeal_decision: 'withdrawn' },
  ],
  [
    'legal_person_has_no_sex_or_age',
    { person_kind: 'legal', age_at_offence: 40 },
    { person_kind: 'legal', sex: 'unknown' },
  ],
  [
    'legal_person_not_imprisoned',
    { person_kind: 'legal', sentence_type: 'suspended' },
    { person_kind: 'legal', sentence_type: 'fine_only' },
  ],
  [
    'charge_needs_victim',
    { ...charged, victims_unknown: 0 },
    { ...charged, victims_unknown: 0, no_victim_reason: 'attempt' },
  ],
  [
    'child_offence_needs_child_victim',
    {
      charged_legal_basis: ['AL-128b'],
      victims_female_child: 0,
      victims_male_child: 0,
      victims_unknown: 0,
      victims_female_adult: 2,
    },
    {
      charged_legal_basis: ['AL-128b'],
      victims_female_child: 0,
      victims_male_child: 0,
      victims_unknown: 2,
    },
  ],
  [
    'internal_within_one_country',
    { scope: 'internal', offence_countries: ['AL', 'IT'] },
    { scope: 'both', offence_countries: ['AL', 'IT'] },
  ],
  ...common,
  [
    'majority_fits_age',
    { age_at_offence: 18, majority_at_offence: 'child' },
    { age_at_offence: 17, majority_at_offence: 'child' },
  ],
  ['offender_very_young', { age_at_offence: 13 }, { age_at_offence: 14 }],
  [
    'none_alone',
    { additional_sanctions: ['none', 'expulsion'] },
    { additional_sanctions: ['none'], special_investigative_means: ['undercover'] },
  ],
  [
    'former_victim_not_punished',
    { former_victim: 'yes', prosecution_decision: 'charged_other' },
    { former_victim: 'yes', prosecution_decision: 'not_charged' },
  ],
  [
    'structured_group_has_members',
    { group_type: 'structured_group', suspects_count: 1 },
    { group_type: 'structured_group', suspects_count: 2 },
  ],
];

const albania = jurisdictionOf('AL');
if (!albania) throw new Error('no jurisdiction AL');
const books = {
  victims: new CriteriaBook(victimCriteria, albania),
  judicial: new CriteriaBook(judicialCriteria, albania),
};

describe.each([
  ['victims', books.victims, victimExamples],
  ['judicial', books.judicial, judicialExamples],
])('plausibility of the database: %s', (_, book, examples) => {
  const broken = (values: Values) => book.plausibility(values).map(finding => finding.rule);

  it('has an example for every rule', () => {
    expect(examples.map(([rule]) => rule).sort()).toEqual(book.criteria.rules.map(rule => rule.name).sort());
  });

  it.each(examples)('%s', (rule, wrong, fine) => {
    expect(broken(wrong)).toContain(rule);
    expect(broken(fine)).not.toContain(rule);
  });

  it('says nothing about an empty case', () => {
    expect(broken({})).toEqual([]);
  });
});
