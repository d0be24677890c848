import type { Action, Role } from './policy';

/**
 * Who may do what, written by hand and never made from the rules: `policy.ts` is held against it, rule by rule and
 * over HTTP. A cell names how far a role reaches (`own`, `office`, `all`); `+sealed` also sealed cases, `+restricted`
 * also under restriction of processing. Several reaches are separated by commas; no entry: never.
 */
export type Reaches = Partial<Record<Role, string>>;

const read = {
  prosecutor: 'office, own+sealed',
  chief_prosecutor: 'office+sealed+restricted',
  registrar: 'office',
  trainer: 'all+sealed',
};
const identify = {
  prosecutor: 'office, own+sealed',
  chief_prosecutor: 'office+sealed+restricted',
  trainer: 'all+sealed',
};
const conduct = { prosecutor: 'office, own+sealed', trainer: 'all' };
/** What the papers say, the registry may enter; what follows from them it decides nowhere. */
const describe = { ...conduct, registrar: 'office' };
const chief = { chief_prosecutor: 'office+sealed+restricted' };
const everybody = {
  prosecutor: 'all',
  chief_prosecutor: 'all',
  registrar: 'all',
  statistician: 'all',
  analyst: 'all',
  auditor: 'all',
  administrator: 'all',
  key_custodian: 'all',
  trainer: 'all',
};
const enter = { prosecutor: 'office', registrar: 'office', trainer: 'all' };

export const accessMatrix: Readonly<Record<Action, Reaches>> = {
  'case.open': enter,
  'case.list': read,
  'case.read': read,
  'case.read-number': identify,
  'case.describe': describe,
  'case.conduct': conduct,
  'case.decide': conduct,
  'case.assign': { ...chief, trainer: 'all' },
  'case.transfer': { ...chief, trainer: 'all' },
  'case.join': conduct,
  'case.close': conduct,
  'case.reopen': conduct,
  'case.correct': conduct,
  'case.record-in-error': { prosecutor: 'office' },
  'case.seal': chief,
  'case.unseal': chief,
  'case.see-access': chief,
  'amendment.approve': chief,
  'person.register': enter,
  'person.read': read,
  'person.identify': identify,
  'person.describe': describe,
  'person.link': conduct,
  'person.merge': chief,
  'person.restrict': chief,
  'erasure.request': { ...chief, prosecutor: 'office' },
  'erasure.approve': chief,
  'task.list': read,
  'criteria.read': everybody,
  'indicator.list': { statistician: 'all', analyst: 'all', trainer: 'all' },
  'indicator.table': { analyst: 'all', trainer: 'all+sealed' },
  'quality.read': {
    prosecutor: 'office',
    chief_prosecutor: 'office',
    registrar: 'office',
    analyst: 'all',
    trainer: 'all',
  },
};

const identities = {
  prosecutor: ['proceedings', 'right_of_the_person', 'legal_obligation'],
  chief_prosecutor: ['supervision', 'right_of_the_person', 'legal_obligation'],
  trainer: ['training'],
};

/** The purposes that open an action for a role; where none is named, none is needed. */
export const purposeMatrix: Partial<Readonly<Record<Action, Partial<Record<Role, readonly string[]>>>>> = {
  'person.identify': identities,
  'case.read-number': identities,
  'indicator.table': { analyst: ['statistics'], trainer: ['training'] },
};

/** What cannot be taken back, or opens what was closed: the password must be fresh. */
export const grave: readonly Action[] = [
  ...(['case.record-in-error', 'case.seal', 'case.unseal', 'person.restrict', 'person.merge'] as const),
  ...(['amendment.approve', 'erasure.request', 'erasure.approve'] as const),
];
