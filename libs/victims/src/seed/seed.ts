import type { CriteriaBook } from '@hub/codebook';
import { History, type Act, type EventMeta, type EventStore } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { v5 } from 'uuid';
import { Case, type CaseEvent, type CaseState } from '../case/case';
import type { DecideCase } from '../case/cases';
import { registerCase } from '../case/register-case';
import type { Tools } from '../imports/import';
import { Person } from '../person/person';
import { nameOf } from '../person/names';
import { registerPerson } from '../person/register-person';
import { caseIdOf, caseReference } from '../reference';
import { addDays } from '../dates';
import { dayIn } from '../settings';
import type { Setting } from '../setting';
import { upcasts } from '../upcasts';
import { amend } from './amend';
import { planCases, REACH, type PlannedCase } from './plan';
import type { Step } from './telling';

/** Cases of the sandbox. */
export const SEED_CASES = 320;
const WEEK = 7;

const actOf = (key: string, what: string): Act => ({
  command: v5(what, key),
  actor: 'system:seed',
  provenance: 'synthetic',
});

/** What seeding works with. */
export type SeedTools = Pick<Tools, 'book' | 'history' | 'vault'>;

interface Teller {
  /** Records as of a day: facts of the story are entered on the days it tells of. */
  readonly on: (day: string) => History;
  readonly tools: SeedTools;
  readonly setting: (day: string) => Setting;
}

const settingsOf = ({ book }: { readonly book: CriteriaBook }) => {
  const register = new Map(book.institutions.map(entry => [entry.id, entry]));
  return (today: string): Setting => ({ today, book, organisation: id => register.get(id) });
};

/** Ids that steps of a case refer to: the command of the step that began the thing. */
const resolved = (fields: Readonly<Record<string, unknown>>, key: string) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('@') ? v5(value.slice(1), key) : value,
    ]),
  );

async function register({ planned, key }: Keyed, teller: Teller): Promise<void> {
  const { begun, identity, office } = planned;
  const tokens = await teller.tools.vault.names.of(nameOf(identity));
  const person = v5('person', key);
  const act = actOf(key, 'register-person');
  await teller
    .on(begun)
    .create(
      Person,
      person,
      state => registerPerson(state, { ...identity, otherNames: undefined, person, act, tokens, on: begun }),
      { ...act, office },
    );
  const opened = actOf(key, 'register-case');
  const reference = caseReference(opened.command, Number(begun.slice(0, 4)), 0);
  const command = { reference, person, on: begun, organisation: office, case: '', act: opened };
  await teller
    .on(begun)
    .create(Case, caseIdOf(reference), state => registerCase(state, command, teller.setting(begun)), {
      ...opened,
      office,
    });
}

interface Keyed {
  readonly planned: PlannedCase;
  readonly key: string;
}

const caseId = ({ planned, key }: Keyed): string =>
  caseIdOf(caseReference(actOf(key, 'register-case').command, Number(planned.begun.slice(0, 4)), 0));

/** Steps of one day, each decided on what the ones before led to. */
function decideAll(keyed: Keyed, steps: readonly Step[], setting: Setting) {
  return (before: CaseState, version: number): CaseEvent[] => {
    let state = before;
    const events: CaseEvent[] = [];
    for (const { name, decide, fields } of steps) {
      const act = { ...actOf(keyed.key, name), office: keyed.planned.office };
      try {
        const command = { ...resolved(fields, keyed.key), act };
        for (const event of (decide as DecideCase<object>)(state, command, setting)) {
          const at = version + events.push(event);
          state = Case.evolve(state, event, { id: `${at}`, version: at });
        }
      } catch (error) {
        // A story may run into a rule, as people do: closing without an answer that is mandatory, say.
        if (!(error instanceof Refusal)) throw error;
      }
    }
    return events;
  };
}

/** What is entered in one sitting is recorded at once. */
async function carryOut(keyed: Keyed, steps: readonly Step[], teller: Teller): Promise<void> {
  const [first] = steps;
  if (!first) return;
  const act = { ...actOf(keyed.key, first.name), office: keyed.planned.office };
  const decide = decideAll(keyed, steps, teller.setting(first.entered));
  await teller.on(first.entered).change(Case, caseId(keyed), decide, act);
}

/** A week of all cases: each in its own order, the cases side by side. */
async function live(week: readonly string[], all: readonly Keyed[], teller: Teller): Promise<void> {
  const days = new Set(week);
  await Promise.all(
    all.map(async keyed => {
      if (days.has(keyed.planned.begun)) await register(keyed, teller);
      for (const day of week) {
        const steps = keyed.planned.steps.filter(({ entered }) => entered === day);
        await carryOut(keyed, steps, teller);
      }
    }),
  );
}

function tellerOf(tools: SeedTools): Teller {
  const { book, vault, history } = tools;
  let ticks = 0;
  const on = (day: string) => {
    // What is entered today was entered before now: newer facts of people come after it in every list.
    const told = Date.parse(`${day}T08:00:00Z`) + (ticks++ % 28_800) * 1_000;
    const instant = new Date(Math.min(told, Date.now()));
    return new History(history.store, {
      sealer: vault,
      upcasts,
      codebook: book.version,
      clock: () => instant,
    });
  };
  return { on, tools, setting: settingsOf(tools) };
}

const SEEDS = '7d0f2a64-6a55-4f0a-b1d1-2a3c9c0e8e57';
const classes = ['identity', 'contact', 'sensitive', 'narrative'] as const;

/** Day a seed that was cut off had come to; the first of all where nothing was recorded yet. */
async function reachedDay(store: EventStore): Promise<string> {
  const head = await store.head();
  if (head === 0n) return '';
  for await (const [last] of store.log(head - 1n, { limit: 1, until: head })) {
    const { recordedAt } = JSON.parse(last?.meta ?? '{}') as Partial<EventMeta>;
    return recordedAt?.slice(0, 10) ?? '';
  }
  return '';
}

export interface SeedOptions {
  readonly cases?: number;
  /** Account that the cases at the desk of the ready accounts are assigned to. */
  readonly officer?: string;
}

/** Fills an empty sandbox with invented cases whose shape follows published aggregates; the same seed, the same cases. */
export async function seed(
  text: string,
  tools: SeedTools,
  { cases = SEED_CASES, officer }: SeedOptions = {},
): Promise<void> {
  const { book, vault } = tools;
  const teller = tellerOf(tools);
  const today = dayIn(book.jurisdiction.timeZone, new Date());
  const plan = planCases(text, book, today, { count: cases, officer });
  const all = plan.map((planned, nth): Keyed => ({ planned, key: v5(`${text}/${nth}`, SEEDS) }));
  await vault.prepare(all.map(({ key }) => ({ subject: v5('person', key), classes })));
  const reached = await reachedDay(tools.history.store);
  for (let first = addDays(today, -REACH); first <= today; first = addDays(first, WEEK)) {
    const week = Array.from({ length: WEEK }, (_, n) => addDays(first, n)).filter(day => day <= today);
    if ((week.at(-1) ?? '') < reached) continue;
    await live(week, all, teller);
  }
  const told = all.map(keyed => ({ id: caseId(keyed), person: v5('person', keyed.key), key: keyed.key }));
  await amend(told, { history: teller.on(today), setting: teller.setting });
}
