import type { CourseEvent } from './events';
import { violation, type Law, type Violation } from './law';
import { obstacleToCaseStep, obstacleToDefendantStep, type CaseStep, type DefendantStep } from './obstacles';
import type { Proceeding } from './proceeding';

/** One rule per event type: a type without one does not compile. */
export type Rules<Event extends CourseEvent> = {
  readonly [Type in Event['type']]: (
    p: Proceeding,
    data: Extract<Event, { readonly type: Type }>['data'],
    law: Law,
  ) => Violation | undefined;
};

/** The obstacle to a step of the case as a violation. */
export function caseStep(p: Proceeding, step: CaseStep): Violation | undefined {
  const code = obstacleToCaseStep(p, step);
  return code === undefined ? undefined : violation(code);
}

/** The obstacle to a step about one defendant as a violation. */
export function defendantStep(
  p: Proceeding,
  step: DefendantStep,
  person: string,
  pointer = '/person',
): Violation | undefined {
  const code = obstacleToDefendantStep(p, step, person);
  return code === undefined ? undefined : violation(code, pointer);
}

/** At least one legal basis, each an article of the own jurisdiction. */
export function knownBases(
  law: Law,
  bases: readonly string[],
  pointer = '/legalBasis',
): Violation | undefined {
  if (bases.length === 0) return violation('judicial.legal-basis.missing', pointer);
  const unknown = bases.find(code => law.legalBasis(code) === undefined);
  return unknown === undefined
    ? undefined
    : violation('judicial.legal-basis.unknown', pointer, { code: unknown });
}

export function isThb(law: Law, bases: readonly string[]): boolean {
  return bases.some(code => law.legalBasis(code)?.thb === true);
}

/** A code outside its list; `unknown` is an answer wherever a list is asked. */
export function knownCode(law: Law, list: string, code: string, pointer: string): Violation | undefined {
  return code === 'unknown' || law.has(list, code)
    ? undefined
    : violation('judicial.code.unknown', pointer, { list, code });
}
