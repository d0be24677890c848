import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nativePostgres, type RunAs } from './native';
import { freePort, readPostmaster, runningPostmaster } from './postmaster';
import { reachable } from './reachable';

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  readonly user: string;
  readonly password: string;
  /** Where the write-ahead log goes, if not beside the data: a disk of its own. */
  readonly walDirectory?: string;
  /** Free port chosen by the kernel unless given. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string | number>>;
  /** For tests: no fsync, and the cluster goes away with this process, even on kill -9. */
  readonly ephemeral?: boolean;
}

export interface EmbeddedPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  readonly dataDirectory: string;
  url(database: string): string;
  stop(mode?: 'fast' | 'immediate'): void;
}

function run(command: string, args: string[], options: SpawnSyncOptions): void {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.error) throw result.error;
  if (result.status === 0) return;
  throw new Error(
    `${path.basename(command)} failed (${result.status}): ${String(result.stderr || result.stdout).trim()}`,
  );
}

const give = (file: string, to: RunAs) => {
  if (to.uid !== undefined && to.gid !== undefined) fs.chownSync(file, to.uid, to.gid);
};

const hasCluster = (directory: string) => fs.existsSync(path.join(directory, 'PG_VERSION'));

function initialise(directory: string, options: EmbeddedOptions, spawnOptions: SpawnSyncOptions): void {
  const { bin, runAs } = nativePostgres();
  const temporary = `${directory}.init-${process.pid}`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary, { recursive: true, mode: 0o700 });
  give(temporary, runAs);
  const passwordFile = path.join(os.tmpdir(), `.hub-${randomUUID()}`);
  fs.writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  give(passwordFile, runAs);
  const args = [
    '-D',
    temporary,
    '-U',
    options.user,
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--data-checksums',
  ];
  args.push('--auth-host=scram-sha-256', '--auth-local=scram-sha-256', '--no-instructions');
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (options.ephemeral) args.push('--no-sync');
  if (options.walDirectory) {
    fs.mkdirSync(options.walDirectory, { recursive: true, mode: 0o700 });
    give(options.walDirectory, runAs);
    args.push(`--waldir=${path.resolve(options.walDirectory)}`);
  }
  try {
    run(bin('initdb'), args, spawnOptions);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  try {
    fs.renameSync(temporary, directory); // atomic: a killed initdb leaves no half cluster
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true });
    if (!hasCluster(directory)) throw error; // otherwise another starter was faster
  }
}

function serverSettings(options: EmbeddedOptions, port: number): string {
  const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    logging_collector: 'off',
    // A violated constraint must not write the row into the server log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // Nor a malformed value its own: `invalid input syntax for type uuid: "…"`. The application sees every error.
    log_min_messages: 'log',
    log_parameter_max_length_on_error: 0,
    ...(options.ephemeral ? quick : {}),
    ...options.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

/** Ends the cluster when our end of its pipe closes, which the kernel does even when we are killed. */
function reap(
  pgCtl: string,
  directory: string,
  options: { cwd: string; env: NodeJS.ProcessEnv } & RunAs,
): void {
  const script = 'read _; "$0" stop -s -m immediate -D "$1"; rm -rf "$1"';
  const reaper = spawn('/bin/sh', ['-c', script, pgCtl, directory], {
    ...options,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  reaper.unref();
  (reaper.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

/** Starts the embedded PostgreSQL of a data directory, or attaches to the one that already runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { bin, runAs } = nativePostgres();
  const directory = reachable(options.dataDirectory);
  const spawnOptions = { ...runAs, cwd: '/', env: { ...process.env, LC_ALL: 'C', LANG: 'C' } };
  if (!hasCluster(directory)) initialise(directory, options, spawnOptions);
  if (!(await runningPostmaster(directory))) {
    const log = path.join(directory, 'server.log');
    if (!fs.existsSync(log)) fs.writeFileSync(log, '', { mode: 0o600 });
    give(log, runAs);
    const settings = serverSettings(options, options.port ?? (await freePort()));
    try {
      run(
        bin('pg_ctl'),
        ['start', '-w', '-t', '60', '-s', '-D', directory, '-l', log, '-o', settings],
        spawnOptions,
      );
    } catch (error) {
      // Two starters at once: the loser uses the winner's server.
      if (!(await runningPostmaster(directory))) {
        throw new Error(`${(error as Error).message}\n${fs.readFileSync(log, 'utf8').slice(-2000)}`);
      }
    }
  }
  const postmaster = readPostmaster(directory);
  if (!postmaster)
    throw new Error(`PostgreSQL in ${directory} stopped right after its start: see server.log there`);
  if (options.ephemeral) reap(bin('pg_ctl'), directory, spawnOptions);
  const { user, password } = options;
  return {
    host: '127.0.0.1',
    port: postmaster.port,
    pid: postmaster.pid,
    user,
    password,
    dataDirectory: directory,
    url: database =>
      `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${postmaster.port}/${database}`,
    stop: (mode = 'fast') => {
      const stop = (how: string) =>
        run(bin('pg_ctl'), ['stop', '-s', '-w', '-t', '20', '-m', how, '-D', directory], spawnOptions);
      try {
        stop(mode);
      } catch {
        stop('immediate'); // on a full disk it cannot write its last checkpoint; the next start recovers
      }
    },
  };
}
