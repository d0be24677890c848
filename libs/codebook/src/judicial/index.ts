import type { Criteria } from '../model';
import { judicialBreakdowns, judicialIndicators } from './indicators';
import { judicialInstitutions } from './institutions';
import { judicialLists } from './lists';
import { judicialDerivations, judicialRules } from './rules';
import { judicialLifeCycle, judicialSections } from './variables';

export { isTrafficking, isUseOfServices, protectsChildren } from './legal-bases';

/** The criteria of the judicial database. */
export const judicialCriteria: Criteria = {
  version: '1.0.0',
  part: 'judicial',
  sections: judicialSections,
  lifeCycle: judicialLifeCycle,
  lists: judicialLists,
  rules: judicialRules,
  derivations: judicialDerivations,
  breakdowns: judicialBreakdowns,
  indicators: judicialIndicators,
  institutions: judicialInstitutions,
};
