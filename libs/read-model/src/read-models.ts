import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position } from '@hub/event-store';
import { Pool } from 'pg';
import type { Progress } from './build';
import { createCheckpoints, readCheckpoints, type Checkpoint } from './checkpoints';
import { compareWithLog, type Deviation } from './compare';
import { connect, connection } from './connection';
import { isPassing, reasonOf } from './failure';
import { Live } from './live';
import { memberOf, type Member } from './member';
import type { Projection, Sql } from './projection';
import { dropOrphans, rebuild, type RebuildOptions } from './rebuild';
import { positionAt, recordedAtProjection } from './recorded-at';
import { inScope, type Scope } from './scope';
import { sweepSnapshots, type Snapshot } from './snapshot';
import { Snapshots } from './snapshots';
import { statusOf, type ReadModelsStatus } from './status';
import { tablesOf } from './tables';
import { waitUntil } from './wait';

export interface ReadModelsOptions {
  readonly store: EventStore;
  /** PostgreSQL database of the read models; need not be the one of the log. */
  readonly url: string;
  readonly projections: readonly Projection[];
  /** Schema of the tables, `read` unless told otherwise. Rebuilds use `<schema>_next`, snapshots `<schema>_asof_…`. */
  readonly schema?: string;
  /** Connections for queries, 8 unless told otherwise. */
  readonly connections?: number;
  /** Milliseconds an as-of snapshot is kept after its last use; 300 000 unless told otherwise. */
  readonly keepSnapshotsMs?: number;
  /** Runs in the transaction that swaps tables in, to create again what depends on them: views, functions, grants. */
  readonly onSwap?: (sql: Sql) => Promise<void>;
}

const RETRY_MS = 1_000;

/** Rows exist and are of this version. */
const isCurrent = (member: Member, checkpoint: Checkpoint | undefined) =>
  checkpoint?.fingerprint === member.fingerprint;

/**
 * The read models of one context: disposable tables folded from the log, kept up to date, rebuilt without downtime,
 * and replayed to any earlier position.
 */
export class ReadModels {
  private readonly schema: string;
  private readonly pool: Pool;
  private readonly members: readonly Member[];
  private readonly moved = new EventEmitter().setMaxListeners(0);
  private readonly live: Live;
  private readonly stopping = new AbortController();
  private readonly snapshots: Snapshots;
  private renewal: Promise<void> = Promise.resolve();
  /** Why read models of an earlier version cannot be renewed, if so. */
  private hindrance: string | undefined;

  constructor(private readonly options: ReadModelsOptions) {
    const { store, url, schema = 'read', connections: max = 8 } = options;
    const projections = [recordedAtProjection, ...options.projections];
    const tables = tablesOf(projections);
    this.schema = schema;
    this.members = projections.map(projection => memberOf(projection, tables.get(projection.name) ?? []));
    this.pool = new Pool({
      ...connection(url, schema),
      max,
      idleTimeoutMillis: 10_000,
      allowExitOnIdle: true,
    });
    this.pool.on('error', () => undefined);
    this.snapshots = new Snapshots(options.keepSnapshotsMs ?? 300_000);
    const changed = () => void this.moved.emit('moved');
    this.live = new Live({ store, url, schema, members: this.members, changed });
  }

  /**
   * Begins to keep the read models up to date. Resolves when every one has rows to serve: those that never existed
   * are built first, those of an earlier version go on serving while the new ones are built; see {@link renewed}.
   */
  async start(): Promise<void> {
    const client = await connect(this.options.url, this.schema);
    try {
      await createCheckpoints(client, this.schema);
      await sweepSnapshots(client, this.schema);
      await dropOrphans(client, this.schema, this.members);
    } finally {
      await client.end();
    }
    this.live.start();
    await this.renew((_member, checkpoint) => !checkpoint);
    this.renewal = this.renewOutdated();
  }

  /** Never rejects: what cannot be renewed is said by {@link status}. */
  private async renewOutdated(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.renew((member, checkpoint) => !isCurrent(member, checkpoint));
        this.hindrance = undefined;
        return;
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.hindrance = reasonOf(error);
        if (!isPassing(error)) return;
        await pause(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** Resolves when no read model of an earlier version is left, or the new one could not be built (see status). */
  async renewed(): Promise<void> {
    await this.renewal;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.live.stop();
    await this.renewal;
    await this.snapshots.close();
    await this.pool.end();
  }

  /**
   * Waits until the read models (all, or those named) have taken in a position: read-your-own-write.
   * @returns false when that takes longer, or at once when one of them has stopped before it
   */
  async waitFor(position: Position, milliseconds: number, names?: readonly string[]): Promise<boolean> {
    const members = this.named(names);
    return waitUntil(this.moved, milliseconds, async () => {
      const kept = members.every(member => this.live.keeps(member));
      const standing = kept ? undefined : await readCheckpoints(this.pool, this.schema);
      const behind = members.filter(member => (standing?.get(member.name) ?? member).position < position);
      if (behind.length === 0) return true;
      const stopped = behind.some(member => member.failure ?? standing?.get(member.name)?.failure);
      return stopped ? false : undefined;
    });
  }

  /**
   * Waits until the read models (all, or those named) have taken in what the log holds at this moment.
   * @returns false as {@link waitFor} does
   */
  async catchUp(milliseconds: number, names?: readonly string[]): Promise<boolean> {
    return this.waitFor(await this.options.store.head(), milliseconds, names);
  }

  /** One statement on the read models; table names need no schema. */
  query<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]) {
    return this.pool.query<Row>(text, values);
  }

  /** Reads in one read-only snapshot, as a database role and with settings that row-level security looks at. */
  read<T>(scope: Scope, work: (sql: Sql) => Promise<T>): Promise<T> {
    return inScope(this.pool, scope, work);
  }

  /**
   * Builds read models (all, or those named) anew beside the live ones and swaps them in; readers notice nothing.
   * Works in any process, whether or not it keeps them live.
   * @throws when one of them cannot be built, naming the event
   */
  async rebuild(names?: readonly string[], progress?: (progress: Progress) => void): Promise<void> {
    const members = this.named(names);
    const client = await connect(this.options.url, this.schema);
    await createCheckpoints(client, this.schema).finally(() => client.end());
    const failed = await this.renew(() => true, members, progress);
    for (const [name, failure] of failed) {
      throw new Error(
        `${name} stops at event ${failure.id} (${failure.type}, position ${failure.position}): ${failure.reason}`,
      );
    }
  }

  /**
   * Read models as they stood at a position, replayed into a schema of their own. Drop it when done: it is kept for a
   * while, for the next question about the same past.
   */
  async asOf(position: Position, names?: readonly string[]): Promise<Snapshot> {
    const { store, url } = this.options;
    const { schema } = this;
    const signal = this.stopping.signal;
    const head = await store.head();
    const until = position < head ? position : head;
    return this.snapshots.take({ store, url, schema, members: this.named(names), until, signal });
  }

  /** Folds the log anew and compares every row: what deviates, nothing when all is as it must be. */
  async compare(names?: readonly string[], progress?: (progress: Progress) => void): Promise<Deviation[]> {
    const { store, url } = this.options;
    const { schema } = this;
    return compareWithLog({
      store,
      url,
      schema,
      members: this.named(names),
      progress,
      signal: this.stopping.signal,
    });
  }

  /** Position of the last event recorded before an instant; 0 when there is none. */
  async positionAt(instant: Date): Promise<Position> {
    const { store } = this.options;
    await this.catchUp(5_000, [recordedAtProjection.name]);
    return positionAt(this.pool, store, instant);
  }

  /** Where every read model stands; never throws. */
  status(): Promise<ReadModelsStatus> {
    const { pool: sql, schema, members, live, hindrance } = this;
    return statusOf({ sql, schema, members, live, hindrance });
  }

  private async renew(
    needs: RebuildOptions['needs'],
    members: readonly Member[] = this.members,
    progress?: (progress: Progress) => void,
  ) {
    const { store, url, onSwap } = this.options;
    const signal = this.stopping.signal;
    const { failed } = await rebuild({
      store,
      url,
      live: this.schema,
      members,
      needs,
      progress,
      signal,
      onSwap,
    });
    for (const member of members) {
      if (!this.live.keeps(member)) member.failure = failed.get(member.name);
    }
    this.live.refresh();
    return failed;
  }

  private named(names: readonly string[] | undefined): readonly Member[] {
    if (!names) return this.members;
    const unknown = names.find(name => !this.members.some(member => member.name === name));
    if (unknown !== undefined) throw new Error(`no read model is called ${unknown}`);
    return this.members.filter(member => names.includes(member.name));
  }
}
