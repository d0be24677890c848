import type { CourseEvent } from './events';
import type { Law, Violation } from './law';
import { assetRules } from './legal-assets';
import { investigationRules } from './legal-investigation';
import { proceedingRules } from './legal-proceeding';
import { trialRules } from './legal-trial';
import type { Proceeding } from './proceeding';
import type { Rules } from './rules';

const rules: Rules<CourseEvent> = { ...proceedingRules, ...investigationRules, ...trialRules, ...assetRules };

/** What forbids this fact after the facts before it, or undefined when the order is legal. */
export function whatForbids(p: Proceeding, event: CourseEvent, law: Law): Violation | undefined {
  const rule = rules[event.type] as (p: Proceeding, data: object, law: Law) => Violation | undefined;
  return rule(p, event.data, law);
}
