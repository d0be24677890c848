import fs from 'node:fs';
import path from 'node:path';
import { AccessDatabase, AccessLog } from '@hub/access';
import { PostgresEventStore, type EventStore } from '@hub/event-store';
import { OpsFailure, type BackupPlan, type Databases, type HubConfig, type OpsRun } from '@hub/platform';
import { checkAgainstWitness, type Leaves } from '@hub/read-model';
import { FileKeks, PostgresKeystore, promisesIn, Vault } from '@hub/vault';
import { Client } from 'pg';
import type { ContextDefinition } from '../context-definition';
import { migrate } from '../migrate';
import { originOf, proofFiles, signedLogs, type SignedLog } from '../proof-files';

const logs = Object.keys(signedLogs) as SignedLog[];

/** How many entries each signed log has. */
async function sizes(databases: Databases): Promise<Record<SignedLog, number>> {
  const client = new Client({ connectionString: databases.ownerUrl(), application_name: 'hub-backup' });
  await client.connect();
  try {
    const found = { events: 0, access: 0 };
    for (const log of logs) {
      const { rows } = await client.query<{ size: string | null }>(
        `select max(position)::text as size from ${signedLogs[log].table}`,
      );
      found[log] = Number(rows[0]?.size ?? 0);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** A log of which nothing but its size is known yet. */
const ofSize = (size: number): Leaves => ({ size: async () => size, read: async function* () {} });

/** Whether more was signed than a backup holds: restoring it takes facts back that others may rely on. */
async function signedBeyond(config: HubConfig, log: SignedLog, size: number): Promise<number | undefined> {
  const { publicFile, witnessFile } = proofFiles(config, log);
  if (!fs.existsSync(publicFile)) return undefined;
  const keys = JSON.parse(fs.readFileSync(publicFile, 'utf8')) as Record<SignedLog, string>;
  const { verdict, signed } = await checkAgainstWitness({
    leaves: ofSize(size),
    origin: originOf(config, log),
    witnessFiles: [witnessFile],
    verificationKeys: [keys[log]],
  });
  return verdict === 'rolled-back' ? signed?.size : undefined;
}

/** Carries out again every destruction of keys that log and revocation file know of, before anything is opened. */
async function forgetAgain(
  definition: ContextDefinition,
  run: OpsRun,
  restored: { readonly databases: Databases; readonly store: EventStore },
): Promise<number> {
  const { context, mode, keyDirectory, dataDirectory } = run.config;
  const { databases, store } = restored;
  const keystore = new PostgresKeystore(databases.keysUrl);
  const access = new AccessDatabase({ context, url: databases.appUrl, connections: 1 });
  run.atEnd(() => access.close());
  const vault = await Vault.open({
    context,
    keystore,
    keks: new FileKeks({ directory: keyDirectory, context, mode }),
    sealing: definition.sealing,
    releases: new AccessLog(access),
    revocationFile: path.join(dataDirectory, 'revocations.ndjson'),
    onRefusal: 'hold', // it is behind, which is why we are here
  });
  run.atEnd(() => vault.close());
  return vault.erasures.replay(await promisesIn(store));
}

/** What of a context's databases is kept, and how a restore forgets again what was erased since. */
export function backupPlan(definition: ContextDefinition): BackupPlan {
  return {
    permanent: ['log', 'access', 'drafts'],
    // Read models and the index of names are built from the log; the index also because erasure empties it.
    disposable: schema => schema === 'names' || schema === 'read' || schema.startsWith('read_'),
    keys: ['keys'],
    seeded: ['log.instance', 'access.migration', 'access.scope_key'],
    migrate,
    facts: sizes,
    beforeLoad: async (run, { facts, acknowledgeRollback }) => {
      for (const log of logs) {
        const signed = await signedBeyond(run.config, log, facts[log] ?? 0);
        if (signed === undefined || acknowledgeRollback) continue;
        throw new OpsFailure(
          `the witness has seen ${signed} entries of ${log}, the backup holds ${facts[log] ?? 0}: ` +
            'restore with --acknowledge-rollback if they are lost',
        );
      }
    },
    beforeDecrypt: async (run, { config, databases, drill }) => {
      const store = await PostgresEventStore.open({ url: databases.appUrl, context: config.context });
      run.atEnd(() => store.close());
      const forgotten = await forgetAgain(definition, run, { databases, store });
      const lost = await Promise.all(
        logs.map(async log => signedBeyond(run.config, log, (await sizes(databases))[log])),
      );
      const rollback = !drill && lost.some(signed => signed !== undefined);
      return {
        forgotten,
        ...(rollback && { next: 'two people acknowledge the rollback: ops acknowledge-rollback' }),
      };
    },
  };
}
