import type { CaseState } from '../case/case';
import {
  isCharged,
  isConcluded,
  lastDecision,
  pendingAppeal,
  runningMeasures,
  standingIndictment,
  standingJudgment,
  type Defendant,
} from '../case/defendant';
import { ownDefendants } from '../case/proceeding';
import type { TaskRow } from './case-tables';
import { periodOf } from './period';

export const taskKinds = [
  'measure-ends',
  'appeal-term',
  'make-final',
  'decide-prosecution',
  'file-indictment',
  'approve-amendment',
  'assign',
] as const;
export type TaskKind = (typeof taskKinds)[number];

type Task = Omit<TaskRow, 'case_id'> & { readonly kind: TaskKind };

/**
 * Days to appeal a judgment at first instance, as the codes of criminal procedure are normally cited; a reminder, not
 * a computation of the term, which runs from service.
 */
const appealDays: Readonly<Record<string, number>> = { RO: 10, XK: 30 };
const usualAppealDays = 15;

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function judgmentTasks(d: Defendant, jurisdiction: string): Task[] {
  const judgment = standingJudgment(d);
  if (!judgment || d.finalOn !== undefined || pendingAppeal(d)) return [];
  const { id: subject } = judgment;
  const person = d.person;
  if (judgment.instance === 'appeal' || d.appeals.some(a => a.judgment === subject && a.decided)) {
    return [{ kind: 'make-final', subject, person, due: null }];
  }
  const day = periodOf(judgment.on)?.day;
  const due = day === undefined ? null : plusDays(day, appealDays[jurisdiction] ?? usualAppealDays);
  return [{ kind: 'appeal-term', subject, person, due }];
}

function prosecutionTasks(d: Defendant, concluded: boolean): Task[] {
  const { person } = d;
  const decide: Task = { kind: 'decide-prosecution', subject: person, person, due: null };
  const last = lastDecision(d);
  if (!last) return concluded ? [decide] : [];
  const indict: Task = { kind: 'file-indictment', subject: person, person, due: null };
  return isCharged(d) && !standingIndictment(d) && !standingJudgment(d) ? [indict] : [];
}

/** What is to be done in a case: it follows from the facts and goes when they say that it was done. */
export function tasksOf({ proceeding: p, proposals }: CaseState, jurisdiction: string): Task[] {
  if (!p.opened) return [];
  const approvals = proposals.map(({ id }): Task => ({
    kind: 'approve-amendment',
    subject: id,
    person: null,
    due: null,
  }));
  if (p.closed) return approvals;
  const assign: Task[] =
    p.prosecutors.length > 0 ? [] : [{ kind: 'assign', subject: '', person: null, due: null }];
  const measures = ownDefendants(p).flatMap(d =>
    runningMeasures(d).map(({ id, until }): Task => {
      const due = periodOf(until)?.day ?? null;
      return { kind: 'measure-ends', subject: id, person: d.person, due };
    }),
  );
  const concluded = p.investigation.concludedOn !== undefined;
  const others = ownDefendants(p)
    .filter(d => !isConcluded(d))
    .flatMap(d => [...prosecutionTasks(d, concluded), ...judgmentTasks(d, jurisdiction)]);
  return [...approvals, ...assign, ...measures.filter(task => task.due !== null), ...others];
}
