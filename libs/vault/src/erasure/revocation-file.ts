import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { KeyDestruction } from '../keystore/keystore';
import { VaultRefusal } from '../refusal';

interface Line extends KeyDestruction {
  readonly at: string;
  /** SHA-256 of the line before, so that nothing is taken out of the middle unnoticed. */
  readonly previous: string;
}

const start = '0'.repeat(64);
const print = (line: string) => createHash('sha256').update(line).digest('hex');

/**
 * Every destruction of keys, one JSON line each, outside the backups of log and keystore: what makes an older
 * backup of either forget again. Appended and synced before the keystore is touched. Holds ids only.
 */
export class RevocationFile {
  constructor(readonly file: string) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  }

  /** @throws {VaultRefusal} `vault.revocations-damaged` when a line was altered or taken out */
  entries(): readonly KeyDestruction[] {
    return this.read().lines.map(({ ledgerSeq, subject, classes, deks }) => ({
      ledgerSeq,
      subject,
      classes,
      deks,
    }));
  }

  /** Appends and syncs, unless the entry stands there already. */
  append(destruction: KeyDestruction, at: Date): void {
    const { lines, length, last } = this.read();
    if (
      lines.some(
        ({ ledgerSeq, subject }) => ledgerSeq === destruction.ledgerSeq && subject === destruction.subject,
      )
    )
      return;
    const line = JSON.stringify({ ...destruction, at: at.toISOString(), previous: last } satisfies Line);
    const isNew = !fs.existsSync(this.file);
    const handle = fs.openSync(this.file, 'a', 0o600);
    try {
      fs.ftruncateSync(handle, length); // a line torn by a crash was never acknowledged
      fs.writeSync(handle, `${line}\n`);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    if (isNew) this.syncDirectory();
  }

  private syncDirectory(): void {
    if (process.platform === 'win32') return; // directories cannot be opened there
    const handle = fs.openSync(path.dirname(this.file), 'r');
    fs.fsyncSync(handle);
    fs.closeSync(handle);
  }

  /** Whole lines, their length in bytes and the print of the last one. */
  private read(): { lines: Line[]; length: number; last: string } {
    const text = fs.existsSync(this.file) ? fs.readFileSync(this.file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    let last = start;
    const lines = whole
      .split('\n')
      .slice(0, -1)
      .map((line, index) => {
        const parsed = parse(line);
        if (parsed?.previous !== last)
          throw new VaultRefusal('vault.revocations-damaged', 503, { line: index + 1 });
        last = print(line);
        return parsed;
      });
    return { lines, length: Buffer.byteLength(whole), last };
  }
}

function parse(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}
