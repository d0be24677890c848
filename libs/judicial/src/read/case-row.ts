import type { CriteriaBook } from '@hub/codebook';
import { listedUnder } from '@hub/read-model';
import type { SealedValue } from '@hub/vault';
import type { CaseState } from '../case/case';
import {
  lastDecision,
  mainVerdict,
  runningMeasures,
  standingIndictment,
  standingJudgment,
  type Defendant,
} from '../case/defendant';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import { personValues } from '../case/values';
import { facetNames, type CaseFile, type DefendantRow } from './case-tables';
import { periodOf } from './period';
import { stageOfCase, stageOfPerson, wordingOf } from './stage';

/** What of a row comes from the envelopes of the events rather than from the facts. */
export interface Marks {
  readonly id: string;
  readonly version: number;
  readonly provenance: string;
  readonly recordedAt: string;
  readonly changedAt: string;
  readonly officialNumber: SealedValue | null;
  readonly nextDeadline: string | null;
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function people(p: Proceeding) {
  const wordings = ownDefendants(p).map(wordingOf);
  const count = (wording: string) => wordings.filter(one => one === wording).length;
  return { suspects: wordings.length, accused: count('accused'), convicted: count('convicted') };
}

const movements = (p: Proceeding) => ({
  came_from: [...p.joined, ...(p.severedFrom === undefined ? [] : [p.severedFrom])],
  went_into: [
    ...new Set([
      ...(p.closed?.into === undefined ? [] : [p.closed.into]),
      ...p.defendants.flatMap(d => d.severedInto ?? []),
    ]),
  ],
});

const closing = ({ closed }: Proceeding) => ({
  closed: closed !== undefined,
  closed_on: orNull(closed?.on),
  closure_reason: orNull(closed?.reason),
});

const sourceOf = ({ source }: Proceeding) => ({
  source: orNull(source?.format),
  source_file: orNull(source?.file),
});

/** First-level unit of an office; none for one that works in the whole country. */
export function unitOf(book: CriteriaBook, office: string): string | undefined {
  return book.institutions.find(one => one.id === office)?.unit;
}

type Derived = ReturnType<typeof closing> &
  ReturnType<typeof people> &
  ReturnType<typeof sourceOf> &
  ReturnType<typeof movements>;

type Counted = Omit<CaseFile, 'listed_under'>;

/** The row of a case in lists. */
export function caseRow(book: CriteriaBook, state: CaseState, marks: Marks): CaseFile {
  const p = state.proceeding;
  const { id, version, provenance, recordedAt, changedAt, officialNumber, nextDeadline } = marks;
  const own: Omit<Counted, keyof Derived> = {
    id,
    version,
    provenance,
    reference: p.reference,
    office: p.office,
    unit: orNull(unitOf(book, p.office)),
    opened_on: p.openedOn,
    opened_first: orNull(periodOf(p.openedOn)?.day),
    origin: p.origin,
    legal_basis: p.legalBasis,
    main_exploitation: textOf(p.sections['offence']?.['main_exploitation']),
    stage: stageOfCase(p),
    prosecutors: p.prosecutors,
    sealed: p.sealed,
    proposals: state.proposals.length,
    next_deadline: nextDeadline,
    official_number: officialNumber,
    recorded_at: recordedAt,
    changed_at: changedAt,
    state: { proceeding: p, proposals: state.proposals, inError: state.inError },
  };
  // Object.assign: spreading several objects into one is a hundred times slower.
  const derived: Derived = Object.assign(closing(p), people(p), sourceOf(p), movements(p));
  const row: Counted = Object.assign(own, derived);
  return Object.assign(row, {
    listed_under: listedUnder(facetNames.map(name => (name === 'closed' ? String(row.closed) : row[name]))),
  });
}

function chargeColumns(d: Defendant) {
  const decision = lastDecision(d);
  const indictment = standingIndictment(d);
  return {
    decision: orNull(decision?.decision),
    decision_on: orNull(decision?.on),
    charges: indictment?.charges ?? decision?.legalBasis ?? [],
    court: orNull(standingJudgment(d)?.court ?? indictment?.court),
  };
}

const judgmentColumns = (d: Defendant) => ({
  verdict: orNull(mainVerdict(standingJudgment(d)?.verdicts ?? [])),
  verdict_final: d.finalOn !== undefined,
  final_on: orNull(d.finalOn),
  sentence_kind: orNull(d.sentence?.kind),
  sentence_months: orNull(d.sentence?.months),
});

export function defendantRow(book: CriteriaBook, id: string, p: Proceeding, d: Defendant): DefendantRow {
  const values = book.derive(personValues(p, d));
  const running = runningMeasures(d);
  const citizenship = values['citizenship'];
  const own = {
    case_id: id,
    person: d.person,
    kind: d.kind,
    wording: wordingOf(d),
    stage: stageOfPerson(p, d),
    suspected_on: d.suspectedOn,
    suspected_of: d.suspectedOf,
    arrested_on: orNull(d.arrestedOn),
    detained: running.some(m => m.kind === 'detention'),
    measure_until: orNull(running.flatMap(m => m.until ?? []).sort()[0]),
    severed_into: orNull(d.severedInto),
    sex: textOf(values['sex']),
    majority: textOf(values['majority_at_offence']),
    citizenship: Array.isArray(citizenship) ? (citizenship as readonly string[]) : [],
  };
  return Object.assign(own, chargeColumns(d), judgmentColumns(d));
}
