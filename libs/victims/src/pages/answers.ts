import type { Variable } from '@hub/codebook';
import type { AnswerChange } from './answer-changes';
import type { CaseInView } from './case-files';
import type { Words } from './words';

interface AnswerRow {
  readonly number: string;
  readonly key: string;
  readonly value: string;
  /** The lines of what happened several times, in place of one value. */
  readonly entries: readonly string[];
  readonly answered: boolean;
  /** The field that takes another answer; empty where the reader may not give one. */
  readonly change: string;
  /** What it was before the section was recorded for the last time. */
  readonly changed: AnswerChange | false;
}

export interface AnswerGroup {
  readonly title: string;
  readonly rows: readonly AnswerRow[];
}

const rowOf = (variable: Variable, value: unknown, words: Words, change: string): AnswerRow => ({
  number: variable.number,
  key: words.labels.variable(variable.name),
  value: words.valueOf(variable, value),
  entries: variable.type.kind === 'entries' ? words.entries(variable.type.of, value) : [],
  answered: value !== undefined,
  change: variable.derived ? '' : change,
  changed: false,
});

interface Shown {
  /** Links to the forms. */
  readonly mayChange: boolean;
  readonly changes?: ReadonlyMap<string, AnswerChange>;
  /** Without the reference of the case, which is an answer of its own. */
  readonly anonymous?: boolean;
}

/**
 * Answers by section, each with the link to change it, which comes back here, and with what it was before the last
 * recording of its section.
 */
export function answerGroups(
  file: CaseInView,
  words: Words,
  { mayChange, changes, anonymous = false }: Shown,
) {
  const { book } = words;
  const described = book.sections.map(({ name, variables }): AnswerGroup => ({
    title: words.labels.section(name),
    rows: variables
      .map(variable => {
        const value = file.view.sections[name]?.values[variable.name] ?? file.values[variable.name];
        const form = `/cases/${file.id}/sections/${name}?about=answers#${variable.name}`;
        const changed = changes?.get(variable.name);
        const row = rowOf(variable, value, words, mayChange ? form : '');
        return { row: changed ? { ...row, changed } : row, derived: variable.derived };
      })
      .filter(({ row, derived }) => row.answered || !derived || row.changed)
      .map(({ row }) => row),
  }));
  const facts = [...new Set(book.lifeCycle.map(({ fact }) => fact))].filter(fact => fact !== 'identity');
  const lived = facts.map((fact): AnswerGroup => ({
    title: words.labels.fact(fact),
    rows: book
      .fact(fact)
      .filter(({ name }) => !anonymous || name !== 'victim_record_id')
      .map(variable => rowOf(variable, file.values[variable.name], words, '')),
  }));
  return [...described, ...answeredOnly(lived)];
}

/** Without the questions nobody has answered: what goes on paper. */
export const answeredOnly = (groups: readonly AnswerGroup[]): AnswerGroup[] =>
  groups
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ answered }) => answered) }))
    .filter(({ rows }) => rows.length > 0);
