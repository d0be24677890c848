import { createHash } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import type { FileKeks } from '../keks/file-keks';
import { Kek, type KekInfo } from '../keks/keks';
import type { Keystore } from '../keystore/keystore';
import { VaultRefusal } from '../refusal';

const custodians = 3;
const needed = 2;
const checksum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

interface Share {
  readonly context: string;
  readonly epoch: number;
  readonly fingerprint: string;
  readonly bytes: Buffer;
}

/** One line a custodian can print, type and read out: what it belongs to, the share, a checksum against typing errors. */
function write({ context, epoch, fingerprint, bytes }: Share): string {
  const text = ['hub-share', context, epoch, fingerprint, bytes.toString('hex')].join(':');
  return `${text}:${checksum(text)}`;
}

function read(line: string): Share {
  const [kind, context = '', epoch, fingerprint = '', hex = '', sum] = line.trim().split(':');
  const text = ['hub-share', context, epoch, fingerprint, hex].join(':');
  if (kind !== 'hub-share' || sum !== checksum(text)) throw new VaultRefusal('vault.share-mistyped', 422);
  return { context, epoch: Number(epoch), fingerprint, bytes: Buffer.from(hex, 'hex') };
}

/**
 * Splits the key of an epoch among three custodians, two of whom can bring it back; one alone knows nothing.
 * The epoch is marked as escrowed, since its shares must go when it is destroyed.
 */
export async function escrow(
  parts: { readonly keks: FileKeks; readonly keystore: Keystore; readonly context: string },
  epoch: number,
): Promise<string[]> {
  const { keks, keystore, context } = parts;
  const secret = keks.secretForEscrow(epoch);
  const { fingerprint } = new Kek(Buffer.from(secret), context, epoch);
  const shares = await split(new Uint8Array(secret), custodians, needed);
  secret.fill(0);
  await keystore.epochEscrowed(epoch);
  return shares.map(bytes => write({ context, epoch, fingerprint, bytes: Buffer.from(bytes) }));
}

/**
 * Brings the key of an epoch back from two shares.
 * @throws {VaultRefusal} shares mistyped, too few, of different keys, or of the other database
 */
export async function restoreFromShares(
  keks: FileKeks,
  context: string,
  lines: readonly string[],
): Promise<KekInfo> {
  const shares = lines.map(read);
  const [first] = shares;
  if (!first || new Set(lines.map(line => line.trim())).size < needed) {
    throw new VaultRefusal('vault.shares-too-few', 422, { needed });
  }
  if (first.context !== context) throw new VaultRefusal('vault.share-of-another-context', 422);
  const together = shares.every(
    ({ context: name, epoch, fingerprint }) =>
      name === context && epoch === first.epoch && fingerprint === first.fingerprint,
  );
  if (!together) throw new VaultRefusal('vault.shares-of-different-keys', 422);
  const secret = Buffer.from(await combine(shares.map(({ bytes }) => new Uint8Array(bytes))));
  if (new Kek(Buffer.from(secret), context, first.epoch).fingerprint !== first.fingerprint) {
    throw new VaultRefusal('vault.shares-of-different-keys', 422);
  }
  return keks.restore(first.epoch, secret);
}
