import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CriteriaBook } from '@hub/codebook';
import { History, MemoryEventStore, migrateLog, PostgresEventStore, type EventStore } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { temporaryDatabase } from '@hub/testing';
import {
  MemoryKeks,
  MemoryKeystore,
  migrateNames,
  NameIndex,
  ReleaseLog,
  Vault,
  type Keystore,
  type ReleaseRecord,
} from '@hub/vault';
import { Client } from 'pg';
import { namesIn } from '../person/names';
import { proceedings } from '../read/proceedings';
import { sealing } from '../sealing';
import { bookOf } from '../testing/names';
import { upcasts } from '../upcasts';

/** Keeps releases in memory, for tests to look at. */
export class Releases extends ReleaseLog {
  readonly entries: ReleaseRecord[] = [];

  async record(entry: ReleaseRecord): Promise<void> {
    this.entries.push(entry);
  }
}

/** The judicial database on a temporary PostgreSQL: log, keys, names, read models; no server. */
export interface JudicialHub {
  readonly book: CriteriaBook;
  readonly store: EventStore;
  readonly history: History;
  readonly readModels: ReadModels;
  readonly vault: Vault;
  readonly keystore: Keystore;
  /** Name under which the vault knows this database. */
  readonly context: string;
  readonly releases: Releases;
  readonly nameIndex: NameIndex;
  /** Resolves when every read model, and the index of names where it was started, has the whole log. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE = 120_000;
const logins = ['owner', 'writer', 'reader', 'projector', 'signer', 'backup'];

async function on(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** A name for the roles of this test alone: roles belong to the whole server. */
const ownName = () =>
  `j${Array.from({ length: 10 }, () => String.fromCharCode(97 + randomInt(26))).join('')}`;

export async function judicialHub({
  jurisdiction = 'AL',
  inMemory = false,
}: { jurisdiction?: string; inMemory?: boolean } = {}): Promise<JudicialHub> {
  const context = ownName();
  const database = await temporaryDatabase('judicial');
  const { url } = database;
  await on(url, async client => {
    await migrateLog(client, { context, mode: 'sandbox' });
    await migrateNames(client, { context });
  });
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-'));
  const book = bookOf(jurisdiction);
  const store = inMemory ? new MemoryEventStore() : await PostgresEventStore.open({ url, context });
  const releases = new Releases();
  const keystore = new MemoryKeystore();
  const vault = await Vault.open({
    context,
    keystore,
    keks: new MemoryKeks(context),
    sealing,
    releases,
    revocationFile: path.join(directory, 'revocations.ndjson'),
    createKeys: true,
  });
  const history = new History(store, { sealer: vault, upcasts, codebook: book.version });
  const readModels = new ReadModels({ store, url, projections: [proceedings(book)] });
  const nameIndex = new NameIndex({ url, store, vault, names: namesIn });
  return {
    ...{ book, store, history, readModels, vault, keystore, context, releases, nameIndex },
    caughtUp: async () => {
      await readModels.start();
      nameIndex.start();
      const head = await store.head();
      const caught = await Promise.all([
        readModels.waitFor(head, PATIENCE),
        nameIndex.waitFor(head, PATIENCE),
      ]);
      if (caught.includes(false)) throw new Error(JSON.stringify(await readModels.status()));
    },
    close: async () => {
      await readModels.stop();
      await nameIndex.close();
      await vault.close();
      await store.close();
      fs.rmSync(directory, { recursive: true, force: true });
      const names = logins.map(login => `${context}_${login}`).join(', ');
      await on(url, client => client.query(`drop owned by ${names} cascade`));
      await database.drop();
      await on(process.env.HUB_TEST_POSTGRES_URL ?? '', client => client.query(`drop role ${names}`));
    },
  };
}
