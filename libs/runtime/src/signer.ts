import fs from 'node:fs';
import { openSignerDatabase, readConfig, stopWhenTold, type HubConfig } from '@hub/platform';
import {
  ensureSignerKey,
  runSigner,
  StoreLeaves,
  type SignerOptions,
  type SignerReport,
} from '@hub/read-model';
import { inEventStoreDb, openEventStoreDb } from './event-log';
import { originOf, proofFiles, signedLogs, type SignedLog } from './proof-files';

const logs = Object.keys(signedLogs) as SignedLog[];

/** Makes the signing key on first use and writes the verification keys down beside the witness files. */
async function publishKeys(config: HubConfig): Promise<void> {
  const { directory, keyFile, publicFile } = proofFiles(config, 'events');
  fs.mkdirSync(directory, { recursive: true, mode: 0o755 });
  const keys = await Promise.all(
    logs.map(async log => [log, await ensureSignerKey(keyFile, originOf(config, log))] as const),
  );
  fs.writeFileSync(publicFile, `${JSON.stringify(Object.fromEntries(keys))}\n`);
}

function tell(log: SignedLog, report: SignerReport): void {
  if (report.result === 'signed' || report.result === 'waiting') return;
  process.stderr.write(`${JSON.stringify({ signer: log, ...report })}\n`);
}

/** The signer of one context: a process that reads leaf hashes, nothing else, and signs both logs. */
export async function runContextSigner(context: string, port: number): Promise<void> {
  const config = readConfig(context, process.env, { port, purpose: 'signer' });
  await publishKeys(config);
  const database = await openSignerDatabase(config);
  const stop = new AbortController();
  const running = signBoth(config, database.url, stop.signal);
  stopWhenTold(async () => {
    stop.abort();
    await running;
    await database.close();
  });
  process.stdout.write(`${JSON.stringify({ signer: context, logs })}\n`);
  await running;
}

/** Where the leaves of a log are read, if not in PostgreSQL. */
function elsewhere(config: HubConfig, log: SignedLog): Pick<SignerOptions, 'openLeaves'> {
  if (log !== 'events' || !inEventStoreDb(config)) return {};
  const openLeaves = async () => {
    const store = await openEventStoreDb(config);
    return { leaves: new StoreLeaves(store), close: () => store.close() };
  };
  return { openLeaves };
}

async function signBoth(config: HubConfig, readUrl: string, signal: AbortSignal): Promise<void> {
  await Promise.all(
    logs.map(log => {
      const { keyFile, stateFile, witnessFile } = proofFiles(config, log);
      const place = {
        keyFile,
        stateFile,
        witnessFile,
        table: signedLogs[log].table,
        origin: originOf(config, log),
        ...elsewhere(config, log),
      };
      return runSigner({ ...place, readUrl, signal, report: report => tell(log, report) });
    }),
  );
}
