import { majorityOf, monthsBetween } from '../edtf';
import type { Derivation, PlausibilityRule, Values } from '../model';
import { codeOf, isKnown, numberOf, setOf } from '../shared/facts';
import { exploitationRules, order, within } from '../shared/rules';
import { entryDerivations, entryRules } from './entry-rules';

const bands: readonly (readonly [code: string, from: number, to: number])[] = [
  ['0_8', 0, 8],
  ['9_17', 9, 17],
  ['18_20', 18, 20],
  ['21_23', 21, 23],
  ['24_26', 24, 26],
  ['27_29', 27, 29],
  ['30_38', 30, 38],
  ['39_47', 39, 47],
  ['48_plus', 48, Infinity],
];

const bandOf = (age: number) => bands.find(([, from, to]) => age >= from && age <= to)?.[0];

function majorityOfBand(band: string | undefined): string | undefined {
  const [, from] = bands.find(([code]) => code === band) ?? [];
  return from === undefined ? undefined : majorityOf(from);
}

function durationOf(months: number): string {
  if (months <= 12) return 'm0_12';
  return months <= 24 ? 'm13_24' : 'm25_plus';
}

export const victimDerivations: readonly Derivation[] = [
  ...entryDerivations,
  {
    variable: 'age_band',
    from: ['age_at_identification'],
    derive: values => {
      const age = numberOf(values, 'age_at_identification');
      return age === undefined ? undefined : bandOf(age);
    },
  },
  {
    variable: 'majority_at_identification',
    from: ['age_at_identification', 'age_band', 'age_basis'],
    derive: values => {
      const age = numberOf(values, 'age_at_identification');
      if (age !== undefined) return majorityOf(age);
      // Directive 2011/36/EU art. 13(2): of uncertain age and believed to be a child, presumed to be a child.
      if (codeOf(values, 'age_basis') === 'presumed_child') return 'child';
      return majorityOfBand(codeOf(values, 'age_band'));
    },
  },
  {
    variable: 'exploitation_months',
    from: ['exploitation_start', 'exploitation_end'],
    derive: values => {
      const start = codeOf(values, 'exploitation_start');
      const end = codeOf(values, 'exploitation_end');
      return start === undefined || end === undefined ? undefined : monthsBetween(start, end);
    },
  },
  {
    variable: 'exploitation_duration',
    from: ['exploitation_months'],
    derive: values => {
      const months = numberOf(values, 'exploitation_months');
      return months === undefined ? undefined : durationOf(months);
    },
  },
];

const isIdentified = (values: Values) => codeOf(values, 'victim_status') === 'identified';
const isInternal = (values: Values) => codeOf(values, 'trafficking_scope') === 'internal';

/** Asked and answered with "not known" is an answer; only a question left out counts as no entry. */
const hasNone = (values: Values, name: string) => !isKnown(values[name]);

/** Age as far as it is known at all: in years, or as the upper end of the band. */
function oldestAge(values: Values): number | undefined {
  const age = numberOf(values, 'age_at_identification');
  if (age !== undefined) return age;
  const band = codeOf(values, 'age_band');
  return bands.find(([code]) => code === band)?.[2];
}

export const victimRules: readonly PlausibilityRule[] = [
  order('contact_before_registration', 'first_contact_date', 'registration_date'),
  order('presumed_not_before_contact', 'first_contact_date', 'presumed_since'),
  order('decision_not_before_presumption', 'presumed_since', 'formal_decision_date'),
  order('exploitation_not_before_recruitment', 'recruitment_date', 'exploitation_start'),
  order('exploitation_ends_after_start', 'exploitation_start', 'exploitation_end'),
  order('exploitation_ends_before_decision', 'exploitation_end', 'formal_decision_date', 'query'),
  order('assistance_ends_after_start', 'assistance_start', 'assistance_end'),
  order('closing_not_before_registration', 'registration_date', 'closure_date'),
  order('guardian_not_before_contact', 'first_contact_date', 'guardian_date', 'query'),
  within('compensation_paid_within_award', 'compensation_paid', 'compensation_awarded'),
  {
    name: 'majority_fits_age',
    severity: 'error',
    variables: ['majority_at_identification', 'age_at_identification', 'age_band'],
    broken: values => {
      const majority = codeOf(values, 'majority_at_identification');
      const age = numberOf(values, 'age_at_identification');
      const expected = age === undefined ? majorityOfBand(codeOf(values, 'age_band')) : majorityOf(age);
      return majority !== undefined && expected !== undefined && majority !== expected;
    },
  },
  {
    name: 'band_fits_age',
    severity: 'error',
    variables: ['age_band', 'age_at_identification'],
    broken: values => {
      const age = numberOf(values, 'age_at_identification');
      const band = codeOf(values, 'age_band');
      return age !== undefined && band !== undefined && bandOf(age) !== band;
    },
  },
  {
    name: 'presumed_child_is_child',
    severity: 'error',
    variables: ['age_basis', 'majority_at_identification'],
    broken: values =>
      codeOf(values, 'age_basis') === 'presumed_child' &&
      codeOf(values, 'majority_at_identification') === 'adult',
  },
  {
    name: 'recruited_not_older_than_identified',
    severity: 'error',
    variables: ['age_at_recruitment', 'age_at_identification'],
    broken: values => {
      const then = numberOf(values, 'age_at_recruitment');
      const now = oldestAge(values);
      return then !== undefined && now !== undefined && then > now;
    },
  },
  {
    name: 'internal_within_one_country',
    severity: 'error',
    variables: ['trafficking_scope', 'recruitment_country', 'exploitation_country'],
    broken: values => {
      const from = codeOf(values, 'recruitment_country');
      const to = setOf(values, 'exploitation_country');
      return isInternal(values) && from !== undefined && to.some(entry => entry !== from);
    },
  },
  {
    name: 'internal_without_transit',
    severity: 'error',
    variables: ['trafficking_scope', 'transit_countries'],
    broken: values => isInternal(values) && setOf(values, 'transit_countries').length > 0,
  },
  {
    name: 'cross_border_between_countries',
    severity: 'query',
    variables: ['trafficking_scope', 'recruitment_country', 'exploitation_country'],
    broken: values => {
      const from = codeOf(values, 'recruitment_country');
      const to = setOf(values, 'exploitation_country');
      const abroad = codeOf(values, 'trafficking_scope') === 'cross_border';
      return abroad && from !== undefined && to.length > 0 && to.every(entry => entry === from);
    },
  },
  {
    name: 'identified_needs_act',
    severity: 'error',
    variables: ['victim_status', 'acts'],
    broken: values => isIdentified(values) && hasNone(values, 'acts'),
  },
  {
    name: 'identified_needs_form',
    severity: 'error',
    variables: ['victim_status', 'exploitation_forms'],
    broken: values => isIdentified(values) && hasNone(values, 'exploitation_forms'),
  },
  {
    name: 'identified_adult_needs_means',
    severity: 'error',
    variables: ['victim_status', 'majority_at_identification', 'means'],
    broken: values =>
      isIdentified(values) &&
      codeOf(values, 'majority_at_identification') === 'adult' &&
      hasNone(values, 'means'),
  },
  {
    name: 'means_waived_for_child_only',
    severity: 'error',
    variables: ['means', 'majority_at_exploitation_start', 'majority_at_identification'],
    broken: values => {
      const then = codeOf(values, 'majority_at_exploitation_start');
      return setOf(values, 'means').includes('not_required_child') && then === 'adult';
    },
  },
  ...exploitationRules,
  ...entryRules,
  {
    name: 'rejected_not_counted',
    severity: 'note',
    variables: ['victim_status'],
    broken: values => codeOf(values, 'victim_status') === 'rejected',
  },
  {
    name: 'none_recorded_alone',
    severity: 'error',
    variables: ['vulnerability_factors'],
    broken: values => {
      const factors = setOf(values, 'vulnerability_factors');
      return factors.includes('none_recorded') && factors.length > 1;
    },
  },
  {
    name: 'parent_too_young',
    severity: 'query',
    variables: ['children_count', 'age_at_identification'],
    broken: values => {
      const age = oldestAge(values);
      return (numberOf(values, 'children_count') ?? 0) > 0 && age !== undefined && age < 12;
    },
  },
  {
    name: 'education_ahead_of_age',
    severity: 'query',
    variables: ['education_level', 'age_at_identification'],
    broken: values => {
      const age = oldestAge(values);
      const level = codeOf(values, 'education_level') ?? '';
      return age !== undefined && age < 14 && /^isced_[3-8]$/.test(level);
    },
  },
  {
    name: 'unaccompanied_is_child',
    severity: 'error',
    variables: ['migration_status', 'majority_at_identification'],
    broken: values => {
      const alone = ['unaccompanied_child', 'separated_child'];
      return (
        alone.includes(codeOf(values, 'migration_status') ?? '') &&
        codeOf(values, 'majority_at_identification') === 'adult'
      );
    },
  },
  {
    name: 'unaccompanied_child_without_guardian',
    severity: 'note',
    variables: ['migration_status', 'guardian_appointed'],
    broken: values => {
      const alone = ['unaccompanied_child', 'separated_child'];
      return (
        alone.includes(codeOf(values, 'migration_status') ?? '') &&
        codeOf(values, 'guardian_appointed') !== 'yes'
      );
    },
  },
  {
    name: 'national_has_citizenship',
    severity: 'query',
    variables: ['migration_status', 'citizenship'],
    broken: values => {
      const own = codeOf(values, 'jurisdiction');
      const held = setOf(values, 'citizenship');
      const national = codeOf(values, 'migration_status') === 'national';
      return national && own !== undefined && held.length > 0 && !held.includes(own);
    },
  },
  {
    name: 'abduction_is_a_means',
    severity: 'query',
    variables: ['abduction', 'means'],
    broken: values =>
      codeOf(values, 'abduction') === 'yes' &&
      setOf(values, 'means').length > 0 &&
      !setOf(values, 'means').includes('abduction') &&
      codeOf(values, 'majority_at_identification') === 'adult',
  },
];
