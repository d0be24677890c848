import type { CriteriaBook } from '@hub/codebook';
import { parse as bytesOf, v5 as uuidv5 } from 'uuid';
import { makeReference } from '../case/reference';
import type { CourseEvent } from '../case/events';
import { suspectsInCase, type Form } from './aggregates';
import type { CastSuspect } from './cast';
import { Draw } from './draw';
import { drawOffence } from './offence';
import { drawPlace } from './places';
import { tellStory } from './story';
import { drawSuspect, type PlannedSuspect } from './suspects';
import { plusDays, Telling, type Sitting } from './telling';

export interface PlannedCase {
  readonly id: string;
  readonly office: string;
  /** Who enters the facts. */
  readonly actor: string;
  readonly suspects: readonly CastSuspect[];
  readonly sittings: readonly Sitting[];
}

export interface PlanOptions {
  readonly count: number;
  /** Office where the ready accounts work. */
  readonly desk: string;
  /** Account that leads most cases at that office. */
  readonly prosecutor?: string;
}

/** Days back the cases reach: proceedings take years. */
const REACH = 1_900;
const NOBODY = 'system:seed';
const SEEDS = '0d9d1c4e-2a55-4a37-9c4e-8f2b6f6a7d13';

/** Where a proceeding stands: one fact is there, another is not yet. */
interface Point {
  readonly reached: CourseEvent['type'];
  readonly ahead: CourseEvent['type'];
}

const points: readonly Point[] = [
  { reached: 'JudgmentDelivered', ahead: 'JudgmentFinal' },
  { reached: 'JudgmentDelivered', ahead: 'AppealFiled' },
  { reached: 'AppealDecided', ahead: 'JudgmentFinal' },
  { reached: 'InvestigationConcluded', ahead: 'ProsecutionDecided' },
  { reached: 'ProsecutionDecided', ahead: 'IndictmentFiled' },
  { reached: 'MeasureExtended', ahead: 'MeasureLifted' },
];
const ATTEMPTS = 200;

/** Days the cases are opened, in order; the more recent the more, as reports grow. */
function openings(draw: Draw, today: string, count: number): string[] {
  const back = Array.from({ length: count }, () => 2 + Math.floor(draw.next() ** 1.2 * REACH));
  return back.sort((a, b) => b - a).map(days => plusDays(today, -days));
}

/** A proceeding as it was told, before it is known whether it is taken. */
interface Draft {
  readonly planned: PlannedCase;
  readonly telling: Telling;
}

class Planner {
  private readonly before: PlannedSuspect[] = [];
  readonly root: string;

  constructor(
    seed: string,
    private readonly book: CriteriaBook,
    private readonly today: string,
    private readonly options: PlanOptions,
  ) {
    // The name of this database is part of every draw, so that nothing resembles the other database's.
    this.root = `judicial/${book.jurisdiction.code}/${seed}`;
  }

  take({ planned }: Draft): PlannedCase {
    this.before.push(...planned.suspects);
    return planned;
  }

  /** @param atDesk whether the ready accounts must find it */
  draft(nth: number, opened: string, { name = '', atDesk = false } = {}): Draft {
    const { book, options, root } = this;
    const draw = new Draw(`${root}/${nth}${name}`);
    const id = uuidv5(`${root}/${nth}`, SEEDS);
    const place = drawPlace(draw, book, options.desk, atDesk);
    const offence = drawOffence(draw, opened, book);
    const suspects = this.suspects(draw, offence.form, opened, place.use !== undefined);
    const telling = new Telling(draw, id);
    const led = place.office === options.desk && (draw.chance(0.75) || atDesk);
    const prosecutor = (led ? options.prosecutor : undefined) ?? NOBODY;
    const reference = makeReference(Number(opened.slice(0, 4)), bytesOf(id));
    tellStory({ telling, book, place, offence, suspects, opened, reference, nth, prosecutor });
    const sittings = telling.sittings(plusDays(this.today, -1));
    return { planned: { id, office: place.office, actor: prosecutor, suspects, sittings }, telling };
  }

  /** A proceeding that stands at a certain point today: told again and again, moved in time, until it does. */
  waiting(nth: number, { reached, ahead }: Point): Draft {
    let found = this.draft(nth, plusDays(this.today, -REACH));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const name = `/${reached}/${attempt}`;
      const { telling } = this.draft(nth, plusDays(this.today, -REACH), { name, atDesk: true });
      const day = telling.dayOf(reached);
      if (day === undefined || telling.dayOf(ahead) === undefined) continue;
      const ago = (Date.parse(this.today) - Date.parse(day)) / 86_400_000 - 3 - (attempt % 12);
      found = this.draft(nth, plusDays(this.today, ago - REACH), { name, atDesk: true });
      const entered = new Set(found.planned.sittings.flatMap(({ facts }) => facts.map(({ type }) => type)));
      if (entered.has(reached) && !entered.has(ahead) && !entered.has('CaseTransferred')) return found;
    }
    return found;
  }

  private suspects(draw: Draw, form: Form, opened: string, users: boolean): CastSuspect[] {
    const { before, book } = this;
    const beside: PlannedSuspect[] = [];
    for (let left = Number(draw.weighted(suspectsInCase)); left > 0; left--) {
      const nth = before.length + beside.length;
      beside.push(drawSuspect(draw, { book, form, opened, before, beside, nth, users }));
    }
    return beside.map(one => ({ ...one, id: uuidv5(`${this.root}/${one.person}`, SEEDS) }));
  }
}

/**
 * The synthetic proceedings of a seed, as of a day: the same seed, jurisdiction and day, the same proceedings. Some of
 * them stand today at points that are soon over, so that the ready accounts find work of every kind.
 */
export function planCases(
  seed: string,
  book: CriteriaBook,
  today: string,
  options: PlanOptions,
): PlannedCase[] {
  const planner = new Planner(seed, book, today, options);
  const days = openings(new Draw(planner.root), today, options.count);
  return days.map((opened, nth) => {
    const point = points[days.length - 1 - nth];
    return planner.take(point ? planner.waiting(nth, point) : planner.draft(nth, opened));
  });
}
