import type { LoggedEvent } from '@hub/event-store';
import type { EntitySchema } from 'typeorm';

/** One statement against the schema a projection writes to; `search_path` is already set. */
export interface Sql {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/**
 * A read model kept by folding the log. `apply` gets batches in log order inside the transaction that also
 * moves the checkpoint, so its effect is exactly once. It must be a pure function of the events and its own
 * rows: a rebuild from position 0 gives the same rows.
 */
export interface Projection {
  /** Kebab-case; the name of the checkpoint. */
  readonly name: string;
  /** Tables it owns; created from these definitions, never migrated: a changed definition rebuilds. */
  readonly entities: readonly EntitySchema[];
  /** Changes whenever rows must be rebuilt (codebook version, logic); the shape of the tables is added by itself. */
  readonly fingerprint: string;
  /**
   * Statements run once after the tables were created, unqualified, with `search_path` on their schema: row-level
   * security, grants, expression indexes. They travel with the tables when a rebuild is swapped in.
   */
  readonly definitions?: readonly string[];
  /**
   * Kind of streams (how their names begin) that a build may hand over last, each whole, in any order: said where the
   * rows do not depend on how events of these streams lie between those of others. Empty: true of all kinds.
   */
  readonly wholeStreams?: string;
  apply(batch: readonly LoggedEvent[], sql: Sql): Promise<void>;
}
