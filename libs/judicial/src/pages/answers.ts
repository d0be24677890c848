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

/** Which answers are shown, and how. */
export interface Shown {
  /** Links to the forms. */
  readonly mayChange: boolean;
  /** What is not answered yet, as such. */
  readonly all: boolean;
  /** Without offices and courts. */
  readonly anonymous?: boolean;
}

const isBody = ({ type }: Variable) => type.kind === 'organisation';

const rowsOf = (variables: readonly Variable[], values: Known, words: Words, { all, anonymous }: Shown) =>
  variables
    .filter(variable => !anonymous || !isBody(variable))
    .filter(({ name, derived }) => values[name] !== undefined || (all && !derived))
    .map(variable => ({
      key: words.labels.variable(variable.name),
      value: words.valueOf(variable, values[variable.name]),
    }));

const hidden = new Set(['case_record_id', 'person_record_id']);

function factGroups(subject: 'case' | 'person', values: Known, words: Words, shown: Shown): AnswerGroup[] {
  const { book } = words;
  const facts = [...new Set(book.lifeCycle.filter(one => one.subject === subject).map(({ fact }) => fact))];
  return facts
    .map(fact => ({
      title: words.labels.fact(fact),
      change: '',
      rows: rowsOf(
        book.fact(fact).filter(({ name }) => !hidden.has(name)),
        values,
        words,
        { ...shown, all: false },
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** The answers about the case (without a title) or about one person in it. */
export interface AnswersAbout {
  readonly title: string;
  readonly groups: readonly AnswerGroup[];
}

/** Everything known of a case and of each person in it. */
export function answersBySubject(file: CaseInView, words: Words, shown: Shown): AnswersAbout[] {
  const { proceeding: p, id } = file;
  const described = (subject: 'case' | 'person', values: Known, person?: string) =>
    words.book.sections
      .filter(section => section.subject === subject)
      .map(({ name, variables }) => ({
        title: words.labels.section(name),
        change: shown.mayChange ? `/${sectionPath(id, name, person)}` : '',
        rows: rowsOf(variables, values, words, shown),
      }))
      .filter(({ rows }) => rows.length > 0);
  const ofCase = caseValues(p);
  const persons = ownDefendants(p).map(d => {
    const values = personValues(p, d);
    const groups = [...described('person', values, d.person), ...factGroups('person', values, words, shown)];
    return { title: personTitle(p, d.person, words), groups };
  });
  return [
    { title: '', groups: [...factGroups('case', ofCase, words, shown), ...described('case', ofCase)] },
    ...persons,
  ];
}

/** The same in one list: the person stands in the title of each group. */
export const answerGroups = (...asked: Parameters<typeof answersBySubject>): AnswerGroup[] =>
  answersBySubject(...asked).flatMap(({ title, groups }) =>
    groups.map(group => ({ ...group, title: title ? `${title} · ${group.title}` : group.title })),
  );
