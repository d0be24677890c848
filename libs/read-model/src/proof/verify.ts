import { connect } from '../connection';
import { reasonOf } from '../failure';
import { Audit } from './audit';
import { postgresRows, type LogRows } from './log-rows';
import { parseVerificationKey } from './note';
import { readState } from './signer-state';
import { prove, type Gathered, type Proof } from './verdict';
import { readWitness, weigh, type WitnessLine } from './witness';

export interface VerifyOptions {
  /** Name of the log in its checkpoints. */
  readonly origin: string;
  /**
   * The witness file, or several copies of it kept in different hands: each can show what another one lost. A file that
   * does not exist holds no evidence.
   */
  readonly witnessFiles: readonly string[];
  readonly verificationKeys: readonly string[];
  /** The signer's memory, where the verifier may read it: shows that a witness file was replaced by an older one. */
  readonly stateFile?: string;
  /** Events older than this that no checkpoint covers make the proof incomplete; five minutes unless told otherwise. */
  readonly graceMs?: number;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

export interface VerifyProgress {
  /** Events read so far. */
  readonly events: number;
  readonly position: number;
  readonly head: number;
  /** Events per second. */
  readonly rate: number;
}

/** What the verifier was given cannot be used: a key, a file, a database. */
export class ProofInputRefused extends Error {
  readonly status = 400;

  constructor(
    readonly code: 'read-model.proof-key' | 'read-model.proof-witness' | 'read-model.proof-database',
    readonly params: Readonly<Record<string, string>>,
  ) {
    super(`${code} ${Object.values(params).join(' ')}`);
    this.name = 'ProofInputRefused';
  }
}

function refuse(code: ProofInputRefused['code'], subject: string): never {
  throw new ProofInputRefused(code, { subject });
}

async function readLines(files: readonly string[]): Promise<(WitnessLine | undefined)[]> {
  const lines: (WitnessLine | undefined)[] = [];
  for (const file of files) {
    const found = await readWitness(file).catch(() => refuse('read-model.proof-witness', file));
    for (const line of found) lines.push(line);
  }
  return lines;
}

/** What the signer remembers to have signed last, as a line of a witness file. */
async function rememberedBy(stateFile: string | undefined, origin: string): Promise<WitnessLine | undefined> {
  if (!stateFile) return undefined;
  const state = await readState(stateFile, origin).catch(() => refuse('read-model.proof-witness', stateFile));
  return state?.signed;
}

async function gather(options: VerifyOptions): Promise<Gathered> {
  const { origin, witnessFiles, stateFile } = options;
  const keys = options.verificationKeys.map(text => {
    try {
      return parseVerificationKey(text);
    } catch {
      return refuse('read-model.proof-key', text);
    }
  });
  // The signer writes its memory before the witness file: read in this order, a live signer is never taken for ahead.
  const remembered = await rememberedBy(stateFile, origin);
  const lines = await readLines(witnessFiles);
  const missing = remembered && !lines.some(line => line?.note === remembered.note);
  return {
    evidence: weigh(missing ? [...lines, remembered] : lines, origin, keys),
    witnessBehind: missing === true,
  };
}

/** Re-hashes every stored event of a log and holds the tree against everything that was witnessed about it. */
export async function verifyRows(rows: LogRows, options: VerifyOptions, contiguous = true): Promise<Proof> {
  const { onProgress } = options;
  const gathered = await gather(options);
  const head = await rows.head();
  const audit = new Audit(gathered.evidence.checkpoints, contiguous);
  const started = performance.now();
  let events = 0;
  for await (const batch of rows.read(head)) {
    audit.take(batch);
    events += batch.length;
    const rate = (events * 1_000) / (performance.now() - started);
    onProgress?.({ events, position: Number(batch.at(-1)?.position ?? 0n), head: Number(head), rate });
  }
  return prove(options, gathered, await audit.conclude(rows, head));
}

export interface VerifyLogOptions extends VerifyOptions {
  /** Login that may read the log. */
  readonly url: string;
  /** `log.events` unless told otherwise; `access.log` for the access log. */
  readonly table?: string;
}

/**
 * Verifies one log in PostgreSQL.
 * @throws {ProofInputRefused}
 */
export async function verifyLog(options: VerifyLogOptions): Promise<Proof> {
  const { url, table } = options;
  const client = await connect(url, 'pg_catalog').catch((error: unknown) =>
    refuse('read-model.proof-database', reasonOf(error)),
  );
  try {
    return await verifyRows(postgresRows(client, table), options);
  } finally {
    await client.end().catch(() => undefined);
  }
}
