import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { HubConfig } from '../config/hub-config';
import { OpsFailure, type OpsCommand, type OpsInput, type OpsRun } from '../ops/command';
import { backupKeyFile, createBackupKey, readBackupKey } from './backup-key';
import { recordBackup } from './backup-record';
import { dumpPart } from './dump';
import { hashOfFile, partFile, prune, writeManifest, type Part } from './manifest';
import { partsOf, purposeOf, type BackupPlan } from './plan';

const megabyte = 2 ** 20;

interface Places {
  readonly log: string;
  readonly keys: string;
}

/** Log and keys go to different places; together on one medium they would undo every erasure. */
function placesOf(config: HubConfig, input: OpsInput): Places {
  const production = config.mode === 'production';
  const place = (option: string, fallback: string) =>
    path.resolve(
      production ? input.required(option) : (input.text(option) ?? path.join(config.dataDirectory, fallback)),
    );
  const places = { log: place('to', 'backups/log'), keys: place('keys-to', 'backups/keys') };
  const inside = (a: string, b: string) => !path.relative(a, b).startsWith('..');
  if (inside(places.log, places.keys) || inside(places.keys, places.log)) {
    throw new OpsFailure('--to and --keys-to must be places of their own: the keys never lie with the log');
  }
  return places;
}

function keyOf(config: HubConfig, input: OpsInput): { file: string; key: Buffer } {
  const file = path.resolve(input.text('key') ?? backupKeyFile(config));
  const wanted = input.flag('create-key') || config.mode === 'sandbox';
  if (wanted && !fs.existsSync(file)) createBackupKey(file);
  return { file, key: readBackupKey(file) };
}

function daysOf(input: OpsInput, option: string, fallback?: number): number | undefined {
  const text = input.text(option);
  if (text === undefined) return fallback;
  if (!/^\d{1,5}$/.test(text)) throw new OpsFailure(`--${option} is a number of days`, 2);
  return Number(text);
}

async function savePart(
  plan: BackupPlan,
  run: OpsRun,
  about: { part: Part; directory: string; key: Buffer; id: string; createdAt: string },
) {
  const { part, directory, key, id, createdAt } = about;
  const { context, mode } = run.config;
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = partFile(directory, part);
  let shown = 0;
  let progress: ReturnType<OpsRun['progress']> | undefined;
  const databases = await run.databases();
  // Asked before the state that is saved: it holds at least as much.
  const facts = part === 'log' ? await plan.facts(databases) : {};
  const content = await dumpPart(partsOf(plan, databases)[part], {
    ...{ file, key, purpose: purposeOf(context, part), head: { id, context, mode, part, createdAt, facts } },
    progress: (done, total) => {
      run.signal.throwIfAborted();
      progress ??= run.progress(`${part}, megabytes`, Math.ceil(Math.max(total, done) / megabyte));
      const whole = Math.floor(done / megabyte);
      if (whole > shown) progress.advance(whole - shown);
      shown = whole;
    },
  });
  progress?.end();
  const { sha256, bytes } = await hashOfFile(file);
  writeManifest(
    directory,
    { format: 'hub-backup-1', id, context, mode, part, createdAt, bytes, sha256 },
    key,
  );
  const rows = Object.values(content.tables).reduce((sum, table) => sum + table.rows, 0);
  return { directory, tables: Object.keys(content.tables).length, rows, bytes };
}

/** Saves both databases while the hub goes on: sealed, each part consistent, log first. */
export function backupCommand(plan: BackupPlan): OpsCommand {
  return {
    name: 'backup',
    description:
      'save log, accounts and keys, encrypted, the keys apart from the rest; the server goes on serving',
    options: [
      { flags: '--to <directory>', description: 'where the log and the accounts go' },
      {
        flags: '--keys-to <directory>',
        description: 'where the keystore goes: another medium, kept for a short time',
      },
      { flags: '--key <file>', description: 'the backup key, if not backup.key in the key directory' },
      { flags: '--create-key', description: 'make the backup key if there is none' },
      {
        flags: '--keep-days <days>',
        description: 'remove older parts of the log afterwards; all are kept unless given',
      },
      {
        flags: '--keep-keys-days <days>',
        description: 'remove older keystore parts afterwards',
        fallback: '30',
      },
    ],
    run: async (run, input) => {
      const { context } = run.config;
      const places = placesOf(run.config, input);
      const [keepLog, keepKeys] = [daysOf(input, 'keep-days'), daysOf(input, 'keep-keys-days', 30)];
      const { file, key } = keyOf(run.config, input);
      const createdAt = new Date().toISOString();
      const name = `${context}-${createdAt.slice(0, 19).replaceAll(':', '')}Z`;
      const about = { key, id: randomUUID(), createdAt };
      // Keys after the log: whatever the log refers to is there. Keys destroyed in between stay destroyed.
      const log = await savePart(plan, run, {
        ...about,
        part: 'log',
        directory: path.join(places.log, name),
      });
      const keys = await savePart(plan, run, {
        ...about,
        part: 'keys',
        directory: path.join(places.keys, `${name}-keys`),
      });
      recordBackup(run.config, { id: about.id, createdAt, logBytes: log.bytes, keysBytes: keys.bytes });
      const removed = {
        log: keepLog === undefined ? 0 : prune(places.log, context, keepLog),
        keys: keepKeys === undefined ? 0 : prune(places.keys, context, keepKeys),
      };
      return { id: about.id, log, keys, key: file, removed };
    },
  };
}
