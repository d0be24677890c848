import { setTimeout as pause } from 'node:timers/promises';
import { connect, tryLock } from '../connection';
import { reasonOf } from '../failure';
import { postgresLeaves, type Leaves } from './leaves';
import { MemoryLost, signOnce, type Signing, type SigningOptions } from './sign';
import { readSignerKey } from './signer-key';

export interface SignerOptions extends Omit<SigningOptions, 'leaves' | 'key'> {
  /** Login that may read the leaf hashes of the log and nothing else; one signer at a time holds its lock there. */
  readonly readUrl: string;
  /** Leaves of a log that is not in PostgreSQL. Opened with every connection and closed with it. */
  readonly openLeaves?: () => Promise<{ readonly leaves: Leaves; readonly close?: () => Promise<void> }>;
  /** `log.events` unless told otherwise. */
  readonly table?: string;
  readonly keyFile: string;
  /** A checkpoint when the log grew and this much time went by; 10 000 unless told otherwise. */
  readonly everyMs?: number;
  /** … or when it grew by so many events; 256 unless told otherwise. */
  readonly everyLeaves?: number;
  /** All leaves are read again at the start and then this often; every hour unless told otherwise. */
  readonly deepEveryMs?: number;
  readonly signal?: AbortSignal;
  readonly report?: (report: SignerReport) => void;
}

export type SignerReport =
  Signing | { readonly result: 'unreachable'; readonly reason: string } | { readonly result: 'waiting' };

const LOOK_MS = 1_000;

/**
 * The signer of one log, in a process of its own: reads leaf hashes, signs the tree if it begins with what it signed
 * last, and gives each checkpoint to the witness file. On a contradiction it signs nothing any more and says so.
 * Resolves when `signal` is aborted; a database that is away is waited for.
 */
export async function runSigner(options: SignerOptions): Promise<void> {
  const { report = () => undefined, signal } = options;
  while (!signal?.aborted) {
    try {
      await signWhileConnected(options);
    } catch (error) {
      if (error instanceof MemoryLost) report({ result: 'altered', size: 0, signed: error.signed });
      else report({ result: 'unreachable', reason: reasonOf(error) });
    }
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function signWhileConnected(options: SignerOptions): Promise<void> {
  const { readUrl, table, keyFile, report = () => undefined } = options;
  const client = await connect(readUrl, 'pg_catalog');
  try {
    if (!(await tryLock(client, `signer ${options.origin}`))) return report({ result: 'waiting' });
    const { leaves, close } = (await options.openLeaves?.()) ?? { leaves: postgresLeaves(client, table) };
    try {
      const signing = { ...options, leaves, key: await readSignerKey(keyFile) };
      // Whoever lost the connection has lost the lock, also where the leaves come from somewhere else.
      await signInTurn(signing, () => client.query('select'));
    } finally {
      await close?.();
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function signInTurn(
  options: SignerOptions & SigningOptions,
  holdLock: () => Promise<unknown>,
): Promise<void> {
  const { leaves, signal, report = () => undefined } = options;
  const pace = new Pace(options);
  while (!signal?.aborted) {
    await holdLock();
    if (pace.isDue(await leaves.size())) {
      const result = await signOnce(options, pace.isDeep());
      pace.done(result);
      report(result);
    }
    await pause(Math.min(LOOK_MS, options.everyMs ?? LOOK_MS), undefined, { signal }).catch(() => undefined);
  }
}

/** When to sign, and when to read everything again. */
class Pace {
  private size = -1;
  private at = -Infinity;
  private deepAt = -Infinity;

  constructor(private readonly options: Pick<SignerOptions, 'everyMs' | 'everyLeaves' | 'deepEveryMs'>) {}

  isDue(size: number): boolean {
    const { everyMs = 10_000, everyLeaves = 256 } = this.options;
    if (size < this.size || this.isDeep()) return true;
    const waited = performance.now() - this.at >= everyMs;
    return size > this.size && (waited || size - this.size >= everyLeaves);
  }

  isDeep(): boolean {
    return performance.now() - this.deepAt >= (this.options.deepEveryMs ?? 3_600_000);
  }

  done({ result, size }: Signing): void {
    if (this.isDeep()) this.deepAt = performance.now();
    this.at = performance.now();
    this.size = result === 'signed' ? size : -1;
  }
}
