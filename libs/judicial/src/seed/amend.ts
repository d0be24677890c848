import type { Act, History } from '@hub/event-store';
import type { CriteriaBook } from '@hub/codebook';
import { parse as bytesOf, v5 as uuidv5 } from 'uuid';
import { approveAmendment } from '../case/approve-amendment';
import { Case, type CaseState, type StandingFact } from '../case/case';
import type { Decide } from '../case/command';
import { correctFact } from '../case/correct-fact';
import type { CourseEvent } from '../case/events';
import { JoinCaseHandler } from '../case/join-case';
import type { Law } from '../case/law';
import { ownDefendants } from '../case/proceeding';
import { recordInError } from '../case/record-in-error';
import { makeReference } from '../case/reference';
import { refuseAmendment } from '../case/refuse-amendment';
import { Settlements } from '../case/settlements';
import { SeverDefendantsHandler } from '../case/sever-defendants';
import { Refusal } from '@hub/platform';
import { CriteriaLaw } from '../criteria-law';
import { NOTE } from './cast';
import { amendPersons } from './amend-persons';
import { playedState } from './decide-facts';
import type { PlannedCase } from './plan';

/** A case as it stands at the end of its story: who is chosen is the same after a seed that was cut off. */
interface Standing {
  readonly planned: PlannedCase;
  readonly state: CaseState;
}

interface Amending {
  readonly desk: string;
  readonly history: History;
  readonly law: Law;
  readonly today: string;
}

const SECOND = 'system:seed-second';

const actFor = ({ id, actor, office }: PlannedCase, what: string, by = actor): Act => ({
  command: uuidv5(what, id),
  actor: by,
  office,
  provenance: 'synthetic',
});

const has = ({ state }: Standing, type: CourseEvent['type']) =>
  state.facts.some(({ event }) => event.type === type);

/** The first such fact as it stands now, in the log. */
async function find(
  { planned }: Standing,
  { history }: Amending,
  is: (event: CourseEvent) => boolean,
): Promise<StandingFact | undefined> {
  const { state } = await history.read(Case, planned.id);
  return state.facts.find(({ event }) => is(event));
}

/** What was done before a seed was cut off is refused the second time. */
async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function change<Command>(
  { planned }: Standing,
  decide: Decide<Command>,
  fields: object,
  { history, law, act }: Amending & { readonly act: Act },
): Promise<void> {
  const command = { id: planned.id, act, note: NOTE, ...fields } as Command;
  await unlessRefused(() => history.change(Case, planned.id, state => decide(state, command, law), act));
}

/** A date that was not known so exactly after all, or another origin. */
async function correct(
  one: Standing,
  type: CourseEvent['type'],
  changes: object,
  by: Amending,
): Promise<void> {
  const fact = await find(one, by, event => event.type === type);
  if (!fact) return;
  const fields = { fact: fact.id, changes, reason: 'typing_error' };
  await change(one, correctFact, fields, { ...by, act: actFor(one.planned, `correct-${type}`) });
}

/** A decision is corrected when a second person says so; some still wait for one. */
async function correctDecision(
  one: Standing,
  answer: 'approve' | 'refuse' | 'wait',
  by: Amending,
): Promise<void> {
  const fact = await find(one, by, ({ type, data }) => type === 'SentenceSet' && 'months' in data);
  if (fact?.event.type !== 'SentenceSet' || fact.event.data.months === undefined) return;
  const changes = { months: fact.event.data.months + 6 };
  const act = actFor(one.planned, 'correct-sentence');
  await change(one, correctFact, { fact: fact.id, changes, reason: 'wrong_source' }, { ...by, act });
  if (answer === 'wait') return;
  const second = actFor(one.planned, answer, SECOND);
  const decide = answer === 'approve' ? approveAmendment : refuseAmendment;
  await change(one, decide, { proposal: act.command }, { ...by, act: second });
}

async function withdraw(one: Standing, type: CourseEvent['type'], by: Amending): Promise<void> {
  const fact = await find(one, by, event => event.type === type);
  if (!fact) return;
  const fields = { fact: fact.id, reason: 'wrong_case' };
  await change(one, recordInError, fields, { ...by, act: actFor(one.planned, `error-${type}`) });
}

async function correctAll(all: readonly Standing[], by: Amending): Promise<void> {
  for (const [nth, one] of all.filter(({ state }) => !state.proceeding.closed).entries()) {
    if (nth % 9 === 2) await correct(one, 'CaseOpened', { origin: 'other' }, by);
    if (nth % 23 === 5) await withdraw(one, 'CooperationRequested', by);
    if (nth % 31 === 7) await withdraw(one, 'AssetsSeized', by);
  }
  const open = all.filter(one => has(one, 'SentenceSet') && !one.state.proceeding.closed);
  // The chief prosecutor of the desk is to find some that wait.
  const sentenced = [
    ...open.filter(({ planned }) => planned.office === by.desk),
    ...open.filter(({ planned }) => planned.office !== by.desk),
  ];
  const answers = ['wait', 'approve', 'refuse'] as const;
  for (const [nth, one] of sentenced.slice(0, 9).entries()) {
    await correctDecision(one, answers[nth % answers.length] ?? 'wait', by);
  }
}

/** Under investigation still: what may be joined and severed. */
const underInvestigation = ({ state: { proceeding: p } }: Standing) =>
  !p.closed && p.investigation.openedOn !== undefined && p.investigation.concludedOn === undefined;

/** Cases joined, and defendants severed, at the present day. */
async function reorder(all: readonly Standing[], { history, law, today }: Amending): Promise<void> {
  const open = all
    .filter(underInvestigation)
    .filter(({ planned, state }) => state.proceeding.office === planned.office);
  const settlements = new Settlements(history);
  const groups = open.filter(({ state }) => ownDefendants(state.proceeding).length >= 2);
  for (const { planned, state } of groups.slice(0, 3)) {
    const into = uuidv5('severed', planned.id);
    const [first] = ownDefendants(state.proceeding);
    const sever = {
      id: planned.id,
      into,
      reference: makeReference(Number(today.slice(0, 4)), bytesOf(into)),
      on: today,
      persons: first ? [first.person] : [],
      act: actFor(planned, 'sever'),
    };
    await unlessRefused(() => new SeverDefendantsHandler(history, law, settlements).execute(sever));
  }
  const single = open.filter(({ state }) => ownDefendants(state.proceeding).length === 1);
  for (const [nth, { planned }] of single.slice(0, 6).entries()) {
    const other = single
      .slice(6)
      .find(({ planned: { office } }, at) => office === planned.office && at % 6 === nth);
    if (!other) continue;
    const join = { id: planned.id, from: other.planned.id, on: today, act: actFor(planned, 'join') };
    await unlessRefused(() => new JoinCaseHandler(history, law, settlements).execute(join));
  }
}

/** The whole case was registered twice: it leaves every read model. */
async function withdrawCase(all: readonly Standing[], by: Amending): Promise<void> {
  const found = all.filter(({ state }) => ownDefendants(state.proceeding).length === 0).slice(0, 2);
  for (const one of found) await withdraw(one, 'CaseOpened', by);
}

/** What people put right later: corrections, facts that were none, cases joined and severed, rights of persons. */
export async function amend(
  plan: readonly PlannedCase[],
  { book, history }: { readonly book: CriteriaBook; readonly history: History },
  { today, desk }: { readonly today: string; readonly desk: string },
): Promise<void> {
  const by: Amending = { history, law: new CriteriaLaw(book), today, desk };
  const begun = plan.filter(({ sittings }) => sittings.length > 0);
  const all = begun.map(planned => ({ planned, state: playedState(planned, book) }));
  await correctAll(all, by);
  await withdrawCase(all, by);
  await reorder(all, by);
  await amendPersons(begun, history);
}
