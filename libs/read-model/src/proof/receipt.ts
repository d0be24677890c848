import { parseCheckpoint, type Checkpoint } from './checkpoint';
import type { Leaves } from './leaves';
import { openNote, parseVerificationKey } from './note';
import { gatherEvidence, type WitnessOptions } from './start-rule';
import { CompactRange, inclusionRanges, rootFromInclusion } from './tree';

const HEADER = 'c2sp.org/tlog-proof@v1';

/**
 * Receipt of one event (c2sp.org/tlog-proof): shows anybody who has the verification key that the event stands in the
 * log at this position, without the log and without any other event.
 * @param position of the event, counted from 1
 * @returns undefined when no checkpoint covers the position yet
 */
export async function proofOf(
  options: WitnessOptions & { readonly position: bigint },
): Promise<string | undefined> {
  const index = Number(options.position) - 1;
  const { checkpoints } = await gatherEvidence(options);
  const checkpoint = checkpoints.at(-1);
  if (!checkpoint || index < 0 || index >= checkpoint.size) return undefined;
  const { leaf, path } = await inclusion(options.leaves, index, checkpoint.size);
  const root = leaf && rootFromInclusion(index, checkpoint.size, leaf, path);
  if (!root?.equals(checkpoint.root))
    throw new Error(`the log does not agree with its checkpoint at ${checkpoint.size}`);
  const hashes = path.map(hash => `${hash.toString('base64')}\n`).join('');
  return `${HEADER}\nindex ${index}\n${hashes}\n${checkpoint.note}`;
}

async function inclusion(leaves: Leaves, index: number, size: number) {
  const parts = inclusionRanges(index, size).map(([from, to]) => ({
    from,
    to,
    tree: new CompactRange(from),
  }));
  const inOrder = [...parts].sort((a, b) => a.from - b.from);
  let at = 0;
  let part = 0;
  let own: Buffer | undefined;
  for await (const run of leaves.read(0, size)) {
    for (const leaf of run) {
      while ((inOrder[part]?.to ?? size) <= at) part++;
      if (at === index) own = leaf;
      else inOrder[part]?.tree.append(leaf);
      at++;
    }
  }
  return { leaf: own, path: parts.map(({ tree }) => tree.root()) };
}

export interface Receipt {
  /** Position of the event, counted from 1. */
  readonly position: bigint;
  readonly checkpoint: Checkpoint;
}

interface Parsed {
  readonly index: number;
  readonly path: readonly Buffer[];
  readonly note: string;
}

function parseReceipt(receipt: string): Parsed | undefined {
  const parts = /^(\S+)\n(?:extra \S+\n)?index (0|[1-9]\d{0,15})\n((?:\S+\n)*)\n([^]*)$/.exec(receipt);
  const [, header, index, hashes = '', note = ''] = parts ?? [];
  if (header !== HEADER) return undefined;
  const path = hashes.split('\n').slice(0, -1);
  return { index: Number(index), path: path.map(hash => Buffer.from(hash, 'base64')), note };
}

/**
 * Checks a receipt against the leaf of an event (see `leafHash`) and the keys of the log.
 * @returns undefined when it proves nothing
 */
export function verifyReceipt(
  receipt: string,
  leaf: Buffer,
  verificationKeys: readonly string[],
): Receipt | undefined {
  const parsed = parseReceipt(receipt);
  const note = parsed && openNote(parsed.note, verificationKeys.map(parseVerificationKey));
  const checkpoint = typeof note === 'object' ? parseCheckpoint(note.text) : undefined;
  if (!parsed || !checkpoint) return undefined;
  const root = rootFromInclusion(parsed.index, checkpoint.size, leaf, parsed.path);
  return root?.equals(checkpoint.root) ? { position: BigInt(parsed.index) + 1n, checkpoint } : undefined;
}
