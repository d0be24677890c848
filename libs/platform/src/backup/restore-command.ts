import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { HubConfig } from '../config/hub-config';
import type { Databases } from '../databases/connections';
import { openDatabases } from '../databases/databases';
import { OpsFailure, type OpsCommand, type OpsInput, type OpsRun } from '../ops/command';
import { backupKeyFile, readBackupKey } from './backup-key';
import { loadPart } from './load';
import { partFile, readPart, type Manifest, type Part } from './manifest';
import { partsOf, purposeOf, type BackupPlan, type Restored } from './plan';

const megabyte = 2 ** 20;

interface Source {
  readonly key: Buffer;
  readonly directories: Readonly<Record<Part, string>>;
  readonly manifests: Readonly<Record<Part, Manifest>>;
}

/** Both parts, genuine, of this database, of this kind of installation, and made together. */
async function sourceOf(run: OpsRun, input: OpsInput): Promise<Source> {
  const { config } = run;
  const key = readBackupKey(path.resolve(input.text('key') ?? backupKeyFile(config)));
  const directories = {
    log: path.resolve(input.required('from')),
    keys: path.resolve(input.required('keys-from')),
  };
  const manifests = {
    log: await readPart(directories.log, 'log', key),
    keys: await readPart(directories.keys, 'keys', key),
  };
  for (const { context, mode, part } of Object.values(manifests)) {
    if (context !== config.context)
      throw new OpsFailure(`the part "${part}" is of ${context}, not of ${config.context}`);
    if (mode !== config.mode)
      throw new OpsFailure(`the part "${part}" is of a ${mode} database, this is ${config.mode}`);
  }
  if (manifests.keys.createdAt < manifests.log.createdAt) {
    throw new OpsFailure(
      'the keystore part is older than the log: facts recorded in between could not be read',
    );
  }
  return { key, directories, manifests };
}

type Facts = Readonly<Record<string, number>>;

async function loadInto(
  run: OpsRun,
  plan: BackupPlan,
  source: Source,
  { databases, admit }: { databases: Databases; admit: (facts: Facts) => Promise<void> },
) {
  const parts = partsOf(plan, databases);
  const load = async (part: Part) => {
    const manifest = source.manifests[part];
    const progress = run.progress(`${part}, megabytes`, Math.ceil(manifest.bytes / megabyte));
    let bytes = 0;
    const content = await loadPart(
      {
        file: partFile(source.directories[part], part),
        key: source.key,
        purpose: purposeOf(manifest.context, part),
        checkHead: async head => {
          if (head.id !== manifest.id)
            throw new OpsFailure(`the part "${part}" is not the one of its manifest`);
          if (part === 'log') await admit(head.facts as Facts);
        },
        progress: count => {
          run.signal.throwIfAborted();
          const before = Math.floor(bytes / megabyte);
          bytes += count;
          progress.advance(Math.floor(bytes / megabyte) - before);
        },
      },
      parts[part],
    );
    progress.end();
    return content;
  };
  const [log, keys] = [await load('log'), await load('keys')];
  const tables = { ...log.tables, ...keys.tables };
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  return { tables: Object.keys(tables).length, rows, equal: true };
}

/** Nobody may write while the past is loaded. */
async function refuseWhileServing(databases: Databases): Promise<void> {
  const client = new Client({ connectionString: databases.ownerUrl(), application_name: 'hub-restore' });
  await client.connect();
  try {
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend'`,
    );
    if (rows[0]?.others) throw new OpsFailure('the database is in use: stop the server and its signer first');
  } finally {
    await client.end();
  }
}

const options = [
  { flags: '--from <directory>', description: 'the part with the log' },
  { flags: '--keys-from <directory>', description: 'the part with the keystore' },
  { flags: '--key <file>', description: 'the backup key, if not backup.key in the key directory' },
];

/** Loads a backup into new, empty databases; then forgets again what was erased since. */
export function restoreCommand(plan: BackupPlan): OpsCommand {
  return {
    name: 'restore',
    description:
      'load a backup into empty databases, compare every table by hash, and forget again what was erased since',
    options: [
      ...options,
      {
        flags: '--acknowledge-rollback',
        description: 'accept that the witness has seen more than the backup holds',
      },
    ],
    run: async (run, input) => {
      const source = await sourceOf(run, input);
      const databases = await run.databases();
      await refuseWhileServing(databases);
      await plan.migrate(run.config, databases);
      const acknowledgeRollback = input.flag('acknowledge-rollback');
      const admit = (facts: Facts) => plan.beforeLoad(run, { facts, acknowledgeRollback });
      const loaded = await loadInto(run, plan, source, { databases, admit });
      const restored: Restored = { config: run.config, databases, drill: false };
      const facts = await plan.beforeDecrypt(run, restored);
      return { id: source.manifests.log.id, ...loaded, ...facts };
    },
  };
}

/** Proves that a backup can be restored, in a scratch installation that is thrown away. */
export function drillCommand(plan: BackupPlan): OpsCommand {
  return {
    name: 'drill',
    description:
      'restore a backup into a scratch PostgreSQL, compare every table by hash, and throw the scratch away',
    options,
    run: async (run, input) => {
      const source = await sourceOf(run, input);
      const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-drill-'));
      fs.chmodSync(scratch, 0o711); // run by root, the scratch server is another user's process
      run.atEnd(() => fs.rmSync(scratch, { recursive: true, force: true }));
      const dataDirectory = path.join(scratch, run.config.context);
      const embedded = { databaseUrl: undefined, keysDatabaseUrl: undefined, ownerDatabaseUrl: undefined };
      const others = {
        keysOwnerDatabaseUrl: undefined,
        signerDatabaseUrl: undefined,
        walDirectory: undefined,
      };
      const config = new HubConfig({
        ...run.config,
        ...embedded,
        ...others,
        dataRoot: scratch,
        dataDirectory,
      });
      const databases = await openDatabases(config);
      run.atEnd(() => databases.close());
      await plan.migrate(config, databases);
      const started = performance.now();
      const loaded = await loadInto(run, plan, source, { databases, admit: async () => {} });
      const restored: Restored = { config, databases, drill: true };
      const facts = await plan.beforeDecrypt(run, restored);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      return { id: source.manifests.log.id, ...loaded, seconds, ...facts };
    },
  };
}
