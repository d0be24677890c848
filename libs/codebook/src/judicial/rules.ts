import { majorityOf } from '../edtf';
import type { Derivation, PlausibilityRule, Values } from '../model';
import { codeOf, isKnown, numberOf, setOf } from '../shared/facts';
import { mainExploitation } from '../shared/lists';
import { exploitationRules, order, within } from '../shared/rules';
import { isTrafficking, protectsChildren } from './legal-bases';

export const judicialDerivations: readonly Derivation[] = [
  {
    variable: 'majority_at_offence',
    from: ['age_at_offence'],
    derive: values => {
      const age = numberOf(values, 'age_at_offence');
      return age === undefined ? undefined : majorityOf(age);
    },
  },
  {
    variable: 'iccs_code',
    from: ['main_exploitation'],
    derive: values =>
      mainExploitation.codes.find(entry => entry.code === codeOf(values, 'main_exploitation'))?.mappings
        ?.iccs,
  },
];

const isCharged = (values: Values) =>
  ['charged_thb', 'charged_other', 'plea_agreement'].includes(codeOf(values, 'prosecution_decision') ?? '');

const isConvicted = (verdict: string | undefined) =>
  verdict === 'convicted_thb' || verdict === 'convicted_other';

const victimCells = [
  'victims_female_child',
  'victims_female_adult',
  'victims_male_child',
  'victims_male_adult',
  'victims_unknown',
];

/** Undefined unless at least one cell was counted. */
function victimsCounted(values: Values): number | undefined {
  const cells = victimCells.map(name => numberOf(values, name)).filter(cell => cell !== undefined);
  return cells.length === 0 ? undefined : cells.reduce((sum, cell) => sum + cell, 0);
}

const isLegalPerson = (values: Values) => codeOf(values, 'person_kind') === 'legal';
const prison = new Set(['life', 'imprisonment', 'suspended', 'conditional_partial']);

export const judicialRules: readonly PlausibilityRule[] = [
  order('suspect_not_before_opening', 'case_opened_date', 'suspect_registered_date'),
  order('decision_not_before_suspicion', 'suspect_registered_date', 'prosecution_decision_date'),
  order('indictment_not_before_decision', 'prosecution_decision_date', 'indictment_filed_date'),
  order('confirmation_not_before_filing', 'indictment_filed_date', 'indictment_confirmed_date'),
  order('trial_not_before_indictment', 'indictment_filed_date', 'trial_opened_date'),
  order('judgment_not_before_trial', 'trial_opened_date', 'first_instance_date'),
  order('appeal_not_before_judgment', 'first_instance_date', 'appeal_filed_date'),
  order('appeal_decided_after_filing', 'appeal_filed_date', 'appeal_decision_date'),
  order('final_not_before_judgment', 'first_instance_date', 'final_date'),
  order('closing_not_before_opening', 'case_opened_date', 'closure_date'),
  order('measure_ends_after_start', 'pretrial_start', 'pretrial_end'),
  order('offence_ends_after_start', 'offence_period_start', 'offence_period_end'),
  order('offence_before_opening', 'offence_period_start', 'case_opened_date', 'query'),
  order('investigation_ends_after_opening', 'case_opened_date', 'investigation_end_date'),
  order('requalified_after_opening', 'case_opened_date', 'requalification_date'),
  order('seized_before_confiscated', 'assets_seized_date', 'confiscation_date', 'query'),
  within('enforced_within_ordered', 'confiscation_enforced', 'confiscation_ordered'),
  within('compensation_paid_within_awards', 'compensation_paid', 'compensation_amount'),
  {
    name: 'conviction_needs_charge',
    severity: 'error',
    variables: ['first_instance_verdict', 'final_verdict', 'prosecution_decision'],
    broken: values => {
      const verdicts = [codeOf(values, 'first_instance_verdict'), codeOf(values, 'final_verdict')];
      const decided = isKnown(values['prosecution_decision']);
      return verdicts.some(isConvicted) && decided && !isCharged(values);
    },
  },
  {
    name: 'conviction_for_trafficking_needs_basis',
    severity: 'error',
    variables: ['final_verdict', 'convicted_legal_basis'],
    broken: values => {
      const bases = setOf(values, 'convicted_legal_basis');
      const trafficking = codeOf(values, 'final_verdict') === 'convicted_thb';
      return trafficking && bases.length > 0 && !bases.some(isTrafficking);
    },
  },
  {
    name: 'charge_of_trafficking_needs_basis',
    severity: 'error',
    variables: ['prosecution_decision', 'charged_legal_basis'],
    broken: values => {
      const bases = setOf(values, 'charged_legal_basis');
      const trafficking = codeOf(values, 'prosecution_decision') === 'charged_thb';
      return trafficking && bases.length > 0 && !bases.some(isTrafficking);
    },
  },
  {
    name: 'sentence_needs_conviction',
    severity: 'error',
    variables: ['sentence_type', 'final_verdict', 'first_instance_verdict'],
    broken: values => {
      const last = codeOf(values, 'final_verdict') ?? codeOf(values, 'first_instance_verdict');
      return isKnown(values['sentence_type']) && last !== undefined && !isConvicted(last);
    },
  },
  {
    name: 'suspended_within_sentence',
    severity: 'error',
    variables: ['suspended_months', 'sentence_months'],
    broken: values => {
      const suspended = numberOf(values, 'suspended_months');
      const whole = numberOf(values, 'sentence_months');
      return suspended !== undefined && whole !== undefined && suspended > whole;
    },
  },
  {
    name: 'final_needs_decided_appeal',
    severity: 'error',
    variables: ['final_verdict', 'appeal_filed_by', 'appeal_decision'],
    broken: values =>
      isKnown(values['final_verdict']) &&
      isKnown(values['appeal_filed_by']) &&
      values['appeal_decision'] === undefined,
  },
  {
    name: 'legal_person_has_no_sex_or_age',
    severity: 'error',
    variables: ['person_kind', 'sex', 'age_at_offence', 'majority_at_offence'],
    broken: values =>
      isLegalPerson(values) &&
      ['sex', 'age_at_offence', 'majority_at_offence'].some(name => isKnown(values[name])),
  },
  {
    name: 'legal_person_not_imprisoned',
    severity: 'error',
    variables: ['person_kind', 'sentence_type'],
    broken: values => isLegalPerson(values) && prison.has(codeOf(values, 'sentence_type') ?? ''),
  },
  {
    name: 'charge_needs_victim',
    severity: 'error',
    variables: [...victimCells, 'no_victim_reason', 'prosecution_decision'],
    broken: values =>
      codeOf(values, 'prosecution_decision') === 'charged_thb' &&
      victimsCounted(values) === 0 &&
      !isKnown(values['no_victim_reason']),
  },
  {
    name: 'child_offence_needs_child_victim',
    severity: 'query',
    variables: ['charged_legal_basis', 'victims_female_child', 'victims_male_child'],
    broken: values => {
      const children = [numberOf(values, 'victims_female_child'), numberOf(values, 'victims_male_child')];
      const none = children.every(count => count === 0) && numberOf(values, 'victims_unknown') === 0;
      return none && setOf(values, 'charged_legal_basis').some(protectsChildren);
    },
  },
  {
    name: 'internal_within_one_country',
    severity: 'error',
    variables: ['scope', 'offence_countries'],
    broken: values => codeOf(values, 'scope') === 'internal' && setOf(values, 'offence_countries').length > 1,
  },
  ...exploitationRules,
  {
    name: 'majority_fits_age',
    severity: 'error',
    variables: ['majority_at_offence', 'age_at_offence'],
    broken: values => {
      const age = numberOf(values, 'age_at_offence');
      const majority = codeOf(values, 'majority_at_offence');
      return age !== undefined && majority !== undefined && majorityOf(age) !== majority;
    },
  },
  {
    name: 'offender_very_young',
    severity: 'query',
    variables: ['age_at_offence'],
    // The age of criminal responsibility is 14 in all ten jurisdictions.
    broken: values => (numberOf(values, 'age_at_offence') ?? 14) < 14,
  },
  {
    name: 'none_alone',
    severity: 'error',
    variables: ['special_investigative_means', 'additional_sanctions'],
    broken: values =>
      ['special_investigative_means', 'additional_sanctions'].some(
        name => setOf(values, name).includes('none') && setOf(values, name).length > 1,
      ),
  },
  {
    name: 'former_victim_not_punished',
    severity: 'note',
    variables: ['former_victim', 'prosecution_decision'],
    broken: values => codeOf(values, 'former_victim') === 'yes' && isCharged(values),
  },
  {
    name: 'structured_group_has_members',
    severity: 'query',
    variables: ['group_type', 'suspects_count'],
    broken: values => {
      const organised = ['structured_group', 'criminal_organisation'];
      const suspects = numberOf(values, 'suspects_count');
      return organised.includes(codeOf(values, 'group_type') ?? '') && suspects !== undefined && suspects < 2;
    },
  },
];
