import type { Variable } from '@hub/codebook';
import { ownDefendants } from '../case/proceeding';
import { caseValues, personValues } from '../case/values';
import { personTitle } from './case-choices';
import type { CaseInView } from './case-files';
import { sectionPath } from './case-state';
import type { Words } from './words';

/** Answers of one section or fact, with the page on which to change them. */
export interface AnswerGroup {
  readonly title: string;
  readonly change: string;
  readonly rows: readonly { readonly key: string; readonly value: string }[];
}

type Known = Readonly<Record<string, unknown>>;

const rowsOf = (variables: readonly Variable[], values: Known, words: Words, all: boolean) =>
  variables
    .filter(({ name, derived }) => values[name] !== undefined || (all && !derived))
    .map(variable => ({
      key: words.labels.variable(variable.name),
      value: words.valueOf(variable, values[variable.name]),
    }));

const hidden = new Set(['case_record_id', 'person_record_id']);

function factGroups(subject: 'case' | 'person', values: Known, words: Words, prefix: string): AnswerGroup[] {
  const { book } = words;
  const facts = [...new Set(book.lifeCycle.filter(one => one.subject === subject).map(({ fact }) => fact))];
  return facts
    .map(fact => ({
      title: prefix + words.labels.fact(fact),
      change: '',
      rows: rowsOf(
        book.fact(fact).filter(({ name }) => !hidden.has(name)),
        values,
        words,
        false,
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/**
 * Everything known of a case and of each person in it.
 * @param mayChange whether links to the forms are wanted
 * @param all whether what is not answered yet is shown as such
 */
export function answerGroups(
  file: CaseInView,
  words: Words,
  { mayChange, all }: { readonly mayChange: boolean; readonly all: boolean },
): AnswerGroup[] {
  const { proceeding: p, id } = file;
  const described = (subject: 'case' | 'person', values: Known, prefix: string, person?: string) =>
    words.book.sections
      .filter(section => section.subject === subject)
      .map(({ name, variables }) => ({
        title: prefix + words.labels.section(name),
        change: mayChange ? `/${sectionPath(id, name, person)}` : '',
        rows: rowsOf(variables, values, words, all),
      }))
      .filter(({ rows }) => rows.length > 0);
  const ofCase = caseValues(p);
  const persons = ownDefendants(p).flatMap(d => {
    const values = personValues(p, d);
    const prefix = `${personTitle(p, d.person, words)} · `;
    return [...described('person', values, prefix, d.person), ...factGroups('person', values, words, prefix)];
  });
  return [...factGroups('case', ofCase, words, ''), ...described('case', ofCase, ''), ...persons];
}
