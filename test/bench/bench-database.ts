import { migrateAccess } from '@hub/access';
import { migrateLog } from '@hub/event-store';
import { Client } from 'pg';

/** A database of the bench cluster that belongs to one context, with its roles, as in an installation. */
export interface BenchDatabase {
  /** As superuser. */
  readonly url: string;
  /** As the role that keeps the read models: row-level security is forced on it. */
  readonly projectorUrl: string;
  drop(): Promise<void>;
}

export async function asClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const at = (url: string, pathname: string) => Object.assign(new URL(url), { pathname }).href;

function actingAs(url: string, role: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `-c role=${role}`);
  return address.href;
}

export async function benchDatabase(cluster: string, context: string, name: string): Promise<BenchDatabase> {
  const database = `bench_${context}_${name}`;
  const url = at(cluster, `/${database}`);
  const drop = () =>
    asClient(cluster, client => client.query(`drop database if exists ${database} with (force)`));
  await drop();
  await asClient(cluster, client => client.query(`create database ${database}`));
  await asClient(url, async client => {
    await migrateLog(client, { context, mode: 'sandbox' });
    await migrateAccess(client, { context });
    await client.query(`grant create on database ${database} to ${context}_projector`);
  });
  return { url, projectorUrl: actingAs(url, `${context}_projector`), drop: async () => void (await drop()) };
}
