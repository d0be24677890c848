import { createHash, randomUUID } from 'node:crypto';
import { chain, migrateLog, PostgresEventStore } from '@hub/event-store';
import { Client } from 'pg';

export const EVENTS = Number(process.env.HUB_BENCH_EVENTS ?? 1_000_000);
const PER_CASE = 5;
/** Cases that are open at the same time: their events stand in the log side by side. */
const OPEN = 500;

/** A UUID that follows from a number, so that every run has the same log. */
const uuid = (text: string): string => {
  const hex = createHash('sha1').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const types = ['CaseRegistered', 'SectionRecorded', 'VictimIdentified', 'SectionRecorded', 'CaseClosed'];
const forms = ['forced_labour', 'sexual_exploitation', 'forced_begging', 'forced_criminality', 'unknown'];
const sexes = ['female', 'male', 'unknown'];

/** Data of the size a described section of a case has: about 400 bytes, some of them sealed. */
function dataOf(number: number, version: number): object {
  return {
    section: ['registration', 'background', 'identification', 'exploitation', 'closing'][version - 1],
    basedOn: version - 1,
    values: {
      sex: sexes[number % 3],
      birth_year: 1960 + (number % 50),
      form: [forms[number % 5], forms[(number >> 3) % 5]],
      main_exploitation: forms[number % 5],
      unit: `AL-${String(1 + (number % 12)).padStart(2, '0')}`,
      began: `20${10 + (number % 15)}-0${1 + (number % 9)}`,
      means_of_control: ['debt_bondage', 'withholding_documents', 'threats'].slice(0, 1 + (number % 3)),
      hours_per_day: number % 17,
      recruited_by: 'acquaintance',
      paid: 'not_at_all',
    },
    note: {
      $e: 1,
      k: '1f7bd45c',
      c: 'q2h5b3JlbmlwcHN1bWRvbG9yc2l0YW1ldGNvbnNlY3RldHVyYWRpcGlzY2luZ2VsaXRzZWRkb2Vp',
    },
  };
}

const metaOf = (command: string, number: number) =>
  JSON.stringify({
    command,
    actor: '6f1c3c0e-8d0f-4a51-9d53-0b4f2f3d5a10',
    office: '2b8f3a44-0c35-4d0c-8d8a-1f1d9a2b7c55',
    purpose: 'case_work',
    provenance: 'synthetic',
    codebook: '1.0.0',
    schema: 1,
    recordedAt: new Date(1_600_000_000_000 + number * 30_000).toISOString(),
  });

async function fill(url: string): Promise<void> {
  const store = await PostgresEventStore.open({ url, context: 'bench' });
  const last = new Map<number, Buffer>();
  const record = async (number: number, version: number) => {
    const stream = `case-${uuid(`case ${number}`)}`;
    const command = uuid(`${number}/${version}`);
    const draft = {
      id: command,
      stream,
      version,
      type: types[version - 1] ?? '',
      data: JSON.stringify(dataOf(number, version)),
      meta: metaOf(command, number),
    };
    const events = chain([draft], last.get(number));
    last.set(number, events[0]?.hash ?? Buffer.alloc(0));
    if (version === PER_CASE) last.delete(number);
    await store.append(stream, version - 1, events);
  };
  try {
    for (let first = 0; first < EVENTS / PER_CASE; first += OPEN) {
      const numbers = Array.from({ length: OPEN }, (_, n) => first + n);
      for (let version = 1; version <= PER_CASE; version++) {
        await Promise.all(numbers.map(number => record(number, version)));
      }
    }
  } finally {
    await store.close();
  }
}

/** A database of the bench cluster with a log of a million events; made once per cluster. */
export async function millionEvents(url: string): Promise<string> {
  const name = `bench_million_${EVENTS}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    const own = Object.assign(new URL(url), { pathname: `/${name}` }).href;
    const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length > 0) return own;
    const building = `building_${randomUUID().slice(0, 8)}`;
    await admin.query(`create database ${building}`);
    const there = Object.assign(new URL(url), { pathname: `/${building}` }).href;
    const client = new Client({ connectionString: there });
    await client.connect();
    await migrateLog(client, { context: 'bench', mode: 'sandbox' });
    await fill(there);
    await client.query('vacuum analyze log.events');
    await client.end();
    await admin.query(`alter database ${building} rename to ${name}`);
    return own;
  } finally {
    await admin.end();
  }
}
