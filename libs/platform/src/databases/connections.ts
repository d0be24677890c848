import type { HealthRegistry } from '../health/health-registry';
import type { Log } from '../log/log';
import type { ActedRole } from './roles';

/** Connection strings of one context's two databases, one per purpose; none of them reaches another context. */
export interface Databases {
  /** Whether this installation runs its own embedded PostgreSQL. */
  readonly embedded: boolean;
  /** Whether this process started it (rather than attach to a running one). */
  readonly startedHere: boolean;
  /** The application's login without a role: it can connect and nothing else. */
  readonly appUrl: string;
  /** The same login acting as `<context>_<role>`. */
  urlFor(role: ActedRole): string;
  /** Owner of the tables: migrations, backup, restore. @throws {ConfigurationError} where it is not configured */
  ownerUrl(): string;
  signerUrl(): string;
  keysUrl: string;
  keysOwnerUrl(): string;
  /** Keeps an embedded server running while this process serves, and tells its state. */
  watch(health: HealthRegistry, log: Log): void;
  /** Lets go; an embedded server stops when nobody else uses it. */
  close(): Promise<void>;
}

/** The same address, acting as a role. */
export function actingAs(url: string, role: string): string {
  const acting = new URL(url);
  const before = acting.searchParams.get('options');
  acting.searchParams.set('options', [before, `-c role=${role}`].filter(Boolean).join(' '));
  // PostgreSQL's options are split at spaces, and pg decodes %20 but not +.
  acting.search = acting.search.replaceAll('+', '%20');
  return acting.href;
}
