import type { CriteriaBook } from '@hub/codebook';
import { History, type Act, type EventMeta, type EventStore } from '@hub/event-store';
import type { Vault } from '@hub/vault';
import { v5 as uuidv5 } from 'uuid';
import { Case, type CaseState } from '../case/case';
import type { CaseEvent, CourseEvent } from '../case/events';
import type { Law } from '../case/law';
import { officialNumberTokens } from '../case/official-number';
import { CriteriaLaw } from '../criteria-law';
import { Person } from '../person/person';
import { registerPerson } from '../person/register-person';
import { tokensOf } from '../person/tokens';
import { upcasts } from '../upcasts';
import { amend } from './amend';
import type { CastSuspect } from './cast';
import { decideFacts } from './decide-facts';
import { planCases, type PlannedCase } from './plan';
import type { Sitting } from './telling';

/** Proceedings of the sandbox. */
export const SEED_CASES = 320;

export interface SeedTools {
  readonly book: CriteriaBook;
  readonly history: History;
  readonly vault: Vault;
}

export interface SeedOptions {
  readonly desk: string;
  readonly cases?: number;
  /** Account that leads most cases at the desk. */
  readonly prosecutor?: string;
}

const actOf = (what: string, key: string, actor: string, office: string): Act => ({
  command: uuidv5(what, key),
  actor,
  office,
  provenance: 'synthetic',
});

/** Records what was entered on one day, by its date. */
class Day {
  private readonly history: History;
  private readonly law: Law;
  private ticks = 0;

  constructor(
    day: string,
    private readonly tools: SeedTools,
    /** The plan of another day goes on with cases of this one: what cannot follow is left out. */
    private readonly resumed: boolean,
  ) {
    const morning = Date.parse(`${day}T07:00:00Z`);
    this.law = new CriteriaLaw(tools.book, () => new Date(morning));
    this.history = new History(tools.history.store, {
      sealer: tools.vault,
      upcasts,
      codebook: tools.book.version,
      clock: () => new Date(morning + this.ticks++ * 1_000),
    });
  }

  async register(planned: PlannedCase, suspect: CastSuspect): Promise<void> {
    const { id, kind, identity } = suspect;
    const act = actOf('register', id, planned.actor, planned.office);
    const tokens = identity && (await tokensOf(this.tools.vault, identity));
    const command = {
      id,
      act,
      kind,
      ...(identity && { identity: { ...identity, otherNames: undefined } }),
      tokens,
    };
    await this.history.create(Person, id, state => registerPerson(state, command), act);
  }

  async record(planned: PlannedCase, sitting: Sitting): Promise<void> {
    const { id, actor, office } = planned;
    const act = actOf(sitting.name, id, actor, office);
    const facts = await Promise.all(sitting.facts.map(fact => numbered(fact, this.tools.vault)));
    const about = { id, act, lenient: this.resumed };
    const decide = (state: CaseState): CaseEvent[] => decideFacts(state, facts, this.law, about);
    const [first] = sitting.facts;
    if (first?.type === 'CaseOpened') await this.history.create(Case, id, decide, act);
    else await this.history.change(Case, id, decide, act);
  }
}

/** The official number with the tokens it is looked up by. */
async function numbered(fact: CourseEvent, vault: Vault): Promise<CourseEvent> {
  if (fact.type !== 'OfficialNumberRecorded') return fact;
  const { number } = fact.data;
  return { type: fact.type, data: { number, tokens: await officialNumberTokens(vault, number) } };
}

interface Entry {
  readonly planned: PlannedCase;
  readonly sitting: Sitting;
  /** Suspects who get their record now. */
  readonly suspects: readonly CastSuspect[];
}

/** Everything that is entered, day by day. */
function diary(plan: readonly PlannedCase[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>();
  const all = plan.flatMap(planned => planned.sittings.map(sitting => ({ planned, sitting })));
  all.sort((a, b) =>
    a.sitting.entered < b.sitting.entered ? -1 : Number(a.sitting.entered > b.sitting.entered),
  );
  const registered = new Set<string>();
  for (const { planned, sitting } of all) {
    const persons = sitting.facts.flatMap(fact =>
      fact.type === 'SuspectRegistered' ? [fact.data.person] : [],
    );
    const suspects = planned.suspects.filter(({ id }) => persons.includes(id) && !registered.has(id));
    suspects.forEach(({ id }) => registered.add(id));
    days.set(sitting.entered, [...(days.get(sitting.entered) ?? []), { planned, sitting, suspects }]);
  }
  return [...days];
}

/** A day of all cases: each in its own order, the cases side by side. */
async function live(day: Day, entries: readonly Entry[]): Promise<void> {
  const cases = [...new Set(entries.map(({ planned }) => planned))];
  await Promise.all(
    cases.map(async planned => {
      for (const { sitting, suspects } of entries.filter(entry => entry.planned === planned)) {
        await Promise.all(suspects.map(suspect => day.register(planned, suspect)));
        await day.record(planned, sitting);
      }
    }),
  );
}

/** Keys of the persons and cases with sealed fields, made in one go. */
function prepare(vault: Vault, plan: readonly PlannedCase[]): Promise<void> {
  const persons = plan.flatMap(({ suspects }) =>
    suspects.filter(({ identity }) => identity).map(({ id }) => id),
  );
  const cases = plan
    .filter(({ sittings }) =>
      sittings.some(({ facts }) => facts.some(({ type }) => type === 'OfficialNumberRecorded')),
    )
    .map(({ id }) => id);
  return vault.prepare([...persons, ...cases].map(subject => ({ subject, classes: ['identity'] })));
}

/** Day a seed that was cut off had come to; nothing where nothing was recorded yet. */
async function reachedDay(store: EventStore): Promise<string> {
  const head = await store.head();
  if (head === 0n) return '';
  for await (const [last] of store.log(head - 1n, { limit: 1, until: head })) {
    const { recordedAt = '' } = JSON.parse(last?.meta ?? '{}') as Partial<EventMeta>;
    return recordedAt.slice(0, 10);
  }
  return '';
}

/**
 * Fills an empty sandbox with invented proceedings; the same seed on the same day, the same proceedings. After it was
 * cut off, the next call goes on where it stopped and tells nothing twice.
 */
export async function seed(text: string, tools: SeedTools, options: SeedOptions): Promise<void> {
  const { book, vault } = tools;
  const today = new CriteriaLaw(book).today();
  const plan = planCases(text, book, today, { count: options.cases ?? SEED_CASES, ...options });
  const reached = await reachedDay(tools.history.store);
  await prepare(vault, plan);
  for (const [day, entries] of diary(plan)) {
    if (day >= reached) await live(new Day(day, tools, reached !== ''), entries);
  }
  await amend(plan, tools, { today, desk: options.desk });
}
