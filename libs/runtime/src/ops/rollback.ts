import { OpsFailure, openSignerDatabase, type OpsCommand } from '@hub/platform';
import { acknowledgeRollback, postgresLeaves, RollbackRefused, StoreLeaves } from '@hub/read-model';
import { Client } from 'pg';
import { inEventStoreDb, openEventStoreDb } from '../event-log';
import { originOf, proofFiles, signedLogs, type SignedLog } from '../proof-files';

/** After a restore: what was signed beyond the restored log is given up, for good and for everybody to see. */
export const acknowledgeRollbackCommand: OpsCommand = {
  name: 'acknowledge-rollback',
  description:
    'after a restore: two people give up what was signed beyond the backup; run as the signer’s user',
  purpose: 'signer',
  options: [
    { flags: '--by <sign-in-name>', description: 'who decided it' },
    { flags: '--and <sign-in-name>', description: 'who else decided it' },
    { flags: '--reason <word>', description: 'number of the decision, or one word' },
  ],
  run: async (run, input) => {
    const by = [input.required('by'), input.required('and')] as const;
    const reason = input.required('reason');
    const database = await openSignerDatabase(run.config);
    run.atEnd(() => database.close());
    const client = new Client({ connectionString: database.url, application_name: 'hub-rollback' });
    await client.connect();
    run.atEnd(() => client.end());
    const elsewhere = inEventStoreDb(run.config) ? await openEventStoreDb(run.config) : undefined;
    run.atEnd(async () => elsewhere?.close());
    const acknowledged: Partial<Record<SignedLog, object>> = {};
    for (const log of Object.keys(signedLogs) as SignedLog[]) {
      const { witnessFile, stateFile, keyFile } = proofFiles(run.config, log);
      const origin = originOf(run.config, log);
      const inStore = log === 'events' && elsewhere;
      const leaves = inStore ? new StoreLeaves(inStore) : postgresLeaves(client, signedLogs[log].table);
      try {
        const { signed, restored } = await acknowledgeRollback({
          ...{ leaves, origin, witnessFile, stateFile, keyFile, by, reason },
        });
        acknowledged[log] = { signed: signed.size, restored: restored.size };
      } catch (error) {
        const agrees = error instanceof RollbackRefused && error.code === 'read-model.rollback-not-needed';
        if (!agrees) throw error;
      }
    }
    if (Object.keys(acknowledged).length === 0) throw new OpsFailure('both logs agree with what was signed');
    return acknowledged;
  },
};
