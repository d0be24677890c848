import { notBefore } from './chronology';
import type { InvestigationEvent } from './events';
import { firstOf, violation, type Violation } from './law';
import { ownDefendants, defendantOf, type Proceeding } from './proceeding';
import type { Measure } from './defendant';
import { caseStep, defendantStep, knownBases, knownCode, type Rules } from './rules';

const findMeasure = (p: Proceeding, id: string): { measure: Measure; person: string } | undefined =>
  ownDefendants(p)
    .flatMap(d => d.measures.map(measure => ({ measure, person: d.person })))
    .find(({ measure }) => measure.id === id);

/** A measure that runs, and what may be done about its defendant. */
function runningMeasure(
  p: Proceeding,
  id: string,
  step: 'extend-measure' | 'lift-measure',
  on: string,
): Violation | undefined {
  const found = findMeasure(p, id);
  if (!p.opened) return violation('judicial.case.unknown');
  if (!found) return violation('judicial.measure.unknown', '/measure');
  return firstOf(
    defendantStep(p, step, found.person, '/measure'),
    found.measure.liftedOn === undefined
      ? undefined
      : violation('judicial.measure.already-lifted', '/measure'),
    notBefore(on, found.measure.on),
  );
}

const sameMeasureRunning = (p: Proceeding, person: string, kind: string) =>
  defendantOf(p, person)?.measures.some(m => m.kind === kind && m.liftedOn === undefined);

export const investigationRules: Rules<InvestigationEvent> = {
  InvestigationOpened: (p, { on }) => firstOf(caseStep(p, 'open-investigation'), notBefore(on, p.openedOn)),
  InvestigationSuspended: (p, { on }) =>
    firstOf(caseStep(p, 'suspend-investigation'), notBefore(on, p.investigation.openedOn)),
  InvestigationResumed: (p, { on }) =>
    firstOf(caseStep(p, 'resume-investigation'), notBefore(on, p.investigation.openedOn)),
  InvestigationConcluded: (p, { on }) =>
    firstOf(caseStep(p, 'conclude-investigation'), notBefore(on, p.investigation.openedOn)),
  SuspectRegistered: (p, { person, on, legalBasis }, law) =>
    firstOf(
      caseStep(p, 'register-suspect'),
      defendantOf(p, person) ? violation('judicial.defendant.already-registered', '/person') : undefined,
      knownBases(law, legalBasis),
      notBefore(on, p.openedOn),
    ),
  SuspectArrested: (p, { person, on }) =>
    firstOf(
      defendantStep(p, 'arrest', person),
      defendantOf(p, person)?.kind === 'legal'
        ? violation('judicial.defendant.legal-person', '/person')
        : undefined,
      notBefore(on, p.openedOn),
    ),
  MeasureOrdered: (p, { person, kind, on, until }, law) =>
    firstOf(
      defendantStep(p, 'order-measure', person),
      knownCode(law, 'pretrial_measure', kind, '/kind'),
      sameMeasureRunning(p, person, kind)
        ? violation('judicial.measure.already-running', '/kind')
        : undefined,
      notBefore(on, defendantOf(p, person)?.suspectedOn),
      until === undefined ? undefined : notBefore(until, on, '/until'),
    ),
  MeasureExtended: (p, { measure, on, until }) =>
    firstOf(
      runningMeasure(p, measure, 'extend-measure', on),
      notBefore(until, findMeasure(p, measure)?.measure.until ?? on, '/until'),
    ),
  MeasureLifted: (p, { measure, on }) => runningMeasure(p, measure, 'lift-measure', on),
};
