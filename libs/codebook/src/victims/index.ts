import type { Criteria } from '../model';
import { victimBreakdowns, victimIndicators } from './indicators';
import { victimInstitutions } from './institutions';
import { victimLists } from './lists';
import { victimDerivations, victimRules } from './rules';
import { victimLifeCycle, victimSections } from './variables';

export { ctdcMergedMeans } from './ctdc';

/** The criteria of the victim database. */
export const victimCriteria: Criteria = {
  version: '1.0.0',
  part: 'victims',
  sections: victimSections,
  lifeCycle: victimLifeCycle,
  lists: victimLists,
  rules: victimRules,
  derivations: victimDerivations,
  breakdowns: victimBreakdowns,
  indicators: victimIndicators,
  institutions: victimInstitutions,
};
