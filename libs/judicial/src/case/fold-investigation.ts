import type { Defendant, Measure } from './defendant';
import type { InvestigationEvent } from './events';
import type { Folds } from './folds';
import type { Proceeding } from './proceeding';

/** Changes one defendant; a person who is not in the case changes nothing. */
export function withDefendant(
  p: Proceeding,
  person: string,
  change: (d: Defendant) => Defendant,
): Proceeding {
  return { ...p, defendants: p.defendants.map(d => (d.person === person ? change(d) : d)) };
}

const withMeasure = (p: Proceeding, id: string, change: (m: Measure) => Measure): Proceeding => ({
  ...p,
  defendants: p.defendants.map(d =>
    d.measures.some(m => m.id === id)
      ? { ...d, measures: d.measures.map(m => (m.id === id ? change(m) : m)) }
      : d,
  ),
});

export const investigationFolds: Folds<InvestigationEvent> = {
  InvestigationOpened: (p, { on }) => ({ ...p, investigation: { openedOn: on } }),
  InvestigationSuspended: p => ({ ...p, investigation: { ...p.investigation, suspended: true } }),
  InvestigationResumed: p => ({ ...p, investigation: { ...p.investigation, suspended: false } }),
  InvestigationConcluded: (p, { on }) => ({ ...p, investigation: { ...p.investigation, concludedOn: on } }),
  SuspectRegistered: (p, { person, kind, on, legalBasis }) => ({
    ...p,
    defendants: [
      ...p.defendants,
      {
        person,
        kind,
        suspectedOn: on,
        suspectedOf: legalBasis,
        measures: [],
        decisions: [],
        indictments: [],
        judgments: [],
        appeals: [],
        sections: {},
      },
    ],
  }),
  SuspectArrested: (p, { person, on }) => withDefendant(p, person, d => ({ ...d, arrestedOn: on })),
  MeasureOrdered: (p, { measure, person, kind, on, until }) =>
    withDefendant(p, person, d => ({
      ...d,
      measures: [...d.measures, { id: measure, kind, on, ...(until !== undefined && { until }) }],
    })),
  MeasureExtended: (p, { measure, until }) => withMeasure(p, measure, m => ({ ...m, until })),
  MeasureLifted: (p, { measure, on }) => withMeasure(p, measure, m => ({ ...m, liftedOn: on })),
};
