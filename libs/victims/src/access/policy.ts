import type { AccessPolicy, Obligation, Rule, Scope } from '@hub/access';

export const roles = [
  'officer',
  'county_secretary',
  'supervisor',
  'statistician',
  'analyst',
  'auditor',
  'administrator',
  'key_custodian',
  'trainer',
] as const;
export type Role = (typeof roles)[number];

/** What a person of this database may be looked at for. */
export const purposes = [
  'case_work',
  'referral',
  'duplicate_check',
  'case_table',
  'quality_check',
  'right_of_the_person',
  'legal_obligation',
  'statistics',
  'training',
] as const;
type Purpose = (typeof purposes)[number];

export const actions = [
  'person.register',
  'person.read',
  'person.identify',
  'person.search',
  'person.describe',
  'person.link',
  'person.merge',
  'person.separate',
  'person.restrict',
  'person.hold',
  'erasure.request',
  'erasure.approve',
  'case.register',
  'case.list',
  'case.read',
  'case.read-sealed-values',
  'case.assign',
  'case.transfer',
  'case.seal',
  'case.unseal',
  'case.describe',
  'case.decide-status',
  'case.refer',
  'case.answer-referral',
  'case.assist',
  'case.protect',
  'case.proceed',
  'case.close',
  'case.reopen',
  'case.correct',
  'case.record-in-error',
  'case.see-access',
  'correction.approve',
  'task.list',
  'organisation.list',
  'organisation.change',
  'criteria.read',
  'indicator.list',
  'indicator.table',
  'quality.read',
] as const;
export type Action = (typeof actions)[number];

interface Terms {
  readonly purposes?: readonly Purpose[];
  readonly obligations?: readonly Obligation[];
  readonly sealed?: boolean;
  readonly restricted?: boolean;
}

/** Rules of one role with one reach: actions in words, terms where there are any. */
const grant = (role: Role, scope: Scope, granted: readonly Action[], terms: Terms = {}): Rule[] =>
  granted.map(action => ({ action, role, scope, ...terms }));

const masked: Terms = { obligations: ['mask-identity', 'log-access'] };
const logged: Terms = { obligations: ['log-access'] };
const fresh: Terms = { obligations: ['log-access', 'step-up'] };
const identity: Terms = {
  purposes: ['case_work', 'referral', 'duplicate_check', 'right_of_the_person', 'legal_obligation'],
  obligations: ['log-access'],
};
/** What restriction leaves open (GDPR article 18(2)): the person's own rights and legal claims. */
const underRestriction: Terms = {
  purposes: ['right_of_the_person', 'legal_obligation'],
  obligations: ['log-access'],
  restricted: true,
};

const reading: readonly Action[] = ['case.list', 'case.read', 'person.read', 'task.list'];
const caring: readonly Action[] = [
  'case.describe',
  'case.refer',
  'case.answer-referral',
  'case.assist',
  'case.protect',
  'case.proceed',
  'case.close',
  'case.correct',
  'person.describe',
  'person.link',
];
const looking: readonly Action[] = ['organisation.list', 'criteria.read'];
const identifying: readonly Action[] = ['person.identify', 'case.read-sealed-values'];

/** The officer works on own cases and those of the office; sealed ones only when assigned. */
const officer: Rule[] = [
  ...grant('officer', 'office', ['person.register', 'case.register'], logged),
  ...grant('officer', 'office', reading, masked),
  ...grant('officer', 'own', reading, { ...masked, sealed: true }),
  ...grant('officer', 'office', caring, logged),
  ...grant('officer', 'own', caring, { ...logged, sealed: true }),
  ...grant('officer', 'office', ['case.decide-status', 'case.transfer', 'case.reopen'], logged),
  ...grant('officer', 'office', ['case.record-in-error', 'erasure.request'], fresh),
  ...grant('officer', 'office', identifying, identity),
  ...grant('officer', 'own', identifying, { ...identity, sealed: true }),
  ...grant('officer', 'office', identifying, underRestriction),
  ...grant('officer', 'all', ['person.search'], {
    purposes: ['case_work', 'duplicate_check'],
    obligations: ['log-access'],
  }),
  ...grant('officer', 'office', ['quality.read']),
  ...grant('officer', 'all', looking),
];

/** The secretary of the regional committee sees the cases of one county under their references. */
const countySecretary: Rule[] = [
  ...grant('county_secretary', 'county', reading, masked),
  ...grant('county_secretary', 'county', ['case.refer', 'case.answer-referral'], logged),
  ...grant('county_secretary', 'county', ['person.identify'], {
    purposes: ['case_table'],
    obligations: ['log-access'],
  }),
  ...grant('county_secretary', 'county', ['quality.read']),
  ...grant('county_secretary', 'all', looking),
];

const supervisor: Rule[] = [
  ...grant('supervisor', 'all', reading, { ...masked, sealed: true, restricted: true }),
  ...grant('supervisor', 'all', ['case.assign', 'case.transfer', 'case.reopen', 'case.see-access'], {
    ...logged,
    sealed: true,
    restricted: true,
  }),
  ...grant('supervisor', 'all', ['case.seal', 'case.unseal', 'person.restrict', 'person.hold'], {
    ...fresh,
    sealed: true,
    restricted: true,
  }),
  ...grant('supervisor', 'all', ['person.merge', 'person.separate', 'case.record-in-error'], {
    ...fresh,
    sealed: true,
  }),
  ...grant('supervisor', 'all', ['correction.approve', 'erasure.request', 'erasure.approve'], {
    ...fresh,
    sealed: true,
    restricted: true,
  }),
  ...grant('supervisor', 'all', identifying, {
    purposes: ['quality_check', 'right_of_the_person', 'legal_obligation'],
    obligations: ['log-access'],
    sealed: true,
    restricted: true,
  }),
  ...grant('supervisor', 'all', ['person.search'], {
    purposes: ['duplicate_check', 'right_of_the_person'],
    obligations: ['log-access'],
  }),
  ...grant('supervisor', 'all', ['organisation.change', 'quality.read', ...looking]),
];

/** Exact figures are the analyst's, for statistics alone; the statistician sees definitions until figures are protected. */
const figures: Rule[] = [
  ...grant('analyst', 'all', ['indicator.table'], { purposes: ['statistics'], obligations: ['log-access'] }),
  ...grant('analyst', 'all', ['indicator.list', 'quality.read', ...looking]),
  ...grant('statistician', 'all', ['indicator.list', ...looking]),
];

/** Everything an officer and a supervisor may, with synthetic cases: the role exists in the sandbox only. */
const trainer: Rule[] = [
  ...grant('trainer', 'all', ['person.register', 'case.register', ...caring, 'case.decide-status'], logged),
  ...grant('trainer', 'all', reading, { ...masked, sealed: true }),
  ...grant('trainer', 'all', identifying, {
    purposes: ['training'],
    obligations: ['log-access'],
    sealed: true,
  }),
  ...grant('trainer', 'all', ['person.search', 'indicator.table'], {
    purposes: ['training'],
    obligations: ['log-access'],
  }),
  ...grant('trainer', 'all', ['case.assign', 'case.transfer', 'case.reopen'], logged),
  ...grant('trainer', 'all', ['indicator.list', 'quality.read', ...looking]),
];

const others: Rule[] = [
  ...grant('administrator', 'all', [...looking, 'organisation.change']),
  ...grant('auditor', 'all', looking),
  ...grant('key_custodian', 'all', ['criteria.read']),
];

/** The table of rights of the victim database; `docs/security/access-victims.md` shows it in words. */
export const policy: AccessPolicy = {
  roles,
  actions,
  purposes,
  rules: [...officer, ...countySecretary, ...supervisor, ...figures, ...trainer, ...others],
  /** Nobody approves what they asked for (two-person approval). */
  secondPerson: ['correction.approve', 'erasure.approve'],
};
