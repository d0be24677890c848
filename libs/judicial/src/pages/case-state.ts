import type { Section } from '@hub/codebook';
import type { Law } from '../case/law';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import { factsAbout, caseValues } from '../case/values';
import { personName } from './case-choices';
import type { CaseInView } from './case-files';
import type { Words } from './words';

type State = 'completed' | 'in-progress' | 'not-started';
const tags: Readonly<Record<State, string>> = {
  completed: '',
  'in-progress': 'light-blue',
  'not-started': 'blue',
};

/** The form that gives an answer to a variable of a life-cycle fact of the criteria. */
const formByFact: Readonly<Record<string, string>> = {
  requalification: 'record/requalify',
  cooperation: 'record/request-cooperation',
  suspect: 'persons/new',
  measure: 'record/order-measure',
  prosecution_decision: 'record/decide-prosecution',
  indictment: 'record/file-indictment',
  trial: 'record/open-trial',
  judgment: 'record/deliver-judgment',
  appeal: 'record/file-appeal',
  final_judgment: 'record/make-final',
  sentence: 'record/set-sentence',
  assets: 'record/order-confiscation',
  compensation: 'record/award-compensation',
  closing: 'record/close',
};

/** Page of a described section, of the case or of one person in it. */
export const sectionPath = (id: string, section: string, person?: string): string =>
  person === undefined
    ? `proceedings/${id}/sections/${section}`
    : `proceedings/${id}/persons/${person}/sections/${section}`;

/** Page on which a variable is answered, at the field itself. */
function placeOf(name: string, { id }: CaseInView, words: Words, person?: string): string {
  const section = words.book.sections.find(({ variables }) => variables.some(one => one.name === name));
  if (section) {
    const about = section.subject === 'person' ? person : undefined;
    if (section.subject === 'case' || about !== undefined) {
      return `/${sectionPath(id, section.name, about)}#${name}`;
    }
  }
  const fact = words.book.lifeCycle.find(variable => variable.name === name)?.fact;
  const form = fact === undefined ? undefined : formByFact[fact];
  return form === undefined ? `/proceedings/${id}` : `/proceedings/${id}/${form}`;
}

/** What has no answer yet and must have one before the case is closed. */
export function missingLinks(file: CaseInView, law: Law, words: Words) {
  return law.missingAtClosing(file.proceeding).map(name => {
    const [person, variable = name] = name.includes('/') ? name.split('/') : [undefined, name];
    const label = words.labels.variable(variable);
    const about = person === undefined ? '' : ` · ${personName(file.proceeding, person, words)}`;
    return { text: label + about, href: placeOf(variable, file, words, person) };
  });
}

const findingTags = { error: 'red', query: 'yellow', note: 'grey' } as const;

/** What a list of findings shows of one. */
export interface FindingView {
  readonly tag: string;
  readonly severity: string;
  readonly text: string;
  readonly href: string;
}

interface Broken {
  readonly severity: string;
  readonly rule: string;
}

/** A broken rule in words, without the place. */
export const findingView = ({ severity, rule }: Broken, href: string, words: Words): FindingView => ({
  tag: findingTags[severity as keyof typeof findingTags],
  severity: words.t(`judicial-pages:finding.${severity}`),
  text: words.labels.rule(rule),
  href,
});

/** Rules the answers break, each with the place to look at. */
export function findingViews(file: CaseInView, words: Words): FindingView[] {
  const { proceeding: p } = file;
  const { book } = words;
  const persons = ownDefendants(p);
  const ofPersons = persons.flatMap(d =>
    book.plausibility(factsAbout(p, d)).map(finding => ({ ...finding, person: d.person })),
  );
  const found = persons.length > 0 ? ofPersons : book.plausibility(caseValues(p));
  const seen = new Set<string>();
  return found.flatMap(({ severity, rule, variables, ...rest }) => {
    const person = 'person' in rest ? (rest.person as string) : undefined;
    const href = placeOf(variables[0] ?? '', file, words, person);
    if (seen.has(`${rule} ${href}`)) return [];
    seen.add(`${rule} ${href}`);
    return [findingView({ severity, rule }, href, words)];
  });
}

interface SectionsDrawing {
  readonly file: CaseInView;
  readonly words: Words;
  readonly law: Law;
  readonly drafted: ReadonlySet<string>;
  readonly mayDescribe: boolean;
}

const recordedIn = (p: Proceeding, { name }: Section, person?: string) =>
  person === undefined ? p.sections[name] : p.defendants.find(d => d.person === person)?.sections[name];

/** The sections of the criteria as a list of tasks, with how far each is: those of the case, or of one person. */
export function sectionTasks({ file, words, law, drafted, mayDescribe }: SectionsDrawing, person?: string) {
  const missing = new Set(law.missingAtClosing(file.proceeding));
  const subject = person === undefined ? 'case' : 'person';
  return words.book.sections
    .filter(section => section.subject === subject)
    .map(section => {
      const path = sectionPath(file.id, section.name, person);
      const prefix = person === undefined ? '' : `${person}/`;
      const recorded = recordedIn(file.proceeding, section, person) !== undefined;
      const lacking = section.variables.some(({ name }) => missing.has(prefix + name));
      const state = stateOf(recorded, drafted.has(path), lacking);
      return {
        title: words.labels.section(section.name),
        href: mayDescribe ? `/${path}` : '',
        state: words.t(`judicial-pages:section.state.${state}`),
        tag: tags[state],
      };
    });
}

function stateOf(recorded: boolean, drafted: boolean, lacking: boolean): State {
  if (drafted) return 'in-progress';
  if (!recorded) return 'not-started';
  return lacking ? 'in-progress' : 'completed';
}
