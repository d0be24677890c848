import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';

/** A backup that was made, as the server's pages tell of it; it says nothing about where the parts are today. */
export interface BackupRecord {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  readonly logBytes: number;
  readonly keysBytes: number;
}

const recordFile = ({ dataDirectory }: Pick<HubConfig, 'dataDirectory'>) =>
  path.join(dataDirectory, 'backups.ndjson');

/** Notes a finished backup beside the data, for whoever asks when the last one was. */
export function recordBackup(config: Pick<HubConfig, 'dataDirectory'>, record: BackupRecord): void {
  fs.mkdirSync(config.dataDirectory, { recursive: true });
  fs.appendFileSync(recordFile(config), `${JSON.stringify(record)}\n`);
}

/** The backups made of this installation, newest first. */
export function lastBackups(config: Pick<HubConfig, 'dataDirectory'>, limit = 10): BackupRecord[] {
  const file = recordFile(config);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines
    .slice(-limit)
    .reverse()
    .map(line => JSON.parse(line) as BackupRecord);
}
