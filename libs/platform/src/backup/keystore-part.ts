import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { backupKeyFile, createBackupKey, readBackupKey } from './backup-key';
import { dumpPart } from './dump';
import { hashOfFile, partFile, prune, writeManifest } from './manifest';
import { purposeOf } from './plan';

const keptDays = 30;

/**
 * Saves the keystore alone, as a part that `restore --keys-from` takes: after an erasure all earlier parts are
 * worthless, so a fresh one is made before the old key encryption keys go. Parts older than 30 days are removed.
 * @param url login of the keystore
 * @returns where it lies; undefined where production names no place (`<CONTEXT>_KEYS_BACKUP_DIRECTORY`)
 */
export async function backUpKeystore(config: HubConfig, url: string): Promise<string | undefined> {
  const { context, mode, keysBackupDirectory } = config;
  if (keysBackupDirectory === undefined) return undefined;
  const keyFile = backupKeyFile(config);
  if (mode === 'sandbox' && !fs.existsSync(keyFile)) createBackupKey(keyFile);
  const key = readBackupKey(keyFile);
  const [id, createdAt] = [randomUUID(), new Date().toISOString()];
  const directory = path.join(keysBackupDirectory, `${context}-${createdAt.replaceAll(':', '')}-keys`);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = partFile(directory, 'keys');
  await dumpPart(
    { url, schemas: ['keys'], disposable: () => false },
    {
      ...{ file, key, purpose: purposeOf(context, 'keys'), progress: () => {} },
      head: { id, context, mode, part: 'keys', createdAt, facts: {} },
    },
  );
  const { sha256, bytes } = await hashOfFile(file);
  writeManifest(
    directory,
    { format: 'hub-backup-1', id, context, mode, part: 'keys', createdAt, bytes, sha256 },
    key,
  );
  prune(keysBackupDirectory, context, keptDays);
  return directory;
}
