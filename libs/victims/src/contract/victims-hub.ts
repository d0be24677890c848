import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { AccessLog } from '@hub/access';
import { CriteriaBook, jurisdictionOf, type Criteria } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { History, MemoryEventStore, migrateLog, PostgresEventStore, type EventStore } from '@hub/event-store';
import { readConfig, Translator } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { temporaryDatabase } from '@hub/testing';
import { MemoryKeks, MemoryKeystore, ReleaseLog, Vault, type ReleaseRecord } from '@hub/vault';
import { Client } from 'pg';
import { projections } from '../projections';
import { sealingOf } from '../sealing';
import { upcasts } from '../upcasts';
import type { Tools } from '../imports/import';

/** Keeps releases in memory, for tests to look at. */
export class Releases extends ReleaseLog {
  readonly entries: ReleaseRecord[] = [];

  async record(entry: ReleaseRecord): Promise<void> {
    this.entries.push(entry);
  }
}

export interface VictimsHub extends Tools {
  readonly store: EventStore;
  readonly url: string;
  readonly releases: Releases;
  /** Resolves when every read model has taken in the whole log. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

const roles = ['owner', 'writer', 'reader', 'projector', 'signer', 'backup'];

async function on(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * The victim database on a temporary PostgreSQL: log, keys, read models; no server. Read models that are not `live`
 * begin with the first `caughtUp`, as they do when the operator imports beside a stopped server.
 */
export async function victimsHub({
  jurisdiction = 'AL',
  criteria = victimCriteria,
  live = true,
  inMemory = false,
}: {
  jurisdiction?: string;
  criteria?: Criteria;
  live?: boolean;
  inMemory?: boolean;
} = {}): Promise<VictimsHub> {
  const context = `v${randomBytes(4).toString('hex')}`;
  const database = await temporaryDatabase('victims');
  await on(database.url, client => migrateLog(client, { context, mode: 'sandbox' }));
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-'));
  const profile = jurisdictionOf(jurisdiction);
  if (!profile) throw new Error(`No jurisdiction ${jurisdiction}`);
  const book = new CriteriaBook(criteria, profile);
  const store = inMemory
    ? new MemoryEventStore()
    : await PostgresEventStore.open({ url: database.url, context });
  const releases = new Releases();
  const vault = await Vault.open({
    context,
    keystore: new MemoryKeystore(),
    keks: new MemoryKeks(context),
    sealing: sealingOf(criteria),
    releases,
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  const history = new History(store, { sealer: vault, upcasts, codebook: criteria.version });
  const readModels = new ReadModels({ store, url: database.url, projections: projections(book) });
  let started = live ? readModels.start() : undefined;
  await started;
  const env = { HUB_DATA: directory, HUB_JURISDICTION: jurisdiction };
  return {
    config: readConfig('victims', env),
    ...{ book, history, readModels, vault, store, releases, url: database.url },
    accessLog: releases as unknown as AccessLog,
    translator: Translator.load({ timeZone: profile.timeZone }),
    caughtUp: async () => {
      await (started ??= readModels.start());
      const caught = await readModels.waitFor(await store.head(), 120_000);
      if (!caught)
        throw new Error(`Read models do not catch up: ${inspect(await readModels.status(), { depth: 5 })}`);
    },
    close: async () => {
      await readModels.stop();
      await vault.close();
      await store.close();
      fs.rmSync(directory, { recursive: true, force: true });
      await on(database.url, client =>
        client.query(`drop owned by ${roles.map(role => `${context}_${role}`).join(', ')} cascade`),
      );
      await database.drop();
      await on(process.env.HUB_TEST_POSTGRES_URL ?? '', client =>
        client.query(`drop role ${roles.map(role => `${context}_${role}`).join(', ')}`),
      );
    },
  };
}

/** A file of the public data the hub is run against; undefined, said loudly, where it is not at hand. */
export function publicData(name: string): string | undefined {
  const root = process.env.HUB_TEST_DATA ?? path.resolve(__dirname, '../../../../../shared/data');
  const file = path.join(root, name);
  if (fs.existsSync(file)) return file;
  process.stderr.write(`\n  SKIPPED: ${name} is not in ${root}; set HUB_TEST_DATA to run this test\n\n`);
  return undefined;
}
