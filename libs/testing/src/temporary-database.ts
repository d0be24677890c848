import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TemporaryDatabase {
  readonly name: string;
  /** Connection string of the cluster's superuser. */
  readonly url: string;
  /** The same database for another role. */
  urlFor(user: string, password: string): string;
  drop(): Promise<void>;
}

function clusterUrl(): string {
  const url = process.env.HUB_TEST_POSTGRES_URL;
  if (!url) throw new Error('No test cluster: run through jest, whose global set-up starts one');
  return url;
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh database in the test run's own cluster. */
export async function temporaryDatabase(prefix = 'hub'): Promise<TemporaryDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`create database ${name}`);
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    urlFor: (user, password) => Object.assign(new URL(url), { username: user, password }).href,
    drop: () => asSuperuser(`drop database if exists ${name} with (force)`),
  };
}
