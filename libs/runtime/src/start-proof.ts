import fs from 'node:fs';
import {
  EventStore,
  type LogOptions,
  type Position,
  type StoredEvent,
  type StreamsOptions,
} from '@hub/event-store';
import { Refusal, type Databases, type Health, type HubConfig } from '@hub/platform';
import {
  checkAgainstWitness,
  postgresLeaves,
  StoreLeaves,
  type Leaves,
  type StartCheck,
} from '@hub/read-model';
import { Client } from 'pg';
import { inEventStoreDb } from './event-log';
import { originOf, proofFiles, signedLogs, type SignedLog } from './proof-files';

const logs = Object.keys(signedLogs) as SignedLog[];

interface Parts {
  readonly config: HubConfig;
  readonly databases: Pick<Databases, 'urlFor'>;
  readonly store: EventStore;
}

/** What the witness says against a log, or what it agreed to. */
type Found = StartCheck | { readonly verdict: 'unreadable'; readonly size: number; readonly reason: string };

const words: Readonly<Record<Exclude<Found['verdict'], 'proven' | 'no-evidence'>, string>> = {
  'rolled-back': 'is smaller than what was signed',
  altered: 'is not the one that was signed',
  unreadable: 'cannot be held against what was signed',
};

function keyOf(config: HubConfig, log: SignedLog): string | undefined {
  const { publicFile, witnessFile } = proofFiles(config, log);
  if (fs.existsSync(publicFile)) {
    return (JSON.parse(fs.readFileSync(publicFile, 'utf8')) as Record<SignedLog, string>)[log];
  }
  if (fs.existsSync(witnessFile)) throw new Error(`${publicFile} is missing`);
  return undefined;
}

/**
 * The start-up rule: each log is held against what the signer's witness file says of it. Answered once, when first asked;
 * a log that is smaller than what was signed, or another one, is read and not written to until two people acknowledge it.
 */
export class StartProof {
  private found?: Promise<Readonly<Record<SignedLog, Found>>>;

  constructor(private readonly parts: Parts) {}

  async check(): Promise<Readonly<Record<SignedLog, Found>>> {
    const asked = (this.found ??= this.checkAll());
    const found = await asked;
    // What could not be read says nothing about the log: it is looked at again when next asked.
    const isUnknown = logs.some(log => found[log].verdict === 'unreadable');
    if (isUnknown && this.found === asked) this.found = undefined;
    return found;
  }

  /** @throws {Refusal} `platform.log-not-proven`, 503, while a log is not the one that was signed */
  async admit(): Promise<void> {
    const found = await this.check();
    if (logs.some(log => found[log].verdict in words)) {
      throw new Refusal('platform.log-not-proven', {}, { status: 503 });
    }
  }

  async health(): Promise<Health> {
    const found = await this.check();
    for (const log of logs) {
      const one = found[log];
      if (one.verdict === 'proven' || one.verdict === 'no-evidence') continue;
      const signed = 'signed' in one && one.signed ? `, ${one.signed.size} signed` : '';
      const why = 'reason' in one ? `: ${one.reason}` : ` (${one.size} entries${signed})`;
      return {
        ok: false,
        reason: `the log of ${log} ${words[one.verdict]}${why}; nothing is recorded`,
        next: 'ops verify tells where; after a restore: ops acknowledge-rollback, then start again',
      };
    }
    const facts = logs.map(log => {
      const one = found[log];
      return [
        log,
        'signed' in one && one.signed ? `${one.signed.size} signed` : 'nothing signed yet',
      ] as const;
    });
    return { ok: true, facts: Object.fromEntries(facts) };
  }

  private async checkAll(): Promise<Readonly<Record<SignedLog, Found>>> {
    const [events, access] = await Promise.all([this.checkOne('events'), this.checkOne('access')]);
    return { events, access };
  }

  private async checkOne(log: SignedLog): Promise<Found> {
    const { config, databases } = this.parts;
    try {
      const key = keyOf(config, log);
      if (key === undefined) return { verdict: 'no-evidence', size: 0 };
      const { witnessFile } = proofFiles(config, log);
      const witness = { origin: originOf(config, log), witnessFiles: [witnessFile], verificationKeys: [key] };
      if (log === 'events' && inEventStoreDb(config)) {
        return await checkAgainstWitness({ ...witness, leaves: new StoreLeaves(this.parts.store) });
      }
      const url = databases.urlFor(log === 'events' ? 'reader' : 'auditor');
      return await withLeaves(url, signedLogs[log].table, leaves =>
        checkAgainstWitness({ ...witness, leaves }),
      );
    } catch (error) {
      return { verdict: 'unreadable', size: 0, reason: (error as Error).message };
    }
  }
}

async function withLeaves<T>(url: string, table: string, work: (leaves: Leaves) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'hub-start-proof' });
  await client.connect();
  try {
    return await work(postgresLeaves(client, table));
  } finally {
    await client.end();
  }
}

/** A log that takes new facts only while it is the one that was signed. */
export class ProvenStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly proof: StartProof,
  ) {
    super();
  }

  get capabilities() {
    return this.store.capabilities;
  }

  load(stream: string) {
    return this.store.load(stream);
  }

  async append(stream: string, expectedVersion: number, events: readonly StoredEvent[]): Promise<Position> {
    await this.proof.admit();
    return this.store.append(stream, expectedVersion, events);
  }

  log(after: Position, options?: LogOptions) {
    return this.store.log(after, options);
  }

  override streams(kind: string, options: StreamsOptions) {
    return this.store.streams(kind, options);
  }

  head() {
    return this.store.head();
  }

  close() {
    return this.store.close();
  }
}
