/**
 * What keys cost those who work while they are changed: rotation under load, and how soon an erasure is in effect in
 * every process that serves the database.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { answered, ApiClient } from '@hub/testing';
import { Installation } from './installation';
import { percentile } from './percentile';
import type { Line } from './run';

type Report = (line: Line) => void;

const CLIENTS = 8;
/** Of load without a rotation, for the reference. */
const BEFORE_MS = 10_000;
const ROTATIONS = 5;
const ERASURES = 10;
/** Within which an erasure must be in effect everywhere (R30). */
const SECONDS = 60;

interface Person {
  readonly person: string;
  readonly id: string;
  readonly given: string;
  readonly family: string;
}

/** A name nobody else has: what is proposed as the same person would have to be looked at first. */
const name = () => {
  const letters = Array.from(randomBytes(9), byte => String.fromCharCode(97 + (byte % 26))).join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
};

async function register(officer: ApiClient): Promise<Person> {
  const [given, family] = [name(), name()];
  const known = { on: '2026-03-01', given, family };
  const { id: person } = answered(await officer.post('/api/v1/persons', known));
  const opened = { person, on: '2026-03-01', organisation: 'al-police-01' };
  const { id } = answered(await officer.post('/api/v1/cases', opened));
  return { person, id, given, family };
}

/** Requests that open keys and requests that make them, until told to stop. */
class Load {
  private stopped = false;
  readonly took: number[] = [];
  readonly failed: string[] = [];

  constructor(
    private readonly officer: ApiClient,
    private readonly persons: readonly Person[],
  ) {}

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: CLIENTS }, (_, client) => this.client(client)));
  }

  stop(): void {
    this.stopped = true;
  }

  private async client(client: number): Promise<void> {
    for (let turn = client; !this.stopped; turn++) {
      const { person, id } = this.persons[turn % this.persons.length] ?? { person: '', id: '' };
      await this.timed(() => this.officer.for('case_work').get(`/api/v1/persons/${person}/identity`), 200);
      await this.timed(() => this.officer.get(`/api/v1/cases/${id}`), 200);
      if (turn % 4 > 0) continue;
      const known = { on: '2026-03-01', given: name(), family: name() };
      await this.timed(() => this.officer.post('/api/v1/persons', known), 201);
    }
  }

  private async timed(ask: () => ReturnType<ApiClient['get']>, expected: number): Promise<void> {
    const began = performance.now();
    const { status, text } = await ask();
    this.took.push(performance.now() - began);
    if (status !== expected) this.failed.push(`${status} ${text.slice(0, 200)}`);
  }
}

async function underLoad(officer: ApiClient, persons: readonly Person[], meanwhile: () => Promise<unknown>) {
  const load = new Load(officer, persons);
  const running = load.run();
  try {
    await meanwhile();
  } finally {
    load.stop();
    await running;
  }
  return load;
}

async function rotation(report: Report, hub: Installation, officer: ApiClient, persons: readonly Person[]) {
  const quiet = await underLoad(officer, persons, () => pause(BEFORE_MS));
  const busy = await underLoad(officer, persons, async () => {
    for (let turn = 0; turn < ROTATIONS; turn++) await hub.ops('keys', 'rotate');
  });
  for (const text of [...quiet.failed, ...busy.failed].slice(0, 5)) process.stderr.write(`! ${text}\n`);
  const [asked, failed] = [busy.took.length, busy.failed.length];
  report({
    name: 'rotation/failed',
    value: failed,
    reference: asked,
    ratio: failed / asked,
    unit: 'requests',
  });
  const [value, reference] = [percentile(busy.took, 0.95), percentile(quiet.took, 0.95)];
  report({ name: 'rotation/p95', value, reference, ratio: value / reference, unit: 'ms' });
}

/** Whether anything in a process still tells who it was. */
async function isKnown(officer: ApiClient, { person, given, family }: Person): Promise<boolean> {
  const asking = officer.for('case_work');
  const identity = await asking.get(`/api/v1/persons/${person}/identity`);
  if (identity.text.includes(family)) return true;
  const sought = { given, family };
  const found = answered(await asking.post('/api/v1/persons/searches', sought), 200);
  return found.persons.some((one: { person: string }) => one.person === person);
}

async function untilUnknown(officer: ApiClient, person: Person): Promise<void> {
  while (await isKnown(officer, person)) await pause(20);
}

async function erasure(
  report: Report,
  { officer, elsewhere, supervisor }: Readonly<Record<'officer' | 'elsewhere' | 'supervisor', ApiClient>>,
  persons: readonly Person[],
) {
  const readers = [officer, elsewhere];
  const took: number[] = [];
  for (const person of persons.slice(0, ERASURES)) {
    for (const reader of readers) {
      // Keys and index of every process are warm: it has just answered who it is.
      while (!(await isKnown(reader, person))) await pause(20);
    }
    await officer.stepUp('officer');
    await supervisor.stepUp('supervisor');
    const page = `/api/v1/persons/${person.person}/erasures`;
    answered(await officer.post(page, { ground: 'request_of_the_person' }));
    const began = performance.now();
    answered(await supervisor.post(`${page}/approvals`));
    await Promise.all(readers.map(reader => untilUnknown(reader, person)));
    took.push((performance.now() - began) / 1_000);
  }
  const value = Math.max(...took);
  report({ name: 'erasure/readers', value, reference: SECONDS, ratio: value / SECONDS, unit: 's' });
}

/** The victim database in two processes, both of which serve. */
export async function bench(report: Report): Promise<void> {
  const hub = new Installation('victims');
  try {
    const first = await hub.start('14121');
    const second = await hub.start('14122');
    const officer = await ApiClient.signIn(first.server, 'officer');
    const persons: Person[] = [];
    for (let at = 0; at < 40; at++) persons.push(await register(officer));
    await rotation(report, hub, officer, persons);
    const elsewhere = await ApiClient.signIn(second.server, 'officer');
    const supervisor = await ApiClient.signIn(first.server, 'supervisor');
    await erasure(report, { officer, elsewhere, supervisor }, persons);
  } finally {
    await hub.end();
  }
}
