import type { KeyRing } from '../key-ring';
import type { Keks } from '../keks/keks';
import type { Keystore } from '../keystore/keystore';
import { VaultRefusal } from '../refusal';

export interface RewrapOptions {
  /**
   * Runs when every key is wrapped anew and before the old epochs' keys are destroyed: the place for a fresh
   * backup of the keystore, since all earlier ones become worthless. When it fails the old keys stay.
   */
  readonly beforeDestroy?: () => Promise<void>;
  /** Keys per transaction. */
  readonly batch?: number;
}

export interface RewrapReport {
  readonly epoch: number;
  readonly rewrapped: number;
  /** Epochs whose key was destroyed now. */
  readonly destroyed: readonly number[];
}

interface Parts {
  readonly keystore: Keystore;
  readonly keks: Keks;
  readonly ring: KeyRing;
}

/**
 * Opens the next epoch, wraps every live key anew and destroys the keys of the epochs before, while requests go
 * on: new keys take the new epoch at once, and a reader that meets a destroyed epoch reads the row again.
 */
export async function rewrap(parts: Parts, options: RewrapOptions = {}): Promise<RewrapReport> {
  const epochs = await parts.keystore.epochs();
  const next = Math.max(0, ...epochs.map(({ epoch }) => epoch)) + 1;
  const { fingerprint } = await parts.keks.create(next);
  await parts.keystore.openEpoch(next, fingerprint);
  return finishRewrap(parts, options);
}

/** Finishes a re-wrap that a crash cut off. Nothing to finish is fine. */
export async function finishRewrap(parts: Parts, options: RewrapOptions = {}): Promise<RewrapReport> {
  const { keystore, keks, ring } = parts;
  const epochs = await keystore.epochs();
  const epoch = epochs.find(({ state }) => state === 'current')?.epoch;
  if (epoch === undefined) throw new VaultRefusal('vault.kek-missing', 503);
  let rewrapped = 0;
  for (let found = -1; found !== 0; rewrapped += found) {
    found = await keystore.rewrap(epoch, options.batch ?? 1000, row => ring.rewrapped(row, epoch));
  }
  const retiring = epochs.filter(({ state }) => state === 'retiring');
  const live = await Promise.all(retiring.map(row => keystore.liveIn(row.epoch)));
  if (live.some(count => count > 0)) throw new VaultRefusal('vault.rewrap-incomplete', 503);
  if (retiring.length > 0) await options.beforeDestroy?.();
  for (const old of retiring) {
    await keks.destroy(old.epoch);
    await keystore.epochDestroyed(old.epoch);
  }
  return { epoch, rewrapped, destroyed: retiring.map(old => old.epoch) };
}
