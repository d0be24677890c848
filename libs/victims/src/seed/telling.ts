import type { DecideCase } from '../case/cases';
import { addDays } from '../dates';
import type { Draw } from './random';

/** One thing somebody records: the day it is entered, and the command. */
export interface Step {
  readonly entered: string;
  readonly name: string;
  readonly decide: DecideCase<never>;
  /** Fields of the command; `@name` stands for the id of the step of that name. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Days after which nobody leaves a question unanswered, or a task would be years overdue. */
const SETTLED = 150;

/** Writes the story of one case step by step, each entered some days after it happened. */
export class Story {
  readonly steps: Step[] = [];
  /** Whether the case is so old that nothing in it waits any more. */
  private readonly settled: boolean;
  private last: string;
  /** What happened on one day is entered in one sitting. */
  private readonly sittings = new Map<string, number>();

  constructor(
    private readonly draw: Draw,
    begun: string,
    today: string,
  ) {
    this.last = begun;
    this.settled = addDays(today, -SETTLED) > begun;
  }

  /** A fact of a day, entered soon; one in ten is entered late. */
  tell<Command>(
    name: string,
    day: string,
    decide: DecideCase<Command>,
    fields: Readonly<Record<string, unknown>>,
  ): this {
    const lag = this.sittings.get(day) ?? this.lag();
    this.sittings.set(day, lag);
    const entered = [addDays(day, lag), this.last].sort()[1] ?? day;
    this.last = entered;
    this.steps.push({ entered, name, decide: decide, fields: { ...fields, on: day } });
    return this;
  }

  /** What was drawn, unless it would leave something waiting in an old case. */
  concluded<Drawn>(drawn: Drawn, waiting: Drawn, otherwise: Drawn): Drawn {
    return this.settled && drawn === waiting ? otherwise : drawn;
  }

  private lag(): number {
    return this.draw.chance(0.1) ? this.draw.between(15, 60) : this.draw.between(0, 3);
  }
}
