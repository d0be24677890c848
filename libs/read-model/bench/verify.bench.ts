import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { checkpointText } from '../src/proof/checkpoint';
import { postgresLeaves } from '../src/proof/leaves';
import { signNote } from '../src/proof/note';
import { ensureSignerKey, readSignerKey } from '../src/proof/signer-key';
import { checkAgainstWitness } from '../src/proof/start-rule';
import { CompactRange } from '../src/proof/tree';
import { verifyLog } from '../src/proof/verify';
import { EVENTS, millionEvents } from './million-events';

interface Line {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  readonly ratio: number;
  readonly unit: string;
}

const origin = 'hub.bench/victims';
/** Events between two checkpoints. */
const EVERY = 256;
/** Seconds a verification of the log may take, and the check at start. */
const VERIFY = 60;
const START = 10;

/** A witness file as the signer would have left it: a checkpoint after every 256 events, and at the end. */
async function witness(client: Client, directory: string): Promise<{ file: string; key: string }> {
  const keyFile = path.join(directory, 'key.pem');
  const file = path.join(directory, 'witness.log');
  const verificationKey = await ensureSignerKey(keyFile, origin);
  const key = await readSignerKey(keyFile);
  const tree = new CompactRange();
  const leaves = postgresLeaves(client);
  const size = await leaves.size();
  const lines: string[] = [];
  for await (const run of leaves.read(0, size)) {
    for (const leaf of run) {
      tree.append(leaf);
      if (tree.size % EVERY !== 0 && tree.size !== size) continue;
      const note = signNote(checkpointText({ origin, size: tree.size, root: tree.root() }), origin, key);
      lines.push(JSON.stringify({ at: new Date().toISOString(), note }));
    }
  }
  await writeFile(file, `${lines.join('\n')}\n`);
  return { file, key: verificationKey };
}

/** Re-hashing a million stored events against about 4,000 checkpoints, and the check at start that reads leaves only. */
export async function bench(report: (line: Line) => void, options: { url: string }): Promise<void> {
  const url = await millionEvents(options.url);
  const directory = await mkdtemp(path.join(os.tmpdir(), 'hub-verify-'));
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { file, key } = await witness(client, directory);
    const evidence = { origin, witnessFiles: [file], verificationKeys: [key] };
    const started = performance.now();
    const proof = await verifyLog({ url, ...evidence });
    const verified = (performance.now() - started) / 1_000;
    if (proof.verdict !== 'proven' || proof.size !== EVENTS) throw new Error(`the log is ${proof.verdict}`);
    report({ name: 'verify/1M', value: verified, reference: VERIFY, ratio: verified / VERIFY, unit: 's' });
    const restarted = performance.now();
    const check = await checkAgainstWitness({ leaves: postgresLeaves(client), ...evidence });
    const checked = (performance.now() - restarted) / 1_000;
    if (check.verdict !== 'proven') throw new Error(`the log is ${check.verdict} at start`);
    report({ name: 'verify/start-1M', value: checked, reference: START, ratio: checked / START, unit: 's' });
  } finally {
    await client.end();
    await rm(directory, { recursive: true });
  }
}
