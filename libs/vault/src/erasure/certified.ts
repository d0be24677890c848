import type { EpochRow, Keystore } from '../keystore/keystore';
import { certify, type ErasureCertificate } from './certificate';

export interface CertifiedOptions {
  readonly context: string;
  readonly keystore: Pick<Keystore, 'destructions' | 'epochs'>;
  /** Days a backup of the keystore is kept. */
  readonly keystoreBackupDays: number;
}

/** The re-wrap that followed a destruction, as the epochs tell it: the next one opened, those before destroyed. */
function rewrapAfter(destroyedAt: Date, epochs: readonly EpochRow[]) {
  const next = epochs.find(({ createdAt }) => createdAt >= destroyedAt);
  if (!next) return undefined;
  const earlier = epochs.filter(({ epoch }) => epoch < next.epoch);
  const ends = earlier.map(({ destroyedAt: gone }) => gone?.getTime());
  if (ends.some(end => end === undefined)) return undefined;
  const finishedAt = new Date(Math.max(...ends.map(end => end ?? 0)));
  return { epoch: next.epoch, rewrapped: 0, destroyed: earlier.map(({ epoch }) => epoch), finishedAt };
}

/** What can be certified today of every erasure that was carried out, in their order. */
export async function certifiedErasures(options: CertifiedOptions): Promise<ErasureCertificate[]> {
  const { context, keystore, keystoreBackupDays } = options;
  const [done, epochs] = [await keystore.destructions(), await keystore.epochs()];
  return done.map(({ destroyedAt, ...destruction }) => {
    const rewrap = rewrapAfter(destroyedAt, epochs);
    return certify({
      ...{ context, destruction, destroyedAt, epochs, keystoreBackupDays },
      ...(rewrap && { rewrap }),
    });
  });
}
