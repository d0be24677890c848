import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import type { Mode } from '../event-store';
import { migrateLog } from '../postgres/migrate-log';

export interface LogDatabase extends TemporaryDatabase {
  readonly context: string;
  /** A connection of the superuser. */
  readonly admin: Client;
}

/** A temporary database that holds an empty log; its roles are its own, since roles belong to the whole cluster. */
export async function logDatabase(mode: Mode = 'sandbox'): Promise<LogDatabase> {
  const context = `test_${randomBytes(4).toString('hex')}`;
  const database = await temporaryDatabase();
  const admin = new Client({ connectionString: database.url });
  await admin.connect();
  await migrateLog(admin, { context, mode });
  const drop = async () => {
    await admin.query(`drop owned by ${roles(context)} cascade`);
    await admin.end();
    await database.drop();
    const cluster = new Client({ connectionString: process.env.HUB_TEST_POSTGRES_URL });
    await cluster.connect();
    await cluster.query(`drop role ${roles(context)}`);
    await cluster.end();
  };
  return { ...database, context, admin, drop };
}

const roles = (context: string) =>
  ['owner', 'writer', 'reader', 'projector', 'signer', 'backup'].map(role => `${context}_${role}`).join(', ');
