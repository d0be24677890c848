/** Duplicate search over 50,000 persons whose names lie sealed in the log: latency, recall, candidates a query. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type DomainEvent, type LoggedEvent, MemoryEventStore } from '@hub/event-store';
import { sealedAt } from '../src/envelope';
import { FileKeks } from '../src/keks/file-keks';
import { PostgresKeystore } from '../src/keystore/postgres-keystore';
import { createKeystore } from '../src/keystore/schema';
import { findPersons } from '../src/names/find-persons';
import { NameIndex, openName } from '../src/names/name-index';
import { migrateNames } from '../src/names/name-rows';
import { duplicateKinds } from '../src/names/name-tokens';
import { ReleaseLog } from '../src/release';
import { Vault } from '../src/vault';
import { type Person, population, reentry, seeded } from './population';

type Report = (line: { name: string; value: number; reference: number; ratio: number; unit: string }) => void;

const context = 'benchnames';
const persons = 50_000;
const queries = 1000;

class NoReleases extends ReleaseLog {
  async record(): Promise<void> {
    // the cost of the access log is the access log's own figure
  }
}

const subjectOf = (stream: string) => stream.slice('person-'.length);
const parts = ['given', 'family', 'birth'] as const;
const sealing = (_event: DomainEvent, stream: string) =>
  ['/tokens', ...parts.map(part => `/${part}`)].map(pointer => ({
    pointer,
    dataClass: 'identity' as const,
    subject: subjectOf(stream),
  }));

function names(event: LoggedEvent) {
  const subject = subjectOf(event.stream);
  const tokens = sealedAt(event, '/tokens', subject);
  const name = Object.fromEntries(parts.map(part => [part, sealedAt(event, `/${part}`, subject)]));
  return tokens ? [{ subject, tokens, name }] : [];
}

async function record(
  vault: Vault,
  store: MemoryEventStore,
  { given, family, birth }: Person,
  subject: string,
) {
  const tokens = await vault.names.of({ given, family, birth });
  const place = { stream: `person-${subject}`, eventId: randomUUID(), schema: 1 };
  const data = await vault.seal({ type: 'PersonNamed', data: { given, family, birth, tokens } }, place);
  const { stream, eventId: id } = place;
  const meta = JSON.stringify({ schema: 1 });
  const event = { id, stream, version: 1, type: 'PersonNamed', data: JSON.stringify(data), meta };
  await store.append(stream, 0, [{ ...event, hash: Buffer.alloc(32) }]);
}

async function recordAll(vault: Vault, store: MemoryEventStore, people: Person[], subjects: string[]) {
  await vault.prepare(subjects.map(subject => ({ subject, classes: ['identity'] })));
  for (const [at, person] of people.entries()) await record(vault, store, person, subjects[at] ?? '');
}

async function search(
  vault: Vault,
  index: NameIndex,
  store: MemoryEventStore,
  asked: Person[],
  subjects: string[],
) {
  const random = seeded(4242);
  const took: number[] = [];
  let [found, candidates] = [0, 0];
  for (let round = 0; round < queries; round++) {
    const at = Math.floor(random() * asked.length);
    const original = asked[at];
    if (!original) continue;
    const person = reentry(original, random);
    const began = performance.now();
    const proposed = await findPersons(
      { index, vault },
      {
        ...{ person, mode: 'duplicates', request: { purpose: 'duplicate-check', actor: 'bench' } },
        read: async (subject, opener) => {
          const [event] = await store.load(`person-${subject}`);
          const [fact] = event ? names(event) : [];
          return fact && openName(fact.name, opener);
        },
      },
    );
    took.push(performance.now() - began);
    if (proposed.some(({ subject }) => subject === subjects[at])) found++;
    candidates += (await index.find(await vault.names.of(person), { kinds: duplicateKinds })).length;
  }
  took.sort((a, b) => a - b);
  return {
    p95: took[Math.floor(took.length * 0.95)] ?? NaN,
    recall: found / queries,
    candidates: candidates / queries,
  };
}

export async function bench(report: Report, { url }: { url: string }): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-names-'));
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `do $$ begin create role ${context}_projector nologin; exception when duplicate_object then null; end $$`,
  );
  await migrateNames(client, { context });
  const store = new MemoryEventStore();
  const vault = await Vault.open({
    context,
    keystore: new PostgresKeystore(await createKeystore(url, { context, password: 'bench' })),
    keks: new FileKeks({ directory: path.join(directory, 'keys'), context, mode: 'sandbox' }),
    sealing,
    releases: new NoReleases(),
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  const index = new NameIndex({ url, store, vault, names });
  try {
    const people = population(persons, 7);
    const subjects = people.map(() => randomUUID() as string);
    for (let at = 0; at < persons; at += 2000) {
      const batch = people.slice(at, at + 2000);
      await recordAll(vault, store, batch, subjects.slice(at, at + 2000));
    }
    index.start();
    if (!(await index.waitFor(await store.head(), 300_000))) throw new Error('the index did not catch up');
    await client.query('analyze names.tokens');
    const { p95, recall, candidates } = await search(vault, index, store, people, subjects);
    report({ name: 'duplicates-50k/p95', value: p95, reference: 300, ratio: p95 / 300, unit: 'ms' });
    report({
      name: 'duplicates-50k/recall',
      value: 100 * recall,
      reference: 85,
      ratio: recall / 0.85,
      unit: '%',
    });
    report({
      ...{ name: 'duplicates-50k/candidates', value: candidates, reference: 2, ratio: candidates / 2 },
      unit: 'a query',
    });
  } finally {
    await index.close();
    await vault.close();
    await store.close();
    await client.end();
    fs.rmSync(directory, { recursive: true });
  }
}
