import type { Action, Role } from './policy';

/**
 * Who may do what, written by hand and never made from the rules: `policy.ts` is held against it, rule by rule and
 * over HTTP. A cell names how far a role reaches (`own`, `office`, `county`, `all`); `+sealed` also sealed cases,
 * `+restricted` also under restriction of processing. Several reaches are separated by commas; no entry: never.
 */
export type Reaches = Partial<Record<Role, string>>;

const care = { officer: 'office, own+sealed', trainer: 'all' };
const read = {
  officer: 'office, own+sealed',
  county_secretary: 'county',
  supervisor: 'all+sealed+restricted',
  trainer: 'all+sealed',
};
const approve = { supervisor: 'all+sealed+restricted' };
const everybodyButKeys = {
  officer: 'all',
  county_secretary: 'all',
  supervisor: 'all',
  statistician: 'all',
  analyst: 'all',
  auditor: 'all',
  administrator: 'all',
  trainer: 'all',
};
const referrals = { ...care, county_secretary: 'county' };

export const accessMatrix: Readonly<Record<Action, Reaches>> = {
  'person.register': { officer: 'office', trainer: 'all' },
  'person.read': read,
  'person.identify': {
    officer: 'office+restricted, own+sealed',
    county_secretary: 'county',
    supervisor: 'all+sealed+restricted',
    trainer: 'all+sealed',
  },
  'person.search': { officer: 'all', supervisor: 'all', trainer: 'all' },
  'person.describe': care,
  'person.link': care,
  'person.merge': { supervisor: 'all+sealed' },
  'person.separate': { supervisor: 'all+sealed' },
  'person.restrict': approve,
  'person.hold': approve,
  'erasure.request': { officer: 'office', supervisor: 'all+sealed+restricted' },
  'erasure.approve': approve,
  'case.register': { officer: 'office', trainer: 'all' },
  'case.list': read,
  'case.read': read,
  'case.read-sealed-values': {
    officer: 'office+restricted, own+sealed',
    supervisor: 'all+sealed+restricted',
    trainer: 'all+sealed',
  },
  'case.assign': { supervisor: 'all+sealed+restricted', trainer: 'all' },
  'case.transfer': { officer: 'office', supervisor: 'all+sealed+restricted', trainer: 'all' },
  'case.seal': approve,
  'case.unseal': approve,
  'case.describe': care,
  'case.decide-status': { officer: 'office', trainer: 'all' },
  'case.refer': referrals,
  'case.answer-referral': referrals,
  'case.assist': care,
  'case.protect': care,
  'case.proceed': care,
  'case.close': care,
  'case.reopen': { officer: 'office', supervisor: 'all+sealed+restricted', trainer: 'all' },
  'case.correct': care,
  'case.record-in-error': { officer: 'office', supervisor: 'all+sealed' },
  'case.see-access': approve,
  'correction.approve': approve,
  'task.list': read,
  'organisation.list': everybodyButKeys,
  'organisation.change': { supervisor: 'all', administrator: 'all' },
  'criteria.read': { ...everybodyButKeys, key_custodian: 'all' },
  'indicator.list': { statistician: 'all', analyst: 'all', trainer: 'all' },
  'indicator.table': { analyst: 'all', trainer: 'all' },
  'quality.read': {
    officer: 'office',
    county_secretary: 'county',
    supervisor: 'all',
    analyst: 'all',
    trainer: 'all',
  },
};

/** The purposes that open an action for a role; where none is named, none is needed. */
export const purposeMatrix: Partial<Readonly<Record<Action, Partial<Record<Role, readonly string[]>>>>> = {
  'person.identify': {
    officer: ['case_work', 'referral', 'duplicate_check', 'right_of_the_person', 'legal_obligation'],
    county_secretary: ['case_table'],
    supervisor: ['quality_check', 'right_of_the_person', 'legal_obligation'],
    trainer: ['training'],
  },
  'case.read-sealed-values': {
    officer: ['case_work', 'referral', 'duplicate_check', 'right_of_the_person', 'legal_obligation'],
    supervisor: ['quality_check', 'right_of_the_person', 'legal_obligation'],
    trainer: ['training'],
  },
  'person.search': {
    officer: ['case_work', 'duplicate_check'],
    supervisor: ['duplicate_check', 'right_of_the_person'],
    trainer: ['training'],
  },
  'indicator.table': { analyst: ['statistics'], trainer: ['training'] },
};
