import { LeafMissing, type Leaves } from './leaves';
import { parseVerificationKey } from './note';
import { CompactRange } from './tree';
import { readWitness, weigh, type Evidence, type WitnessedCheckpoint } from './witness';

/**
 * What the log is, held against what was signed: `proven` up to the last checkpoint, `rolled-back` (smaller than what
 * was signed), `altered` (another tree), or `no-evidence` (nothing was ever signed).
 */
export type Verdict = 'proven' | 'rolled-back' | 'altered' | 'no-evidence';

export interface StartCheck {
  readonly verdict: Verdict;
  readonly size: number;
  /** Size of the last checkpoint and when it was signed. */
  readonly signed?: { readonly size: number; readonly at: string };
}

export interface WitnessOptions {
  readonly leaves: Leaves;
  readonly origin: string;
  /** The witness file, or several copies of it kept in different hands. */
  readonly witnessFiles: readonly string[];
  /** Keys as `ensureSignerKey` returns them; after a change of keys the old ones too. */
  readonly verificationKeys: readonly string[];
}

/** Everything that was witnessed about a log. */
export async function gatherEvidence(options: Omit<WitnessOptions, 'leaves'>): Promise<Evidence> {
  const keys = options.verificationKeys.map(parseVerificationKey);
  const files = await Promise.all(options.witnessFiles.map(file => readWitness(file)));
  return weigh(files.flat(), options.origin, keys);
}

/**
 * The start-up rule: a log that is smaller than what was signed, or another one, is not written to; after a restore
 * from a backup that is so, and two people have to acknowledge it. Reads all leaf hashes (about two seconds for a
 * million) but no event: see `verifyLog` for that.
 */
export async function checkAgainstWitness(options: WitnessOptions): Promise<StartCheck> {
  const { leaves } = options;
  const evidence = await gatherEvidence(options);
  const size = await leaves.size();
  const last = evidence.checkpoints.at(-1);
  if (!last) return { verdict: evidence.forged.length > 0 ? 'altered' : 'no-evidence', size };
  const signed = { size: last.size, at: last.at };
  if (size < last.size) return { verdict: 'rolled-back', size, signed };
  const { agreed } = await agreement(leaves, evidence.checkpoints);
  const isAltered = agreed !== last || evidence.forged.length > 0;
  return { verdict: isAltered ? 'altered' : 'proven', size, signed };
}

export interface Agreement {
  /** The last checkpoint up to which all agree with the log. */
  readonly agreed: WitnessedCheckpoint | undefined;
  /** The tree at that checkpoint. */
  readonly tree: CompactRange;
}

/** How far the log agrees with checkpoints, given by size. */
export async function agreement(
  leaves: Leaves,
  checkpoints: readonly WitnessedCheckpoint[],
): Promise<Agreement> {
  const growing = new CompactRange();
  let found: Agreement = { agreed: undefined, tree: new CompactRange() };
  const to = Math.min(checkpoints.at(-1)?.size ?? 0, await leaves.size());
  let next = 0;
  const grow = (leaf: Buffer): boolean => {
    growing.append(leaf);
    for (let due = checkpoints[next]; due?.size === growing.size; due = checkpoints[++next]) {
      if (!due.root.equals(growing.root())) return false;
      found = { agreed: due, tree: growing.downTo(1) };
    }
    return true;
  };
  try {
    for await (const run of leaves.read(0, to)) if (!run.every(grow)) return found;
  } catch (error) {
    if (!(error instanceof LeafMissing)) throw error;
  }
  return found;
}
