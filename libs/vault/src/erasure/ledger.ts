import type { EventStore, LoggedEvent } from '@hub/event-store';
import { ledgerEntry, type KeyDestruction, type Keystore, type ReadMark } from '../keystore/keystore';

/** Type of the event by which a context promises the destruction; its data is a `KeyDestruction`. */
export const subjectKeyDestroyed = 'SubjectKeyDestroyed';

export type LedgerState =
  /** Everything promised was carried out. */
  | { readonly state: 'current' }
  /** Promised, begun here and not finished: a crash. The reconciler finishes it. */
  | { readonly state: 'unfinished'; readonly open: readonly KeyDestruction[] }
  /** Promised, and unknown here: the keystore is older than the promise. Restore must replay first. */
  | { readonly state: 'behind'; readonly missing: readonly KeyDestruction[] };

/** Compares what log and revocation file promise with what the keystore carried out. */
export async function checkLedger(
  keystore: Pick<Keystore, 'intents' | 'ledger'>,
  promised: readonly KeyDestruction[],
): Promise<LedgerState> {
  const [intents, done] = await Promise.all([keystore.intents(), keystore.ledger()]);
  const open = promised.filter(promise => !done.has(ledgerEntry(promise)));
  const missing = open.filter(promise => !intents.has(ledgerEntry(promise)));
  if (missing.length > 0) return { state: 'behind', missing };
  return open.length > 0 ? { state: 'unfinished', open } : { state: 'current' };
}

/** The promise an event makes, if it makes one. */
export function promiseIn({ type, data }: Pick<LoggedEvent, 'type' | 'data'>): KeyDestruction | undefined {
  if (type !== subjectKeyDestroyed) return undefined;
  const { ledgerSeq, subject, classes, deks } = JSON.parse(data) as KeyDestruction;
  return { ledgerSeq, subject, classes, deks };
}

export interface PromisesFound {
  readonly promises: readonly KeyDestruction[];
  /** The last event read. */
  readonly mark?: ReadMark;
}

async function promisesAfter(store: EventStore, after: bigint): Promise<PromisesFound> {
  const promises: KeyDestruction[] = [];
  let mark: ReadMark | undefined;
  const head = await store.head();
  if (head <= after) return { promises };
  for await (const batch of store.log(after, { until: head })) {
    promises.push(...batch.map(promiseIn).filter(promise => promise !== undefined));
    const last = batch.at(-1);
    if (last) mark = { position: last.position, leaf: last.hash };
  }
  return { promises, ...(mark && { mark }) };
}

/** All promises of a log. Reads every event, so it is for restores. */
export async function promisesIn(store: EventStore): Promise<readonly KeyDestruction[]> {
  return (await promisesAfter(store, 0n)).promises;
}

/** Whether the event at a mark is still the one that stood there when it was set. */
async function stands(store: EventStore, mark: ReadMark): Promise<boolean> {
  for await (const [event] of store.log(mark.position - 1n, { limit: 1, until: mark.position })) {
    return event?.position === mark.position && event.hash.equals(mark.leaf);
  }
  return false;
}

/**
 * The promises a start has to look at: those after the place up to which all were carried out, or all of them where
 * that place is unknown, is not of this log, or a revocation is missing in the file. A million events take seconds to
 * read; what came since the last start takes none.
 */
export async function openPromises(
  store: EventStore,
  keystore: Pick<Keystore, 'readMark' | 'ledger'>,
  revocations: readonly KeyDestruction[],
): Promise<PromisesFound> {
  const mark = await keystore.readMark();
  if (!mark || !(await stands(store, mark))) return promisesAfter(store, 0n);
  const filed = new Set(revocations.map(ledgerEntry));
  const isFiled = [...(await keystore.ledger())].every(entry => filed.has(entry));
  return promisesAfter(store, isFiled ? mark.position : 0n);
}
