import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '@hub/event-store';
import type { Client } from 'pg';
import { advanceAll } from './advance';
import { CheckpointMoved, readCheckpoints } from './checkpoints';
import { connect, tryLock } from './connection';
import { reasonOf } from './failure';
import { lowest, type Member } from './member';

const LIVE_BATCH = 1_000;
/** How often a process that does not lead tries to, and one that lost its connection tries again. */
const RETRY_MS = 1_000;
/** How often it is looked whether another process has put right what stopped here. */
const LOOK_AGAIN_MS = 2_000;

export interface LiveOptions {
  readonly store: EventStore;
  readonly url: string;
  readonly schema: string;
  readonly members: readonly Member[];
  /** Something moved or stopped. */
  readonly changed: () => void;
}

/** Keeps the read models of one schema up to date while its process leads; another process waits for its turn. */
export class Live {
  private readonly stopping = new AbortController();
  private round = new AbortController();
  private loop: Promise<void> | undefined;
  private following: readonly Member[] = [];
  /** Why the log or the database cannot be reached at the moment. */
  interruption: string | undefined;

  constructor(private readonly options: LiveOptions) {}

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.round.abort();
    await this.loop;
  }

  /** Members this process keeps itself, and whose positions in memory are therefore the truth. */
  keeps(member: Member): boolean {
    return this.following.includes(member);
  }

  /** The set of read models has changed: read the checkpoints again. */
  refresh(): void {
    this.round.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.lead();
      } catch (error) {
        this.interruption = reasonOf(error);
        this.following = [];
        this.options.changed();
        await pause(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    this.following = [];
  }

  private async lead(): Promise<void> {
    const { url, schema } = this.options;
    const client = await connect(url, schema);
    try {
      while (!this.stopping.signal.aborted && !(await tryLock(client, schema))) {
        this.interruption = undefined;
        await pause(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
      while (!this.stopping.signal.aborted) await this.follow(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async follow(client: Client): Promise<void> {
    const { members, changed } = this.options;
    this.round = new AbortController();
    const signal = AbortSignal.any([this.round.signal, this.stopping.signal]);
    this.following = await this.takeUp(client);
    const running = this.following.filter(member => !member.failure);
    this.interruption = undefined;
    changed();
    const again =
      running.length < members.length ? setTimeout(() => this.refresh(), LOOK_AGAIN_MS) : undefined;
    try {
      await this.keepUp(client, running, signal);
    } catch (error) {
      if (!(error instanceof CheckpointMoved)) throw error;
    } finally {
      clearTimeout(again);
    }
  }

  private async keepUp(client: Client, running: readonly Member[], signal: AbortSignal): Promise<void> {
    const { store, schema, changed } = this.options;
    if (running.length === 0) return idle(signal);
    for await (const batch of store.log(lowest(running), { live: true, limit: LIVE_BATCH, signal })) {
      await advanceAll(client, schema, running, batch);
      changed();
      if (running.some(member => member.failure)) return;
    }
  }

  /** Members whose tables are of this version, standing where the database says. */
  private async takeUp(client: Client): Promise<Member[]> {
    const checkpoints = await readCheckpoints(client, this.options.schema);
    return this.options.members.filter(member => {
      const checkpoint = checkpoints.get(member.name);
      if (checkpoint?.fingerprint !== member.fingerprint) return false;
      member.position = checkpoint.position;
      if (member.failure && checkpoint.position >= member.failure.position) member.failure = undefined;
      return true;
    });
  }
}

/** Until something changes. */
const idle = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
