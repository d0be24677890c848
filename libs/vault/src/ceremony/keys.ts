import type { KekInfo, Keks } from '../keks/keks';
import type { EpochRow, Keystore } from '../keystore/keystore';
import { VaultRefusal } from '../refusal';

export interface KeyListing extends EpochRow {
  /** The key lies where it should, with the fingerprint the keystore knows. */
  readonly present: boolean;
  /** Live data keys under it. */
  readonly live: number;
}

/** Makes the first key encryption key of a database: the act that production asks for before it starts. */
export async function createKeys({ keystore, keks }: { keystore: Keystore; keks: Keks }): Promise<KekInfo> {
  if ((await keystore.epochs()).length > 0) throw new VaultRefusal('vault.kek-exists', 409, { epoch: 1 });
  const info = await keks.create(1);
  await keystore.openEpoch(info.epoch, info.fingerprint);
  return info;
}

/** All epochs with their fingerprints; never a key. */
export async function listKeys({
  keystore,
  keks,
}: {
  keystore: Keystore;
  keks: Keks;
}): Promise<KeyListing[]> {
  const present = new Set((await keks.list()).map(({ epoch, fingerprint }) => `${epoch} ${fingerprint}`));
  const epochs = await keystore.epochs();
  return Promise.all(
    epochs.map(async row => ({
      ...row,
      present: present.has(`${row.epoch} ${row.fingerprint}`),
      live: await keystore.liveIn(row.epoch),
    })),
  );
}
