import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { ensureWritable } from '../databases/data-directory';
import { roomAt } from '../databases/disk-guard';
import { withClient } from '../databases/roles';
import type { Health } from '../health/health-registry';
import { failureOf } from './outcome';
import { OpsFailure, type OpsCommand, type OpsRun } from './command';

export interface DoctorCheck {
  readonly name: string;
  /** @returns undefined where the question does not arise */
  check(run: OpsRun): Health | undefined | Promise<Health | undefined>;
}

const fine = (facts: Record<string, string | number | boolean> = {}): Health => ({ ok: true, facts });
const bad = (reason: string, next: string): Health => ({ ok: false, reason, next });

function node(): Health {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return good
    ? fine({ version: process.version })
    : bad(`Node ${process.version}`, 'install Node 20.19, 22.12 or newer');
}

function dataDirectory({ config }: OpsRun): Health | undefined {
  if (config.databaseUrl) return undefined;
  ensureWritable(config);
  const free = Math.floor(roomAt(config.dataDirectory) / 2 ** 20);
  const reserve = config.diskReserve / 2 ** 20;
  if (free < reserve)
    return bad(`${free} MB free, ${reserve} MB are the reserve`, 'make room: writing is refused');
  return fine({ directory: config.dataDirectory, freeMegabytes: free });
}

/** Keys that others may read are not secret any more. */
function keyDirectory({ config }: OpsRun): Health | undefined {
  const directory = config.keyDirectory;
  if (!fs.existsSync(directory)) {
    return config.mode === 'sandbox'
      ? undefined
      : bad(`${directory} does not exist`, 'make it and create the keys');
  }
  if (process.platform === 'win32') return fine({ directory });
  const open = [directory, ...fs.readdirSync(directory).map(name => path.join(directory, name))].filter(
    file => (fs.statSync(file).mode & 0o077) !== 0,
  );
  return open.length > 0
    ? bad(`others can read ${open.join(', ')}`, 'chmod 700 the directory, 400 its files')
    : fine({ directory });
}

/** Settings without which an acknowledged fact can be lost. */
async function durability(url: string): Promise<Health> {
  return withClient(url, async client => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_version')`,
    );
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter(name => settings[name] === 'off');
    if (off.length > 0)
      return bad(`${off.join(', ')} off: acknowledged facts can be lost`, 'switch it on in postgresql.conf');
    const version = String(settings.server_version);
    if (parseInt(version, 10) < 16)
      return bad(`PostgreSQL ${version}`, 'the hub needs PostgreSQL 16 or newer');
    return fine({ version, checksums: settings.data_checksums === 'on' });
  });
}

async function leastPrivilege(url: string, config: HubConfig): Promise<Health> {
  return withClient(url, async client => {
    const { rows } = await client.query<{ strong: boolean; name: string }>(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong, rolname as name
       from pg_roles where rolname = current_user`,
    );
    const [login] = rows;
    if (!login?.strong) return fine({ login: login?.name ?? '' });
    if (config.mode === 'sandbox') return fine({ login: login.name, note: 'has rights it does not need' });
    return bad(
      `${login.name} has rights it does not need`,
      'use the login that docs/how-to/production.md makes',
    );
  });
}

async function serving({ config }: OpsRun): Promise<Health> {
  const host = config.listen === '0.0.0.0' ? '127.0.0.1' : config.listen;
  try {
    const answer = await fetch(`http://${host}:${config.port}/health/ready`, {
      signal: AbortSignal.timeout(3_000),
    });
    if (answer.ok) return fine({ server: 'ready', port: config.port });
    const { checks = {} } = (await answer.json()) as { checks?: Record<string, Health> };
    const failed = Object.entries(checks).find(([, check]) => !check.ok);
    const [name, check] = failed ?? [];
    return check && !check.ok
      ? bad(`${name}: ${check.reason}`, check.next)
      : bad('not ready', 'see the log of the server');
  } catch {
    return fine({ server: 'not running' });
  }
}

const builtIn: readonly DoctorCheck[] = [
  { name: 'node', check: node },
  { name: 'data-directory', check: dataDirectory },
  { name: 'key-directory', check: keyDirectory },
  { name: 'database', check: async run => durability((await run.databases()).appUrl) },
  { name: 'keys-database', check: async run => durability((await run.databases()).keysUrl) },
  { name: 'rights', check: async run => leastPrivilege((await run.databases()).appUrl, run.config) },
  { name: 'server', check: serving },
];

async function ask(run: OpsRun, one: DoctorCheck): Promise<Health | undefined> {
  try {
    return await one.check(run);
  } catch (error) {
    return bad(failureOf(error, run.translator, run.language).message, 'see docs/how-to/troubleshooting.md');
  }
}

function line(name: string, health: Health): string {
  if (!health.ok) return `FAIL  ${name}: ${health.reason} -> ${health.next}\n`;
  const facts = Object.entries(health.facts ?? {}).map(([fact, value]) => `${fact} ${value}`);
  return `ok    ${name}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}\n`;
}

/** Looks at everything an installation needs and says of each fault what to do. */
export function doctorCommand(further: readonly DoctorCheck[] = []): OpsCommand {
  return {
    name: 'doctor',
    description: 'look at everything this installation needs; says of each fault what to do',
    run: async run => {
      const checks: Record<string, Health> = {};
      for (const check of [...builtIn, ...further]) {
        const health = await ask(run, check);
        if (!health) continue;
        checks[check.name] = health;
        if (!run.json) run.out(line(check.name, health));
      }
      const failed = Object.keys(checks).filter(name => !checks[name]?.ok);
      if (failed.length > 0) throw new OpsFailure(`not in order: ${failed.join(', ')}`, 1, { checks });
      return run.json ? { checks } : {};
    },
  };
}
