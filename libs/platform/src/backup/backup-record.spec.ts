import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lastBackups, recordBackup } from './backup-record';

describe('the record of backups', () => {
  const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-backups-'));
  afterAll(() => fs.rmSync(dataDirectory, { recursive: true }));

  it('is empty before the first, and tells the newest first', () => {
    expect(lastBackups({ dataDirectory })).toEqual([]);
    const made = (day: string) => ({
      ...{ id: day, createdAt: `2026-03-${day}T02:00:00.000Z`, logBytes: 5, keysBytes: 2 },
    });
    for (const day of ['01', '02', '03']) recordBackup({ dataDirectory }, made(day));
    expect(lastBackups({ dataDirectory }, 2)).toEqual([made('03'), made('02')]);
  });
});
