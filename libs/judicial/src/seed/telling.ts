import { v5 as uuidv5 } from 'uuid';
import type { CourseEvent } from '../case/events';
import type { Draw } from './draw';

/** Facts of one case entered in one sitting. */
export interface Sitting {
  /** Day somebody sat down and recorded them. */
  readonly entered: string;
  /** Of the first of them; told once in a case. */
  readonly name: string;
  readonly facts: readonly CourseEvent[];
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export const later = (...days: readonly string[]): string => [...days].sort().at(-1) ?? '';

/** Share of facts entered late, as happens. */
const LATE = 0.06;

const WEEK = 7;
const YEAR = 365;

/** The registry enters what came in once a week; until a year ago it did so every four weeks. */
function registryDay(day: string, today: string): string {
  const rhythm = day < plusDays(today, -YEAR) ? 4 * WEEK : WEEK;
  const days = Math.ceil(Date.parse(day) / 86_400_000 / rhythm) * rhythm;
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** What happens in one proceeding. Told in any order; who reads it gets it in the order of the days. */
export class Telling {
  private readonly told: {
    readonly day: string;
    readonly name: string;
    readonly facts: readonly CourseEvent[];
  }[] = [];

  constructor(
    readonly draw: Draw,
    /** Namespace of the ids of this case. */
    private readonly key: string,
  ) {}

  /** Id of what a fact begins: a measure, an indictment, a judgment. */
  id(name: string): string {
    return uuidv5(name, this.key);
  }

  /** Facts of one day; of two told for the same day, the one told first comes first. */
  tell(day: string, name: string, ...facts: readonly CourseEvent[]): void {
    this.told.push({ day, name, facts });
  }

  /** Some days from a day on. */
  after(day: string, least: number, most: number): string {
    return plusDays(day, this.draw.between(least, most));
  }

  /** Latest day anything was told of so far. */
  get lastDay(): string {
    return later(...this.told.map(({ day }) => day));
  }

  /** First day a fact of this type was told of. */
  dayOf(type: CourseEvent['type']): string | undefined {
    const days = this.told
      .filter(({ facts }) => facts.some(fact => fact.type === type))
      .map(({ day }) => day);
    return days.sort()[0];
  }

  /** What was entered up to today; what would be later has not happened yet. */
  sittings(today: string): readonly Sitting[] {
    const inOrder = [...this.told].sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
    const sittings: Sitting[] = [];
    for (const { day, name, facts } of inOrder) {
      const lag = this.draw.chance(LATE) ? this.draw.between(8, 35) : this.draw.between(0, 2);
      const before = sittings.at(-1);
      const entered = later(registryDay(plusDays(day, lag), today), before?.entered ?? '');
      if (before?.entered !== entered) sittings.push({ entered, name, facts });
      else sittings.splice(-1, 1, { ...before, facts: [...before.facts, ...facts] });
    }
    return sittings.filter(({ entered }) => entered <= today);
  }
}
