import type { CriteriaBook, Finding } from '@hub/codebook';
import type { CaseInView } from './case-files';
import { formByCriteria } from './fact-forms';
import type { Words } from './words';

type State = 'completed' | 'in-progress' | 'not-started' | 'problem';
const tags: Readonly<Record<State, string>> = {
  completed: '',
  'in-progress': 'light-blue',
  'not-started': 'blue',
  problem: 'red',
};

/** The sections of the criteria as a list of tasks, with how far each is. */
export function criteriaTasks(
  file: CaseInView,
  book: CriteriaBook,
  words: Words,
  drafted: ReadonlySet<string>,
  mayDescribe: boolean,
) {
  const faulty = new Set(
    file.row.findings.filter(({ severity }) => severity === 'error').flatMap(({ variables }) => variables),
  );
  const missing = new Set(file.row.missing);
  return book.sections.map(({ name, variables }) => {
    const names = variables.map(variable => variable.name);
    const state = stateOf({
      recorded: file.view.sections[name] !== undefined,
      drafted: drafted.has(name),
      lacking: names.some(variable => missing.has(variable)),
      faulty: names.some(variable => faulty.has(variable)),
    });
    return {
      title: words.labels.section(name),
      href: mayDescribe ? `/cases/${file.id}/sections/${name}` : '',
      state: words.t(`victims-pages:section.state.${state}`),
      tag: tags[state],
    };
  });
}

function stateOf(known: { recorded: boolean; drafted: boolean; lacking: boolean; faulty: boolean }): State {
  if (known.faulty && known.recorded) return 'problem';
  if (known.drafted) return 'in-progress';
  if (!known.recorded) return 'not-started';
  return known.lacking ? 'in-progress' : 'completed';
}

/** Page on which a variable is answered, at the field itself. */
function placeOf(name: string, id: string, book: CriteriaBook): string {
  const section = book.sections.find(({ variables }) => variables.some(variable => variable.name === name));
  if (section) return `/cases/${id}/sections/${section.name}#${name}`;
  const fact = book.lifeCycle.find(variable => variable.name === name)?.fact;
  const form = fact === undefined ? undefined : formByCriteria[fact];
  return form === undefined ? `/cases/${id}` : `/cases/${id}/record/${form}`;
}

/** Questions without an answer, each with the field that takes it. */
export const answerLinks = (names: readonly string[], id: string, book: CriteriaBook, words: Words) =>
  names.map(name => ({ text: words.labels.variable(name), href: placeOf(name, id, book) }));

/** What has no answer yet and must have one before the case is closed. */
export const missingLinks = ({ id, row }: CaseInView, book: CriteriaBook, words: Words) =>
  answerLinks(row.missing, id, book, words);

const findingTags = { error: 'red', query: 'yellow', note: 'grey' } as const;

/** Rules the answers break, each with the place to look at. */
export const findingViews = (findings: readonly Finding[], id: string, book: CriteriaBook, words: Words) =>
  findings.map(({ severity, rule, variables }) => ({
    tag: findingTags[severity],
    severity: words.t(`victims-pages:finding.${severity}`),
    text: words.labels.rule(rule),
    href: placeOf(variables[0] ?? '', id, book),
  }));
