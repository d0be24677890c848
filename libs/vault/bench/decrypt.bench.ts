/** A page of 40 sealed fields of one person: written into the access log, keys fetched, opened. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { DomainEvent } from '@hub/event-store';
import { dataClasses, sealedAt, type SealedValue } from '../src/envelope';
import { FileKeks } from '../src/keks/file-keks';
import { PostgresKeystore } from '../src/keystore/postgres-keystore';
import { createKeystore } from '../src/keystore/schema';
import { ReleaseLog, type ReleaseRecord } from '../src/release';
import { Vault } from '../src/vault';

type Report = (line: { name: string; value: number; reference: number; ratio: number; unit: string }) => void;

const context = 'benchdecrypt';
const limitMs = 5;
const pages = 300;
const fields = Array.from({ length: 40 }, (_, index) => ({
  pointer: `/f${index}`,
  dataClass: dataClasses[index % 4] ?? 'identity',
}));

const sealing = (_event: DomainEvent, stream: string) =>
  fields.map(field => ({ ...field, subject: stream.slice('person-'.length) }));

/** A record as durable as the access log's, without its other duties. */
class Records extends ReleaseLog {
  constructor(private readonly client: Client) {
    super();
  }

  async record(entry: ReleaseRecord): Promise<void> {
    await this.client.query('insert into bench_release (entry) values ($1)', [JSON.stringify(entry)]);
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function person(vault: Vault): Promise<{ subject: string; sealed: SealedValue[] }> {
  const subject = randomUUID();
  const data = Object.fromEntries(
    fields.map(({ pointer }) => [pointer.slice(1), `Value ${subject.slice(0, 8)}`]),
  );
  const place = { stream: `person-${subject}`, eventId: randomUUID(), schema: 1 };
  const stored = {
    ...{ id: place.eventId, stream: place.stream, type: 'Described', meta: JSON.stringify({ schema: 1 }) },
    data: JSON.stringify(await vault.seal({ type: 'Described', data }, place)),
  };
  return { subject, sealed: fields.flatMap(({ pointer }) => sealedAt(stored, pointer, subject) ?? []) };
}

export async function bench(report: Report, { url }: { url: string }): Promise<void> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-decrypt-'));
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create temp table bench_release (entry jsonb)');
  const vault = await Vault.open({
    context,
    keystore: new PostgresKeystore(await createKeystore(url, { context, password: 'bench' })),
    keks: new FileKeks({ directory: path.join(directory, 'keys'), context, mode: 'sandbox' }),
    sealing,
    releases: new Records(client),
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  try {
    const persons = await Promise.all(Array.from({ length: pages }, () => person(vault)));
    const [whole, opening]: [number[], number[]] = [[], []];
    for (const { subject, sealed } of persons) {
      vault.ring.notice({ kind: 'unsure' }); // no key is cached: the page is the first of its minute
      const began = performance.now();
      const opener = await vault.release({
        ...{ subject, classes: dataClasses, purpose: 'assistance', actor: 'bench' },
        resource: { kind: 'person', id: subject },
      });
      const released = performance.now();
      const opened = await opener.openMany(sealed);
      whole.push(performance.now() - began);
      opening.push(performance.now() - released);
      if (opened.length !== 40 || !opened.every(field => 'value' in field))
        throw new Error('a field did not open');
    }
    const page = median(whole);
    const decrypting = median(opening);
    report({ name: 'decrypt-40/page', value: page, reference: limitMs, ratio: page / limitMs, unit: 'ms' });
    report({
      name: 'decrypt-40/open',
      value: decrypting,
      reference: limitMs,
      ratio: decrypting / limitMs,
      unit: 'ms',
    });
  } finally {
    await vault.close();
    await client.end();
    fs.rmSync(directory, { recursive: true });
  }
}
