import type { KeyObject } from 'node:crypto';
import { checkpointText, parseCheckpoint } from './checkpoint';
import { LeafMissing, type Leaves } from './leaves';
import { openNote, parseVerificationKey, signNote, verificationKeyOf } from './note';
import { readState, writeState, type SignerState } from './signer-state';
import { CompactRange, consistencyRanges, isConsistent, type Range } from './tree';
import { appendWitness, readWitness, weigh } from './witness';

export interface SigningOptions {
  readonly leaves: Leaves;
  /** Name of the log in its checkpoints, e.g. `hub.example/victims`. */
  readonly origin: string;
  readonly key: KeyObject;
  readonly stateFile: string;
  readonly witnessFile: string;
}

export type Signing =
  /** `fresh`: something was signed now. */
  | { readonly result: 'signed'; readonly size: number; readonly fresh: boolean }
  /** The log is smaller than what was signed. */
  | { readonly result: 'rolled-back'; readonly size: number; readonly signed: number }
  /** The log contradicts what was signed. */
  | { readonly result: 'altered'; readonly size: number; readonly signed: number };

/** How far back the witness file is searched for the last checkpoint, in bytes. */
const LATEST = 65_536;
/** Leaves of a full tile (c2sp.org/tlog-tiles): what is read again before each signature. */
const TILE = 256;

/**
 * Signs the log as it is now, if it begins with what was signed last; otherwise nothing is signed. The memory is
 * written before the witness: a crash between the two is made good here the next time.
 * @param deep reads all leaves again instead of the last ones
 */
export async function signOnce(options: SigningOptions, deep: boolean): Promise<Signing> {
  const { leaves, origin, key, stateFile, witnessFile } = options;
  const state = (await readState(stateFile, origin)) ?? (await remember(options));
  await republish(options, state);
  const before = state.tree.size;
  const size = await leaves.size();
  if (size < before) return { result: 'rolled-back', size, signed: before };
  const grown = await grow(leaves, state, size, deep);
  if (!grown) return { result: 'altered', size, signed: before };
  if (size === before && state.signed) return { result: 'signed', size, fresh: false };
  if (size === 0) return { result: 'signed', size, fresh: false };
  const root = grown.root();
  const note = signNote(checkpointText({ origin, size, root }), origin, key);
  const signed = { note, at: new Date().toISOString() };
  await writeState(stateFile, origin, { tree: grown, root, signed });
  await appendWitness(witnessFile, signed);
  return { result: 'signed', size, fresh: true };
}

/** A signer that lost its memory goes on from the last checkpoint it gave to the witness. */
async function remember({ leaves, origin, key, witnessFile }: SigningOptions): Promise<SignerState> {
  const own = parseVerificationKey(verificationKeyOf(origin, key));
  const evidence = weigh(await readWitness(witnessFile), origin, [own]);
  const last = evidence.checkpoints.at(-1);
  const tree = new CompactRange();
  if (!last) return { tree, root: tree.root() };
  if ((await leaves.size()) >= last.size) {
    for await (const run of leaves.read(0, last.size)) for (const leaf of run) tree.append(leaf);
  }
  if (tree.size !== last.size || !tree.root().equals(last.root)) throw new MemoryLost(last.size);
  return { tree, root: last.root, signed: { note: last.note, at: last.at } };
}

/** The signer has no memory and the log no longer agrees with the witness. */
export class MemoryLost extends Error {
  constructor(readonly signed: number) {
    super(`no memory of what was signed, and the log does not agree with the witness at size ${signed}`);
    this.name = 'MemoryLost';
  }
}

async function republish(
  { origin, key, witnessFile }: SigningOptions,
  { signed }: SignerState,
): Promise<void> {
  if (!signed) return;
  const latest = await readWitness(witnessFile, LATEST);
  if (latest.some(line => line?.note === signed.note)) return;
  const own = parseVerificationKey(verificationKeyOf(origin, key));
  const note = openNote(signed.note, [own]);
  if (typeof note === 'object' && parseCheckpoint(note.text)) await appendWitness(witnessFile, signed);
}

/** The tree of the present size, or undefined when the log does not begin with the tree that was signed. */
async function grow(
  leaves: Leaves,
  { tree: known, root }: SignerState,
  size: number,
  deep: boolean,
): Promise<CompactRange | undefined> {
  const before = known.size;
  const tree = deep ? new CompactRange() : known.downTo(TILE);
  const proof = new ConsistencyProof(known, size);
  const agrees = () => tree.size !== before || tree.root().equals(root);
  if (!agrees()) return undefined;
  for await (const leaf of each(leaves, tree.size, size)) {
    if (!leaf) return undefined;
    proof.take(tree.size, leaf);
    tree.append(leaf);
    if (!agrees()) return undefined;
  }
  const later = { size, root: tree.root() };
  return before === 0 || isConsistent({ size: before, root }, later, proof.hashes()) ? tree : undefined;
}

/** One leaf at a time; undefined, and the end, where one is missing. */
async function* each(leaves: Leaves, from: number, to: number): AsyncGenerator<Buffer | undefined> {
  try {
    for await (const run of leaves.read(from, to)) yield* run;
  } catch (error) {
    if (!(error instanceof LeafMissing)) throw error;
    yield undefined;
  }
}

/**
 * The proof of RFC 6962 that the new tree begins with the old one, from the old tree's complete subtrees and the new
 * leaves. It is checked by the published algorithm before anything is signed: two computations must agree.
 */
class ConsistencyProof {
  private readonly parts: { range: Range; tree: CompactRange }[];

  constructor(known: CompactRange, size: number) {
    const ranges = known.size === 0 || size <= known.size ? [] : consistencyRanges(known.size, size);
    this.parts = ranges.map(range => {
      const [from, to] = range;
      const peak = known.peaks.find(one => one.from === from && one.to === to);
      return { range, tree: new CompactRange(from, peak ? [peak] : []) };
    });
  }

  take(index: number, leaf: Buffer): void {
    const part = this.parts.find(({ range: [from, to] }) => index >= from && index < to);
    if (part && part.tree.size === index) part.tree.append(leaf);
  }

  hashes(): Buffer[] {
    return this.parts.map(({ tree }) => tree.root());
  }
}
