import fs from 'node:fs';
import { OpsFailure, type OpsCommand, type OpsRun } from '@hub/platform';
import {
  exitCodeOf,
  storeRows,
  verifyLog,
  verifyRows,
  type Proof,
  type VerifyProgress,
} from '@hub/read-model';
import { inEventStoreDb, openEventStoreDb } from '../event-log';
import { originOf, proofFiles, signedLogs, type SignedLog } from '../proof-files';

function verificationKey(run: OpsRun, log: SignedLog): string {
  const { publicFile } = proofFiles(run.config, log);
  try {
    return (JSON.parse(fs.readFileSync(publicFile, 'utf8')) as Record<SignedLog, string>)[log];
  } catch {
    throw new OpsFailure(
      `${publicFile} cannot be read: the signer has not run yet, so nothing was signed`,
      3,
    );
  }
}

function evidenceOf(run: OpsRun, log: SignedLog) {
  const { witnessFile, stateFile } = proofFiles(run.config, log);
  return {
    origin: originOf(run.config, log),
    witnessFiles: [witnessFile],
    verificationKeys: [verificationKey(run, log)],
    ...(fs.existsSync(stateFile) && { stateFile }),
  };
}

async function prove(run: OpsRun, log: SignedLog): Promise<Proof> {
  const databases = await run.databases();
  const progress = run.progress(`${log}: events`);
  let counted = 0;
  const options = {
    ...evidenceOf(run, log),
    onProgress: ({ events }: VerifyProgress) => {
      progress.advance(events - counted);
      counted = events;
    },
  };
  const elsewhere =
    log === 'events' && inEventStoreDb(run.config) ? await openEventStoreDb(run.config) : undefined;
  try {
    if (elsewhere) return await verifyRows(storeRows(elsewhere), options, false);
    const url = databases.urlFor(log === 'events' ? 'reader' : 'auditor');
    return await verifyLog({ ...options, url, table: signedLogs[log].table });
  } finally {
    await elsewhere?.close();
    progress.end();
  }
}

/** Re-hashes what is stored and holds it against what was signed. Exit codes: 0 proven … 4 input error. */
export const verifyCommand: OpsCommand = {
  name: 'verify',
  description: 're-hash both logs and hold them against the signed checkpoints',
  options: [
    {
      flags: '--log <name>',
      description: 'events or access; both unless named',
      choices: Object.keys(signedLogs),
    },
  ],
  run: async (run, input) => {
    const chosen = input.text('log') as SignedLog | undefined;
    const proofs: Partial<Record<SignedLog, Proof>> = {};
    for (const log of chosen ? [chosen] : (Object.keys(signedLogs) as SignedLog[])) {
      proofs[log] = await prove(run, log);
    }
    const code = exitCodeOf(Object.values(proofs));
    if (code !== 0) throw new OpsFailure(`the logs are not proven: ${JSON.stringify(proofs)}`, code, proofs);
    return proofs;
  },
};
