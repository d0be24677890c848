import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { chain, type StoredEvent } from '@hub/event-store';

export type Report = (line: {
  name: string;
  value: number;
  reference: number;
  ratio: number;
  unit: string;
}) => void;

/** Data and meta of the size a described section of a case has: about 400 and 250 bytes. */
export const data = JSON.stringify({
  section: 'exploitation',
  basedOn: 3,
  values: {
    form: ['forced_labour'],
    main_exploitation: 'forced_labour',
    place: 'RO-CJ',
    began: '2024-03',
    ended: '2024-09',
    means_of_control: ['debt_bondage', 'withholding_documents', 'threats'],
    sector: 'agriculture',
    hours_per_day: 14,
    paid: 'not_at_all',
    living_on_site: true,
    number_of_exploiters: 'unknown',
    note: { $e: 1, k: '1f7bd45c', c: 'q2h5b3JlbmlwcHN1bWRvbG9yc2l0YW1ldGNvbnNlY3RldHVy' },
  },
});

export const metaOf = (command: string) =>
  JSON.stringify({
    command,
    actor: '6f1c3c0e-8d0f-4a51-9d53-0b4f2f3d5a10',
    office: '2b8f3a44-0c35-4d0c-8d8a-1f1d9a2b7c55',
    purpose: 'case_work',
    provenance: 'synthetic',
    codebook: '1.0.0',
    schema: 1,
    recordedAt: '2026-05-04T10:15:30.000Z',
  });

/** One event that begins a stream, without its leaf. */
export function draft(): Omit<StoredEvent, 'hash'> {
  const stream = `case-${randomUUID()}`;
  return { id: randomUUID(), stream, version: 1, type: 'SectionRecorded', data, meta: metaOf(randomUUID()) };
}

export const chained = (): StoredEvent[] => chain([draft()], undefined);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** An empty database of the bench cluster for the time of `use`. */
export async function withDatabase(
  url: string,
  use: (url: string, client: Client) => Promise<void>,
): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const name = `bench_${randomUUID().slice(0, 8)}`;
  await admin.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const client = new Client({ connectionString: own.href });
  await client.connect();
  try {
    await use(own.href, client);
  } finally {
    await client.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

export interface Pace {
  /** Operations per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly mean: number;
  readonly p99: number;
}

/** How fast `callers` that each await their own operation get on for some time (milliseconds). */
export async function pace(operation: () => Promise<unknown>, callers: number, time: number): Promise<Pace> {
  const took: number[] = [];
  const begin = performance.now();
  const until = begin + time;
  const caller = async () => {
    for (let at = performance.now(); at < until;) {
      await operation();
      const now = performance.now();
      took.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const all = performance.now() - begin;
  took.sort((a, b) => a - b);
  return {
    rate: (took.length / all) * 1000,
    mean: took.reduce((sum, one) => sum + one, 0) / took.length,
    p99: took[Math.floor(took.length * 0.99)] ?? NaN,
  };
}
