import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { nativePostgres } from './native';

/** Not /var/tmp where it can be helped: systems clean that up after a month. */
function shelter(): string {
  const lasting = '/var/lib/see-trafficking-data-hub';
  try {
    fs.mkdirSync(lasting, { recursive: true, mode: 0o711 });
    fs.accessSync(lasting, fs.constants.W_OK);
    return lasting;
  } catch {
    return '/var/tmp';
  }
}

/** The wanted directory, or, where root's own directory shuts the server's user out, one that lets it in. */
export function reachable(dataDirectory: string): string {
  const { runAs } = nativePostgres();
  const parent = path.dirname(path.resolve(dataDirectory));
  fs.mkdirSync(parent, { recursive: true });
  if (runAs.uid === undefined) return dataDirectory;
  if (spawnSync('/bin/sh', ['-c', 'cd "$0"', parent], { ...runAs, cwd: '/' }).status === 0)
    return dataDirectory;
  const name = createHash('sha256').update(path.resolve(dataDirectory)).digest('hex').slice(0, 12);
  return path.join(shelter(), `pg-${name}`);
}
