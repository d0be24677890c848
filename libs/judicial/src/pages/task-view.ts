import type { TaskRow } from '../read/case-tables';
import { recordable } from './fact-forms';
import type { Words } from './words';

/** A week's notice. */
const SOON_DAYS = 7;

export interface TaskView {
  readonly text: string;
  readonly reference: string;
  readonly href: string;
  readonly due: string;
  readonly when: 'overdue' | 'soon' | 'later' | 'undated';
  readonly whenText: string;
  readonly tag: string;
}

const tags = { overdue: 'red', soon: 'yellow', later: 'grey', undated: 'blue' } as const;
const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function whenOf(days: number): TaskView['when'] {
  if (days < 0) return 'overdue';
  return days <= SOON_DAYS ? 'soon' : 'later';
}

/** The form with which a task is done. */
const formFor: Readonly<Record<string, string>> = {
  'measure-ends': 'extend-measure',
  'appeal-term': 'file-appeal',
  'make-final': 'make-final',
  'decide-prosecution': 'decide-prosecution',
  'file-indictment': 'file-indictment',
  assign: 'assign',
};

/** Action of the table of rights the form of a task needs. */
export const taskAction = (kind: string): string =>
  recordable.find(({ name }) => name === formFor[kind])?.action ?? 'case.read';

function addressOf({ kind, case_id: id, subject, person }: TaskRow): string {
  if (kind === 'approve-amendment') return `/proceedings/${id}/requests/${subject}`;
  const form = formFor[kind];
  if (form === undefined) return `/proceedings/${id}`;
  return `/proceedings/${id}/record/${form}${person === null ? '' : `?person=${person}`}`;
}

/**
 * One task in words; whether it is overdue depends on the day one looks.
 * @param direct whether the link leads to the form; in lists it leads to the case, which shows what is to be done
 */
export function taskView(task: TaskRow, reference: string, words: Words, direct = false): TaskView {
  const { kind, case_id: id, due } = task;
  const days = due === null ? undefined : daysBetween(words.today, due);
  const when = days === undefined ? 'undated' : whenOf(days);
  return {
    text: words.t(`judicial-pages:task.${kind}`),
    reference,
    href: direct ? addressOf(task) : `/proceedings/${id}`,
    due: due === null ? '' : words.fmt.date(due),
    when,
    whenText: days === undefined ? words.t('judicial-pages:tasks.open') : words.fmt.relative(days, 'day'),
    tag: tags[when],
  };
}
