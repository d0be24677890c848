import { viewOf, type CaseView } from '../case/case';
import { daysBetween } from '../dates';
import { decisionOf } from '../case/status';
import type { CaseFileRow } from '../read/case-file';
import type { Task, TaskKind } from '../read/tasks';
import { describeAbout } from './case-parts';
import { recordable, type About } from './fact-forms';
import type { Words } from './words';

/** A week's notice. */
const SOON_DAYS = 7;

export interface TaskView {
  readonly kind: TaskKind;
  readonly text: string;
  /** Which referral, assistance or measure is meant. */
  readonly about: string;
  readonly reference: string;
  readonly href: string;
  readonly due: string;
  readonly when: 'overdue' | 'soon' | 'later';
  readonly whenText: string;
  readonly tag: string;
  /** How much of a period has gone: day 12 of 90. */
  readonly progress: string;
  /** What can be recorded to settle it. */
  readonly steps: readonly { readonly text: string; readonly href: string }[];
}

/** The case a task belongs to. */
export interface TaskCase {
  readonly id: string;
  readonly reference: string;
  readonly view: CaseView;
}

const tags = { overdue: 'red', soon: 'yellow', later: 'grey' } as const;

function whenOf(days: number): TaskView['when'] {
  if (days < 0) return 'overdue';
  return days <= SOON_DAYS ? 'soon' : 'later';
}

/** What each task is about, and the forms that settle it. */
const settled: Readonly<Record<TaskKind, { readonly about?: About; readonly forms: readonly string[] }>> = {
  answer_referral: { about: 'referral', forms: ['referral-accepted', 'referral-declined'] },
  decide_status: { forms: ['status-decision'] },
  end_of_residence: { forms: ['residence'] },
  end_of_protection: { about: 'measure', forms: ['protection-ended'] },
  review_assistance: { about: 'assistance', forms: ['assistance-ended'] },
  decide_offer: { about: 'assistance', forms: ['assistance-accepted', 'assistance-declined'] },
  appoint_guardian: { forms: ['guardian'] },
  approve_correction: { forms: [] },
  improve_correction: { forms: [] },
};

/** First day of the period that ends with the task, where there is one: the recovery and reflection period. */
function begunOn(kind: TaskKind, view: CaseView): string | undefined {
  if (kind === 'decide_status') return decisionOf(view.status, 'presumed')?.on;
  return kind === 'end_of_residence' ? view.protection.residence.at(-1)?.on : undefined;
}

function progressOf({ kind, due }: Task, view: CaseView, words: Words): string {
  const begun = begunOn(kind, view);
  // Days can only be counted from a date that is known to the day.
  if (begun?.length !== 10 || begun > words.today || words.today > due) return '';
  const [day, of] = [daysBetween(begun, words.today) + 1, daysBetween(begun, due) + 1];
  return words.t('task.day', { day: words.fmt.number(day), of: words.fmt.number(of) });
}

function stepsOf({ kind, about }: Task, id: string, words: Words, may: (action: string) => boolean) {
  if (kind === 'approve_correction') {
    const href = `/cases/${id}/requests/${about ?? ''}`;
    return may('correction.approve') ? [{ text: words.t('request.look'), href }] : [];
  }
  if (kind === 'improve_correction') {
    const href = `/cases/${id}/requests/${about ?? ''}/returned`;
    return may('case.correct') ? [{ text: words.t('request.improve'), href }] : [];
  }
  const query = about === undefined ? '' : `?about=${about}`;
  const forms = recordable.filter(({ name, action }) => settled[kind].forms.includes(name) && may(action));
  return forms.map(({ name }) => ({
    text: words.t(`victims-pages:form.${name}`),
    href: `/cases/${id}/record/${name}${query}`,
  }));
}

/** One task in words; whether it is overdue depends on the day one looks. */
export function taskView(
  task: Task,
  file: TaskCase,
  words: Words,
  may: (action: string) => boolean = () => false,
): TaskView {
  const { kind, due, about } = task;
  const days = daysBetween(words.today, due);
  const when = whenOf(days);
  const subject = settled[kind].about;
  return {
    kind,
    text: words.t(`victims-pages:task.${kind}`),
    about: subject && about !== undefined ? describeAbout(file.view, subject, about, words) : '',
    reference: file.reference,
    href: `/cases/${file.id}`,
    due: words.fmt.date(due),
    when,
    whenText: words.fmt.relative(days, 'day'),
    tag: tags[when],
    progress: progressOf(task, file.view, words),
    steps: stepsOf(task, file.id, words, may),
  };
}

/** Tasks of several cases, the most urgent first; of one kind, where one is asked for. */
export function tasksOfCases(
  rows: readonly Pick<CaseFileRow, 'case_id' | 'reference' | 'tasks' | 'facts'>[],
  words: Words,
  may?: (action: string) => boolean,
  kind?: string,
): TaskView[] {
  return rows
    .map(({ case_id: id, reference, tasks, facts }) => ({
      tasks: tasks.filter(task => kind === undefined || task.kind === kind),
      file: { id, reference, view: viewOf(facts) },
    }))
    .flatMap(({ tasks, file }) => tasks.map(task => ({ task, file })))
    .sort((a, b) => a.task.due.localeCompare(b.task.due))
    .map(({ task, file }) => taskView(task, file, words, may));
}
