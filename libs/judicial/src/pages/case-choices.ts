import type { InstitutionRole } from '@hub/codebook';
import { runningMeasures, type Defendant } from '../case/defendant';
import { defendantSteps, obstacleToDefendantStep, type DefendantStep } from '../case/obstacles';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import { wordingOf } from '../read/stage';
import type { Picked } from './fact-types';
import type { Words } from './words';

/** The case a form is filled in for. */
export interface Ground {
  readonly proceeding: Proceeding;
  readonly words: Words;
  /** Step the form takes; absent where a recorded fact is corrected, which may be about anything in the case. */
  readonly step?: string;
  /** Accounts a case may be given to. */
  readonly accounts?: ReadonlyMap<string, string>;
}

type Choice = readonly [value: string, text: string];

const isDefendantStep = (step: string): step is DefendantStep =>
  (defendantSteps as readonly string[]).includes(step);

/** Person 1, person 2, … in the order in which they came into the case. */
export function personName({ defendants }: Proceeding, person: string, words: Words): string {
  const at = defendants.findIndex(d => d.person === person);
  return at < 0 ? person : words.t('judicial-pages:person', { number: at + 1 });
}

/** With the word for how far the proceedings against them have come. */
export function personTitle(p: Proceeding, person: string, words: Words): string {
  const d = p.defendants.find(one => one.person === person);
  const name = personName(p, person, words);
  return d ? `${name} (${words.t(`judicial-pages:wording.${wordingOf(d)}`)})` : name;
}

/** Those the step may be taken about. */
function eligible({ proceeding: p, step }: Ground): readonly Defendant[] {
  if (step === undefined) return p.defendants;
  const own = ownDefendants(p);
  if (!isDefendantStep(step)) return own;
  return own.filter(({ person }) => obstacleToDefendantStep(p, step, person) === undefined);
}

/** One line that says which indictment, measure, judgment … is meant. */
function described<Part extends { readonly id: string }>(
  ground: Ground,
  partsOf: (d: Defendant) => readonly Part[],
  text: (part: Part) => string,
): Choice[] {
  const { proceeding: p, words } = ground;
  const found = new Map<string, { text: string; persons: string[] }>();
  for (const d of eligible(ground)) {
    for (const part of partsOf(d)) {
      const known = found.get(part.id) ?? { text: text(part), persons: [] };
      known.persons.push(personName(p, d.person, words));
      found.set(part.id, known);
    }
  }
  return [...found].map(([id, { text: what, persons }]) => [id, `${what}: ${words.fmt.list(persons)}`]);
}

const bodies = ({ words }: Ground, role: InstitutionRole): Choice[] =>
  words.book.institutions
    .filter(({ roles }) => roles.includes(role))
    .map(({ id, name }): Choice => [id, name])
    .sort(([, a], [, b]) => words.fmt.compare(a, b));

function ofMoney(ground: Ground, kind: 'confiscations' | 'awards'): Choice[] {
  const { proceeding: p, words } = ground;
  return p[kind].map(({ id, person, on, value }): Choice => {
    const whose = person === undefined ? '' : `: ${personName(p, person, words)}`;
    return [id, `${words.money(value)}, ${words.date(on)}${whose}`];
  });
}

const standing = <Part>(parts: readonly Part[], all: boolean): readonly Part[] =>
  all ? parts : parts.slice(-1);

const inAll = ({ step }: Ground) => step === undefined;

const dated = ({ words }: Ground, what: string, when: string, court: string) =>
  words.t(`judicial-pages:about.${what}`, { when: words.date(when), court: words.organisation(court) });

const choices: Readonly<Record<Picked, (ground: Ground) => Choice[]>> = {
  person: ground => {
    const { proceeding: p, words } = ground;
    return eligible(ground).map(({ person }) => [person, personTitle(p, person, words)]);
  },
  indictment: ground =>
    described(
      ground,
      d => standing(d.indictments, inAll(ground)),
      i => dated(ground, 'indictment', i.filedOn, i.court),
    ),
  judgment: ground =>
    described(
      ground,
      d => standing(d.judgments, inAll(ground)),
      j => dated(ground, 'judgment', j.on, j.court),
    ),
  appeal: ground =>
    described(
      ground,
      d => d.appeals.filter(({ decided }) => inAll(ground) || !decided),
      a => `${ground.words.code('appeal_party', a.by)}, ${ground.words.date(a.filedOn)}`,
    ),
  measure: ground =>
    described(
      ground,
      d => (inAll(ground) ? d.measures : runningMeasures(d)),
      m => `${ground.words.code('pretrial_measure', m.kind)}, ${ground.words.date(m.on)}`,
    ),
  confiscation: ground => ofMoney(ground, 'confiscations'),
  award: ground => ofMoney(ground, 'awards'),
  court: ground => bodies(ground, 'adjudicates'),
  office: ground =>
    bodies(ground, 'prosecutes').filter(([id]) => inAll(ground) || id !== ground.proceeding.office),
  prosecutor: ({ accounts }) => [...(accounts ?? [])],
};

/** What may be picked in a form, with its text. */
export const choicesOf = (from: Picked, ground: Ground): Choice[] => choices[from](ground);
