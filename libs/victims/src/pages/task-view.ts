import type { CaseFileRow } from '../read/case-file';
import type { Task } from '../read/tasks';
import type { Words } from './words';

/** A week's notice. */
const SOON_DAYS = 7;

export interface TaskView {
  readonly text: string;
  readonly reference: string;
  readonly href: string;
  readonly due: string;
  readonly when: 'overdue' | 'soon' | 'later';
  readonly whenText: string;
  readonly tag: string;
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const tags = { overdue: 'red', soon: 'yellow', later: 'grey' } as const;

function whenOf(days: number): TaskView['when'] {
  if (days < 0) return 'overdue';
  return days <= SOON_DAYS ? 'soon' : 'later';
}

/** One task in words; whether it is overdue depends on the day one looks. */
export function taskView(
  { kind, due }: Task,
  file: { id: string; reference: string },
  words: Words,
): TaskView {
  const days = daysBetween(words.today, due);
  const when = whenOf(days);
  return {
    text: words.t(`victims-pages:task.${kind}`),
    reference: file.reference,
    href: `/cases/${file.id}`,
    due: words.fmt.date(due),
    when,
    whenText: words.fmt.relative(days, 'day'),
    tag: tags[when],
  };
}

/** Tasks of several cases, the most urgent first. */
export function tasksOfCases(
  rows: readonly Pick<CaseFileRow, 'case_id' | 'reference' | 'tasks'>[],
  words: Words,
): TaskView[] {
  return rows
    .flatMap(({ case_id: id, reference, tasks }) => tasks.map(task => ({ task, file: { id, reference } })))
    .sort((a, b) => a.task.due.localeCompare(b.task.due))
    .map(({ task, file }) => taskView(task, file, words));
}
