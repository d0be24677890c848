import { allocate, type Cells, type CellAge, type CellSex, type Known } from './allocation';
import type { Age, Figure, PublishedStage, Sex } from './figures';

/** A person the published figures give; nothing about them is known but stage, year, sex and age group. */
export interface PublishedPerson {
  readonly stage: PublishedStage;
  readonly year: number;
  readonly sex: CellSex;
  readonly age: CellAge;
  /** Counts from 1 in each cell. */
  readonly number: number;
}

/** What the source hides or contradicts. */
export interface SourceNote {
  readonly kind: 'hidden' | 'contradicts' | 'duplicate' | 'repeated' | 'incomplete';
  readonly stage: PublishedStage;
  readonly year: number;
  readonly sex: Sex;
  readonly age: Age;
  readonly value: string;
}

export interface Expansion {
  readonly persons: readonly PublishedPerson[];
  readonly notes: readonly SourceNote[];
}

/**
 * Figures in the order in which they are believed: the headline, the sexes, the cells, the age groups. One that
 * cannot hold together with those before it is listed as a contradiction and not used.
 */
const belief: readonly (readonly [Sex, Age])[] = [
  ['total', 'total'],
  ['female', 'total'],
  ['male', 'total'],
  ['other', 'total'],
  ['unknown', 'total'],
  ['female', 'child'],
  ['female', 'adult'],
  ['male', 'child'],
  ['male', 'adult'],
  ['other', 'child'],
  ['other', 'adult'],
  ['unknown', 'unknown'],
  ['unknown', 'child'],
  ['unknown', 'adult'],
  ['total', 'adult'],
  ['total', 'child'],
  ['total', 'unknown'],
];

const noteOf = (kind: SourceNote['kind'], { stage, year, sex, age, value }: Figure): SourceNote => ({
  ...{ kind, stage, year, sex, age },
  value: value === undefined ? '<5' : String(value),
});

/** One figure per place: the same row twice is one, two different rows for one place are a contradiction. */
function unrepeated(figures: readonly Figure[]): { once: Figure[]; notes: SourceNote[] } {
  const byPlace = new Map<string, Figure[]>();
  for (const figure of figures) {
    const place = `${figure.sex}/${figure.age}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), figure]);
  }
  const once: Figure[] = [];
  const notes: SourceNote[] = [];
  for (const [first, ...others] of byPlace.values()) {
    if (!first) continue;
    const differing = others.filter(other => other.value !== first.value);
    if (differing.length === 0) once.push(first);
    else notes.push(...[first, ...others].map(figure => noteOf('contradicts', figure)));
    notes.push(
      ...others.filter(other => other.value === first.value).map(other => noteOf('duplicate', other)),
    );
  }
  return { once, notes };
}

/** Persons in a place of the table, margins included. */
function countIn(cells: Cells, { sex, age }: Pick<Figure, 'sex' | 'age'>): number {
  return [...cells].reduce((sum, [cell, count]) => {
    const [inSex, inAge] = cell.split('/');
    return (sex === 'total' || sex === inSex) && (age === 'total' || age === inAge) ? sum + count : sum;
  }, 0);
}

/** Hidden figures stand for at most four: where the others give more, the source contradicts itself. */
function overfull(hidden: readonly Figure[], cells: Cells): SourceNote[] {
  return hidden.filter(figure => countIn(cells, figure) > 4).map(figure => noteOf('contradicts', figure));
}

/** Women and men, each at most what is published or four where it is hidden, that do not add up to the total. */
function unexplained(figures: readonly Figure[], cells: Cells): SourceNote[] {
  const sexes = figures.filter(({ sex, age }) => sex !== 'total' && (age === 'total' || sex === 'unknown'));
  const total = countIn(cells, { sex: 'total', age: 'total' });
  const most = sexes.reduce((sum, { value }) => sum + (value ?? 4), 0);
  const [first] = figures;
  const told = ['female', 'male'].every(sex => sexes.some(figure => figure.sex === sex));
  if (!first || !told || most >= total) return [];
  return [{ ...noteOf('incomplete', first), sex: 'total', age: 'total', value: String(total - most) }];
}

/** The figures of one stage and year that hold together, and the persons they give. */
function expandYear(figures: readonly Figure[]): Expansion {
  const { once, notes } = unrepeated(figures);
  const kept: Known[] = [];
  let cells: Cells = new Map();
  for (const [sex, age] of belief) {
    const figure = once.find(one => one.sex === sex && one.age === age);
    if (!figure) continue;
    if (figure.value === undefined) {
      notes.push(noteOf('hidden', figure));
      continue;
    }
    const tried = allocate([...kept, { sex, age, value: figure.value }]);
    if (tried) {
      kept.push({ sex, age, value: figure.value });
      cells = tried;
    } else notes.push(noteOf('contradicts', figure));
  }
  const hidden = once.filter(({ value }) => value === undefined);
  notes.push(...overfull(hidden, cells), ...unexplained(once, cells));
  const [{ stage, year } = { stage: 'suspected' as const, year: 0 }] = figures;
  const persons = [...cells].flatMap(([cell, count]) => {
    const [sex = 'unknown', age = 'unknown'] = cell.split('/') as [CellSex, CellAge];
    return Array.from({ length: count }, (_, at) => ({ stage, year, sex, age, number: at + 1 }));
  });
  return { persons, notes };
}

const shapeOf = (figures: readonly Figure[]) =>
  JSON.stringify(figures.map(({ sex, age, value }) => [sex, age, value ?? '<5']).sort());

/** A single figure, or hidden ones alone, may well be equal by chance. */
const tells = (figures: readonly Figure[]) =>
  figures.length >= 3 && figures.some(({ value }) => value !== undefined);

/** Years whose figures all equal those of the year before: a sign that they were copied, not counted. */
function repeatedYears(years: readonly (readonly Figure[])[]): SourceNote[] {
  return years.flatMap((figures, at) => {
    const [first] = figures;
    const before = years[at - 1] ?? [];
    const consecutive = first !== undefined && before[0]?.year === first.year - 1;
    const copied = consecutive && tells(figures) && shapeOf(before) === shapeOf(figures);
    return copied ? [noteOf('repeated', first)] : [];
  });
}

/** Published figures as persons, stage by stage and year by year. */
export function expand(figures: readonly Figure[]): Expansion {
  const byYear = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = `${figure.stage}/${figure.year}`;
    byYear.set(key, [...(byYear.get(key) ?? []), figure]);
  }
  const inOrder = [...byYear].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list);
  const parts = inOrder.map(expandYear);
  const stages = [...new Set(inOrder.map(list => list[0]?.stage))];
  const repeated = stages.flatMap(stage => repeatedYears(inOrder.filter(list => list[0]?.stage === stage)));
  return {
    persons: parts.flatMap(part => part.persons),
    notes: [...parts.flatMap(part => part.notes), ...repeated],
  };
}
