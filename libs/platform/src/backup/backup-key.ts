import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { OpsFailure } from '../ops/command';

/** Where the backup key lies unless another file is named: with the other keys, never with the backups. */
export const backupKeyFile = (config: HubConfig) => path.join(config.keyDirectory, 'backup.key');

/** Makes the backup key, 32 random bytes in hexadecimal, readable by this user only. */
export function createBackupKey(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o400 });
}

/** @throws {OpsFailure} when the file is missing, open to others or holds no key */
export function readBackupKey(file: string): Buffer {
  let text: string;
  try {
    if (process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0) {
      throw new OpsFailure(`${file} can be read by others: chmod 400 it`);
    }
    text = fs.readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new OpsFailure(
      `there is no backup key at ${file}: make one with backup --create-key, or name it with --key`,
    );
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new OpsFailure(`${file} holds no backup key (64 hexadecimal digits)`);
  return Buffer.from(text, 'hex');
}

/** A seal over a manifest, so that its hashes cannot be replaced with those of another file. */
export const macOf = (key: Buffer, text: string) =>
  createHmac('sha256', key).update(`hub manifest 1|${text}`).digest('hex');

export function macFits(key: Buffer, text: string, mac: string): boolean {
  const [expected, given] = [Buffer.from(macOf(key, text), 'hex'), Buffer.from(mac, 'hex')];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
