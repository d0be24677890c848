import type { EventStore, LoggedEvent } from '@hub/event-store';
import { ledgerEntry, type KeyDestruction, type Keystore } from '../keystore/keystore';

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

/** All promises of a log. Reads every event, so it is for the start and for restores. */
export async function promisesIn(store: EventStore): Promise<readonly KeyDestruction[]> {
  const promises: KeyDestruction[] = [];
  const head = await store.head();
  if (head === 0n) return promises;
  for await (const batch of store.log(0n, { until: head })) {
    promises.push(...batch.map(promiseIn).filter(promise => promise !== undefined));
  }
  return promises;
}
