import { sendCheapest } from './cheapest-flow';

/** Published figures of one year: a count per sex and age, either of which may be the total. */
export const sexes = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof sexes)[number];
export const ages = ['child', 'adult', 'unknown'] as const;
export type Age = (typeof ages)[number];

export interface Figure {
  readonly sex: Sex | 'total';
  readonly age: Age | 'total';
  /** Undefined where the source writes `<5`: 0 to 4 persons, which it hides. */
  readonly count: number | undefined;
}

export const figureName = ({ sex, age }: Pick<Figure, 'sex' | 'age'>) => `${sex}/${age}`;

/** Persons of a year by sex and age. */
export type Persons = Readonly<Record<string, number>>;
const personsKey = (sex: Sex, age: Age) => `${sex}/${age}`;

export interface Expansion {
  readonly persons: Persons;
  /** Figures no distribution of persons can satisfy together with those before them. */
  readonly contradicted: readonly Figure[];
  /** The source gives sex and age apart; persons were given both so that each figure comes out. */
  readonly joined: boolean;
}

/** Figures of one cell given several times are parts of it (women and girls as two rows of one sex). */
export function addUp(figures: readonly Figure[]): Figure[] {
  const sums = new Map<string, Figure>();
  for (const figure of figures) {
    const before = sums.get(figureName(figure));
    const count = before ? sumOf(before.count, figure.count) : figure.count;
    sums.set(figureName(figure), { ...figure, count });
  }
  return [...sums.values()];
}

/** A hidden part hides the sum only when nothing of it is known. */
const sumOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);

/** The order in which figures are believed when they contradict each other: the total first, then the margins. */
const rank = ({ sex, age }: Figure) => (sex === 'total' ? 0 : 1) + (age === 'total' ? 0 : 2);

/**
 * Distributes persons so that every published figure comes out. A figure that the more trusted ones leave no room
 * for is set aside and reported. Where the source is silent, sex or age stays unknown; `<5` makes nobody unless a
 * total cannot be reached otherwise.
 */
export function expand(given: readonly Figure[]): Expansion {
  const figures = addUp(given)
    .filter(({ count }) => count !== undefined)
    .sort((a, b) => rank(a) - rank(b));
  const hidden = new Set(
    addUp(given)
      .filter(({ count }) => count === undefined)
      .map(figureName),
  );
  const accepted: Figure[] = [];
  const contradicted: Figure[] = [];
  let solution: Flow = { persons: {}, joined: false };
  for (const figure of figures) {
    const tried = solve([...accepted, figure], hidden);
    if (tried) {
      accepted.push(figure);
      solution = tried;
    } else contradicted.push(figure);
  }
  return { ...solution, contradicted };
}

interface Flow {
  readonly persons: Persons;
  readonly joined: boolean;
}

/** Most persons a `<5` can stand for. */
const HIDDEN_MOST = 4;
/** Reward for a unit of a published figure: more than anything else can cost. */
const PUBLISHED = -1_000_000;
const HIDDEN = 100;

/** What a pipe may carry, and what it costs to say something the source does not say. */
function pipeOf(count: number | undefined, unsaid: { readonly room: number; readonly cost: number }) {
  return count === undefined ? { ...unsaid, used: 0 } : { room: count, cost: PUBLISHED, used: 0 };
}

/** Persons as a flow from sexes to ages; undefined when the figures cannot all be met. */
function solve(figures: readonly Figure[], hidden: ReadonlySet<string>): Flow | undefined {
  const of = (sex: Figure['sex'], age: Figure['age']) =>
    figures.find(figure => figure.sex === sex && figure.age === age)?.count;
  const said = (name: string) => (name === 'unknown' ? 0 : 1);
  const cells = sexes.flatMap(sex =>
    ages.map(age => {
      const isHidden = hidden.has(figureName({ sex, age }));
      const unsaid = {
        room: isHidden ? HIDDEN_MOST : Infinity,
        cost: isHidden ? HIDDEN : (said(sex) + said(age)) ** 2,
      };
      return { from: sex, to: `${age} `, sex, age, ...pipeOf(of(sex, age), unsaid) };
    }),
  );
  const margin = (name: string) => ({ room: Infinity, cost: said(name) });
  const pipes = [
    ...sexes.map(sex => ({ from: 'all', to: sex, ...pipeOf(of(sex, 'total'), margin(sex)) })),
    ...cells,
    ...ages.map(age => ({ from: `${age} `, to: 'end', ...pipeOf(of('total', age), margin(age)) })),
  ];
  const total = of('total', 'total');
  const sent = sendCheapest(pipes, ['all', 'end'], total);
  const met = pipes.every(({ cost, room, used }) => cost !== PUBLISHED || used === room);
  if (!met || (total !== undefined && sent !== total)) return undefined;
  const persons = cells.filter(({ used }) => used > 0);
  const joined = persons.some(
    ({ cost, sex, age }) => cost !== PUBLISHED && sex !== 'unknown' && age !== 'unknown',
  );
  return {
    persons: Object.fromEntries(persons.map(({ sex, age, used }) => [personsKey(sex, age), used])),
    joined,
  };
}
