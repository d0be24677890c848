import type { AccessPolicy, Obligation, Rule, Scope } from '@hub/access';

export const roles = [
  'prosecutor',
  'chief_prosecutor',
  'registrar',
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
  'proceedings',
  'supervision',
  'right_of_the_person',
  'legal_obligation',
  'statistics',
  'training',
] as const;
type Purpose = (typeof purposes)[number];

export const actions = [
  'case.open',
  'case.list',
  'case.read',
  'case.read-number',
  'case.describe',
  'case.conduct',
  'case.decide',
  'case.assign',
  'case.transfer',
  'case.join',
  'case.close',
  'case.reopen',
  'case.correct',
  'case.record-in-error',
  'case.seal',
  'case.unseal',
  'case.see-access',
  'amendment.approve',
  'person.register',
  'person.read',
  'person.identify',
  'person.describe',
  'person.link',
  'person.merge',
  'person.restrict',
  'erasure.request',
  'erasure.approve',
  'task.list',
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
  purposes: ['proceedings', 'right_of_the_person', 'legal_obligation'],
  obligations: ['log-access'],
};

const reading: readonly Action[] = ['case.list', 'case.read', 'person.read', 'task.list'];
const conducting: readonly Action[] = [
  'case.describe',
  'case.conduct',
  'case.decide',
  'case.join',
  'case.close',
  'case.reopen',
  'case.correct',
  'person.describe',
  'person.link',
];
/** The official number leads to persons through public court files: own office only. */
const identifying: readonly Action[] = ['person.identify', 'case.read-number'];
const looking: readonly Action[] = ['criteria.read'];

/** The prosecutor reads the proceedings of the office and conducts them; sealed ones only when assigned. */
const prosecutor: Rule[] = [
  ...grant('prosecutor', 'office', ['case.open', 'person.register'], logged),
  ...grant('prosecutor', 'office', reading, masked),
  ...grant('prosecutor', 'own', reading, { ...masked, sealed: true }),
  ...grant('prosecutor', 'office', conducting, logged),
  ...grant('prosecutor', 'own', conducting, { ...logged, sealed: true }),
  ...grant('prosecutor', 'office', ['case.record-in-error', 'erasure.request'], fresh),
  ...grant('prosecutor', 'office', identifying, identity),
  ...grant('prosecutor', 'own', identifying, { ...identity, sealed: true }),
  ...grant('prosecutor', 'office', ['quality.read']),
  ...grant('prosecutor', 'all', looking),
];

const chiefProsecutor: Rule[] = [
  ...grant('chief_prosecutor', 'office', reading, { ...masked, sealed: true, restricted: true }),
  ...grant('chief_prosecutor', 'office', ['case.assign', 'case.transfer', 'case.see-access'], {
    ...logged,
    sealed: true,
    restricted: true,
  }),
  ...grant('chief_prosecutor', 'office', ['case.seal', 'case.unseal', 'person.restrict', 'person.merge'], {
    ...fresh,
    sealed: true,
    restricted: true,
  }),
  ...grant('chief_prosecutor', 'office', ['amendment.approve', 'erasure.request', 'erasure.approve'], {
    ...fresh,
    sealed: true,
    restricted: true,
  }),
  ...grant('chief_prosecutor', 'office', identifying, {
    purposes: ['supervision', 'right_of_the_person', 'legal_obligation'],
    obligations: ['log-access'],
    sealed: true,
    restricted: true,
  }),
  ...grant('chief_prosecutor', 'office', ['quality.read']),
  ...grant('chief_prosecutor', 'all', looking),
];

/** The registry of the office opens cases and describes what the papers say; it decides nothing. */
const registrar: Rule[] = [
  ...grant(
    'registrar',
    'office',
    ['case.open', 'person.register', 'case.describe', 'person.describe'],
    logged,
  ),
  ...grant('registrar', 'office', reading, masked),
  ...grant('registrar', 'office', ['quality.read']),
  ...grant('registrar', 'all', looking),
];

/** Exact figures are the analyst's, for statistics alone; the statistician sees definitions until figures are protected. */
const figures: Rule[] = [
  ...grant('analyst', 'all', ['indicator.table'], { purposes: ['statistics'], obligations: ['log-access'] }),
  ...grant('analyst', 'all', ['indicator.list', 'quality.read', ...looking]),
  ...grant('statistician', 'all', ['indicator.list', ...looking]),
];

/** Everything a prosecutor may, with synthetic cases: the role exists in the sandbox only. */
const trainer: Rule[] = [
  ...grant(
    'trainer',
    'all',
    ['case.open', 'person.register', ...conducting, 'case.assign', 'case.transfer'],
    logged,
  ),
  ...grant('trainer', 'all', reading, { ...masked, sealed: true }),
  ...grant('trainer', 'all', [...identifying, 'indicator.table'], {
    purposes: ['training'],
    obligations: ['log-access'],
    sealed: true,
  }),
  ...grant('trainer', 'all', ['indicator.list', 'quality.read', ...looking]),
];

const others: Rule[] = [
  ...grant('administrator', 'all', looking),
  ...grant('auditor', 'all', looking),
  ...grant('key_custodian', 'all', looking),
];

/** The table of rights of the judicial database. */
export const policy: AccessPolicy = {
  roles,
  actions,
  purposes,
  rules: [...prosecutor, ...chiefProsecutor, ...registrar, ...figures, ...trainer, ...others],
  /** Nobody approves what they asked for (two-person approval). */
  secondPerson: ['amendment.approve', 'erasure.approve'],
};
