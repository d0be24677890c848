import type { ClientConfig } from 'pg';
import { LogUnavailable, ProvenanceRefused, StorageFull } from '../log-errors';

/** Connections act as one of the log's roles, where the login may; what the address itself sets comes first. */
export function connectionTo(
  url: string,
  role: string | undefined,
  settings: Readonly<Record<string, string>>,
): ClientConfig {
  const address = new URL(url);
  const set = (name: string, value: string) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`;
  const ours = Object.entries(settings).map(([name, value]) => set(name, value));
  const theirs = address.searchParams.get('options');
  const all = [...ours, theirs, role && set('role', role)].filter(Boolean).join(' ');
  if (all) address.searchParams.set('options', all);
  return {
    connectionString: address.href.replaceAll('+', '%20'), // PostgreSQL splits at spaces, pg wants them as %20
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'hub-log',
  };
}

const codeOf = (error: unknown) => (error as { code?: unknown }).code;

/**
 * Whether the server went away (restart, crash, network): the same statement may succeed on a new connection, and
 * whether the last one was carried out is not known. Everything else is the server's answer to the statement.
 */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (typeof code !== 'string') return /connection|queryable|timeout|closed/i.test((error as Error).message);
  if (/^E[A-Z]+$/.test(code)) return true; // ECONNREFUSED, ECONNRESET, EPIPE …
  return /^(08|57P0[1235]|53300|25006)/.test(code); // 25006: a standby took over the address, not yet the role
}

/** The server's refusal in words of the log. */
export function refusalOf(error: unknown): unknown {
  switch (codeOf(error)) {
    case '23514': {
      const { constraint = '' } = error as { constraint?: string };
      const mode = /^events_provenance_(\w+)$/.exec(constraint)?.[1];
      return mode ? new ProvenanceRefused(mode) : error;
    }
    case '53100':
      return new StorageFull({ cause: error });
    case '55P03':
    case '57014':
      return new LogUnavailable('another writer holds it', { cause: error });
    default:
      return error;
  }
}

/** A refusal that would hit every append of a flush alike, so that trying each alone is of no use. */
export const hitsAll = (error: unknown): boolean =>
  ['53100', '55P03', '57014', '42501', '42P01'].includes(String(codeOf(error)));
