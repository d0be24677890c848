import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { leafHash, migrateLog, PostgresEventStore, type EventStore } from '@hub/event-store';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { record } from './case-count';
import { postgresLeaves } from '../proof/leaves';
import { postgresRows } from '../proof/log-rows';
import { signOnce, type Signing } from '../proof/sign';
import { ensureSignerKey, readSignerKey } from '../proof/signer-key';
import type { Proof } from '../proof/verdict';
import { verifyLog, verifyRows, type VerifyLogOptions } from '../proof/verify';

export const origin = 'hub.test/victims';

const asCluster = async (statement: string) => {
  const client = new Client({ connectionString: process.env.HUB_TEST_POSTGRES_URL });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

/** A log in PostgreSQL with a witness: 600 events in 48 streams, a checkpoint after every 50. */
export class SignedLog {
  private constructor(
    readonly database: TemporaryDatabase,
    readonly directory: string,
    readonly verificationKey: string,
    private readonly context: string,
  ) {}

  static async create(): Promise<SignedLog> {
    const context = `proof_${randomBytes(4).toString('hex')}`;
    const database = await temporaryDatabase('proof');
    const directory = await mkdtemp(path.join(os.tmpdir(), 'hub-proof-'));
    const key = await ensureSignerKey(path.join(directory, 'key.pem'), origin);
    const log = new SignedLog(database, directory, key, context);
    await log.asSuperuser(client => migrateLog(client, { context, mode: 'sandbox' }));
    return log;
  }

  file = (name: 'key.pem' | 'state.json' | 'witness.log') => path.join(this.directory, name);

  /** Connection string of the signer's own login. */
  async loginOf(role: 'signer'): Promise<string> {
    const name = `${this.context}_${role}`;
    await this.asSuperuser(client => client.query(`alter role ${name} login password 'only leaves'`));
    return this.database.urlFor(name, 'only leaves');
  }

  asSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.asLogin(this.database.url, work);
  }

  async asLogin<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async withStore<T>(work: (store: EventStore) => Promise<T>): Promise<T> {
    const store = await PostgresEventStore.open({ url: this.database.url });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** Records events in rounds and signs after each. */
  async fill(rounds: number, streams: readonly string[], perRound: number): Promise<void> {
    await this.withStore(async store => {
      for (let round = 0, index = 0; round < rounds; round++) {
        for (let n = 0; n < perRound; n++, index++) {
          const stream = streams[(index * 5) % streams.length] ?? '';
          await record(store, stream, [{ type: 'CaseCounted', amount: index }], new Date().toISOString());
        }
        await this.sign();
      }
    });
  }

  async sign(deep = false): Promise<Signing> {
    return this.asSuperuser(async client =>
      signOnce(
        {
          leaves: postgresLeaves(client),
          origin,
          key: await readSignerKey(this.file('key.pem')),
          stateFile: this.file('state.json'),
          witnessFile: this.file('witness.log'),
        },
        deep,
      ),
    );
  }

  /** A copy of database, witness and memory, to be tampered with. */
  async copy(): Promise<SignedLog> {
    const name = `proof_${randomBytes(6).toString('hex')}`;
    await asCluster(`create database ${name} template ${this.database.name}`);
    const url = Object.assign(new URL(this.database.url), { pathname: `/${name}` }).href;
    const database = {
      ...this.database,
      name,
      url,
      drop: () => asCluster(`drop database ${name} with (force)`),
    };
    const directory = await mkdtemp(path.join(os.tmpdir(), 'hub-proof-'));
    await cp(this.directory, directory, { recursive: true });
    return new SignedLog(database, directory, this.verificationKey, this.context);
  }

  private get evidence() {
    return {
      origin,
      witnessFiles: [this.file('witness.log')],
      verificationKeys: [this.verificationKey],
      stateFile: this.file('state.json'),
    };
  }

  verify(options: Partial<VerifyLogOptions> = {}): Promise<Proof> {
    return verifyLog({ url: this.database.url, ...this.evidence, ...options });
  }

  /** Verifies what a superuser makes of the log, and takes it back. */
  tampered(
    sql: (client: Client) => Promise<unknown>,
    files?: (log: SignedLog, now: Proof) => Promise<void>,
  ): Promise<Proof> {
    return this.asSuperuser(async client => {
      const directory = await mkdtemp(path.join(os.tmpdir(), 'hub-proof-'));
      await cp(this.directory, directory, { recursive: true });
      const log = new SignedLog(this.database, directory, this.verificationKey, this.context);
      try {
        await client.query('begin');
        await client.query(disarm);
        await client.query('create table original_leaf as select position, hash from log.events');
        await sql(client);
        const rows = postgresRows(client);
        await files?.(log, await verifyRows(rows, log.evidence));
        return await verifyRows(rows, log.evidence);
      } finally {
        await client.query('rollback');
        await rm(directory, { recursive: true });
      }
    });
  }

  /** Lets go of the copy. */
  async drop(): Promise<void> {
    await this.database.drop();
    await rm(this.directory, { recursive: true });
  }

  /** … and of what the original left in the cluster. */
  async dropRoles(): Promise<void> {
    const roles = ['owner', 'writer', 'reader', 'projector', 'signer', 'backup'].map(
      role => `${this.context}_${role}`,
    );
    await asCluster(`drop role if exists ${roles.join(', ')}`);
  }
}

/** What a superuser does first: everything that defends the table goes. */
export const disarm = `
  alter table log.events disable trigger all;
  alter table log.events drop constraint events_pkey, drop constraint events_id, drop constraint events_stream_version;`;

/** Gives every event of a stream the leaf its present bytes deserve. */
export async function rechain(client: Client, stream: string): Promise<void> {
  const { rows } = await client.query<Parameters<typeof leafHash>[0] & { position: string }>(
    `select position, id, stream, version, type, data::text, meta::text from log.events where stream = $1 order by version`,
    [stream],
  );
  let previous: Buffer | undefined;
  for (const row of rows) {
    previous = leafHash(row, previous);
    await client.query('update log.events set hash = $1 where position = $2', [previous, row.position]);
  }
}

export const newId = () => randomUUID();
