import type { Basis } from './counted';

/** How the value of an indicator is made of counted persons. */
export type Measure =
  | { readonly kind: 'count'; readonly basis: Basis; readonly when?: Predicate }
  /** Share of persons in percent, of those for whom `of` holds. */
  | { readonly kind: 'share'; readonly basis: Basis; readonly when: Predicate; readonly of: Predicate }
  /** Percentage of each member of a set, over persons of whom at least one member is known. */
  | { readonly kind: 'prevalence'; readonly basis: Basis; readonly set: string }
  /** Percentage of each class, over persons whose class is known. */
  | { readonly kind: 'distribution'; readonly basis: Basis; readonly over: string; readonly known: boolean }
  /** Quantiles of a number, from ten persons on. */
  | {
      readonly kind: 'quantiles';
      readonly basis: Basis;
      readonly column: string;
      readonly at: Readonly<Record<string, number>>;
    }
  /** Persons in assistance on the last day of the period. */
  | { readonly kind: 'stock' }
  /** Persons by events that are counted under their own date. */
  | { readonly kind: 'events'; readonly of: 'residence' | 'proceedings' }
  | { readonly kind: 'completeness' }
  | { readonly kind: 'timeliness' }
  /** Needs a register of population that the holder has not imported. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A condition on one coded column. */
export type Predicate =
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly known: true }
  | { readonly column: string; readonly atMost: number }
  | { readonly all: readonly Predicate[] }
  | 'always';

const registered: Basis = { kind: 'registered' };
const firstPresumed: Basis = { kind: 'column', column: 'presumed_month', ever: true };
const known = (column: string): Predicate => ({ column, known: true });
const is = (column: string, ...codes: string[]): Predicate => ({ column, in: codes });

/** Authorities that look for victims, other than the persons themselves, their families and the public (VI14). */
const proactive = [
  'police',
  'border_police',
  'immigration_asylum',
  'labour_inspectorate',
  'social_services',
  'child_protection',
  'health',
  'education',
];
const alone = is('migration_status', 'unaccompanied_child', 'separated_child');

/** The query behind each measure the criteria name. */
export const measures: Readonly<Record<string, Measure>> = {
  'presumed-victims': { kind: 'count', basis: firstPresumed },
  'identified-victims': { kind: 'count', basis: { kind: 'column', column: 'identified_month' } },
  'registered-victims': { kind: 'count', basis: registered },
  'registered-victim-rate': { kind: 'unavailable', reason: 'no-population' },
  'negative-decisions': { kind: 'count', basis: { kind: 'column', column: 'rejected_month' } },
  'presumed-cohort-outcome': { kind: 'distribution', basis: firstPresumed, over: 'status', known: false },
  'time-to-formal-status': {
    kind: 'quantiles',
    basis: { kind: 'column', column: 'formal_decision_date' },
    column: 'decision_days',
    at: { median: 0.5, p75: 0.75 },
  },
  'share-of-children': {
    kind: 'share',
    basis: registered,
    when: is('age_group', 'child'),
    of: known('age_group'),
  },
  'registered-victims-by-main-form': { kind: 'count', basis: registered },
  'prevalence-of-forms': { kind: 'prevalence', basis: registered, set: 'exploitation_form' },
  'registered-victims-by-citizenship': { kind: 'count', basis: registered },
  'internal-trafficking-share': {
    kind: 'share',
    basis: registered,
    when: is('trafficking_scope', 'internal'),
    of: known('trafficking_scope'),
  },
  'nationals-by-country-of-exploitation': {
    kind: 'count',
    basis: registered,
    when: is('citizenship_group', 'national'),
  },
  'proactive-detection-share': {
    kind: 'share',
    basis: registered,
    when: is('referral_source', ...proactive),
    of: known('referral_source'),
  },
  'recruiter-relation': { kind: 'prevalence', basis: registered, set: 'recruiter_relation' },
  'online-recruitment-share': {
    kind: 'share',
    basis: registered,
    when: is('online_recruitment', 'yes'),
    of: known('online_recruitment'),
  },
  'means-of-control': { kind: 'prevalence', basis: registered, set: 'means_of_control' },
  'duration-of-exploitation': {
    kind: 'quantiles',
    basis: registered,
    column: 'exploitation_months',
    at: { median: 0.5 },
  },
  're-trafficked-share': {
    kind: 'share',
    basis: registered,
    when: is('previously_trafficked', 'yes'),
    of: known('previously_trafficked'),
  },
  'assistance-uptake': {
    kind: 'share',
    basis: { kind: 'column', column: 'offered_month' },
    when: is('assistance_decision', 'accepted', 'partly'),
    of: 'always',
  },
  'persons-in-assistance': { kind: 'stock' },
  'child-victims-with-guardian': {
    kind: 'share',
    basis: firstPresumed,
    when: { column: 'guardian_days', atMost: 30 },
    of: { all: [is('age_group', 'child'), alone] },
  },
  'residence-measures-and-returns': { kind: 'events', of: 'residence' },
  'participation-and-compensation': { kind: 'events', of: 'proceedings' },
  'mandatory-cells-filled': { kind: 'completeness' },
  'events-entered-within-14-days': { kind: 'timeliness' },
};

/** Dimensions without which the value of a measure makes no sense; added when the request leaves them out. */
export const inherent: Readonly<Record<string, readonly string[]>> = {
  'registered-victims-by-main-form': ['main_exploitation'],
  'registered-victims-by-citizenship': ['citizenship_group', 'citizenship'],
  'nationals-by-country-of-exploitation': ['exploitation_country'],
  'prevalence-of-forms': ['exploitation_form'],
  'recruiter-relation': ['recruiter_relation'],
  'means-of-control': ['means_of_control'],
  'presumed-cohort-outcome': ['status'],
};
