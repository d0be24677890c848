import type { Defendant } from './defendant';
import type { ProceedingEvent } from './events';
import type { Folds } from './folds';
import { noProceeding, type Proceeding } from './proceeding';
import { without } from './without';

type Opening = Pick<Proceeding, 'reference' | 'office' | 'openedOn' | 'origin' | 'legalBasis'>;

const open = ({ reference, office, openedOn, origin, legalBasis }: Opening): Proceeding => ({
  ...noProceeding,
  opened: true,
  reference,
  office,
  openedOn,
  origin,
  legalBasis,
  initialLegalBasis: legalBasis,
});

/** A person who comes back (severed, then joined again) is one defendant with the newer course. */
function withDefendants(p: Proceeding, incoming: readonly Defendant[]): Proceeding {
  const names = new Set(incoming.map(d => d.person));
  return { ...p, defendants: [...p.defendants.filter(d => !names.has(d.person)), ...incoming] };
}

/** The final judgment is set aside: the person is before the court of first instance again. */
function retried(d: Defendant): Defendant {
  const last = d.judgments.length - 1;
  return {
    ...without(d, 'finalOn', 'sentence', 'enforcement'),
    judgments: d.judgments.map((j, at) => (at === last ? { ...j, quashed: true } : j)),
    indictments: d.indictments.map(indictment => without(indictment, 'trialOpenedOn')),
  };
}

export const proceedingFolds: Folds<ProceedingEvent> = {
  CaseOpened: (_, data) => ({
    ...open(data),
    ...(data.source && { source: data.source }),
  }),
  CaseSevered: (_, data) => ({ ...open(data), severedFrom: data.from, defendants: data.defendants }),
  CaseJoined: (p, { from, defendants, legalBasis }) => ({
    ...withDefendants(p, defendants),
    joined: [...p.joined, from],
    legalBasis: [...new Set([...p.legalBasis, ...legalBasis])],
  }),
  DefendantsSevered: (p, { into, persons }) => ({
    ...p,
    defendants: p.defendants.map(d => (persons.includes(d.person) ? { ...d, severedInto: into } : d)),
  }),
  OfficialNumberRecorded: (p, _, { id }) => ({ ...p, officialNumber: id }),
  CaseSealed: p => ({ ...p, sealed: true }),
  CaseUnsealed: p => ({ ...p, sealed: false }),
  CaseAssigned: (p, { prosecutors }) => ({ ...p, prosecutors }),
  CaseTransferred: (p, { office }) => ({ ...p, office, prosecutors: [] }),
  CaseRequalified: (p, { on, legalBasis, reason }, { id }) => ({
    ...p,
    legalBasis,
    requalifications: [...p.requalifications, { id, on, legalBasis, reason }],
  }),
  CooperationRequested: (p, { cooperation, on, kind, countries }) => ({
    ...p,
    cooperation: [...p.cooperation, { id: cooperation, on, kind, countries }],
  }),
  SectionRecorded: (p, { section, person, values }) => {
    if (person === undefined) return { ...p, sections: { ...p.sections, [section]: values } };
    const defendants = p.defendants.map(d =>
      d.person === person ? { ...d, sections: { ...d.sections, [section]: values } } : d,
    );
    return { ...p, defendants };
  },
  CaseClosed: (p, { on, reason, into }) => ({
    ...p,
    closed: { on, reason, ...(into !== undefined && { into }) },
    defendants:
      into === undefined
        ? p.defendants
        : p.defendants.map(d => (d.severedInto === undefined ? { ...d, severedInto: into } : d)),
  }),
  CaseReopened: (p, { persons }) => {
    const defendants = p.defendants.map(d => (persons?.includes(d.person) ? retried(d) : d));
    return { ...without(p, 'closed'), defendants, reopened: true };
  },
};
