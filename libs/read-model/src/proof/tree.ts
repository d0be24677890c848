import { createHash } from 'node:crypto';

/** Domain separation of RFC 6962 §2.1: an inner node can never be taken for a leaf. */
const NODE = Buffer.of(1);

/** Hash of an inner node. */
export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** Root of the empty tree: the hash of nothing. */
export const emptyRoot = (): Buffer => createHash('sha256').digest();

/** Leaves `from` (inclusive) to `to` (exclusive). */
export type Range = readonly [from: number, to: number];

/** A complete subtree of a tree that grows to the right. */
export interface Peak {
  readonly from: number;
  readonly to: number;
  readonly hash: Buffer;
}

/**
 * A Merkle tree of RFC 6962 that only remembers its complete subtrees, from the largest to the smallest: enough to
 * append leaves and to know the root, a few hundred bytes for any number of leaves.
 */
export class CompactRange {
  private readonly stack: Peak[];

  /** @param start first leaf; an aligned range of a larger tree may start anywhere */
  constructor(
    private readonly start = 0,
    peaks: readonly Peak[] = [],
  ) {
    this.stack = [...peaks];
  }

  /** Leaves of the tree, counted from the very first one. */
  get size(): number {
    return this.stack.at(-1)?.to ?? this.start;
  }

  get peaks(): readonly Peak[] {
    return this.stack;
  }

  append(leaf: Buffer): void {
    const from = this.size;
    let last: Peak = { from, to: from + 1, hash: leaf };
    for (
      let left = this.stack.at(-1);
      left && left.to - left.from === last.to - last.from;
      left = this.stack.at(-1)
    ) {
      last = { from: left.from, to: last.to, hash: nodeHash(left.hash, last.hash) };
      this.stack.pop();
    }
    this.stack.push(last);
  }

  root(): Buffer {
    const peaks = this.stack.map(peak => peak.hash);
    return (
      peaks.reduceRight<Buffer | undefined>(
        (right, left) => (right ? nodeHash(left, right) : left),
        undefined,
      ) ?? emptyRoot()
    );
  }

  /** The same tree as it was when it only had its complete subtrees of at least so many leaves. */
  downTo(leaves: number): CompactRange {
    return new CompactRange(
      this.start,
      this.stack.filter(peak => peak.to - peak.from >= leaves),
    );
  }
}

/** Root over leaf hashes. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const tree = new CompactRange();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** Largest power of two smaller than n (n > 1). */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Subtrees whose roots are the inclusion proof of a leaf (RFC 6962 §2.1.1), from the leaf's sibling upwards. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      path.push([middle, to]);
      to = middle;
    } else {
      path.push([from, middle]);
      from = middle;
    }
  }
  return path.reverse();
}

/** Subtrees whose roots prove that the tree of `size` begins with the tree of `before` (RFC 6962 §2.1.2). */
export function consistencyRanges(before: number, size: number): Range[] {
  if (!(before > 0 && before <= size)) throw new RangeError(`no proof from ${before} to ${size}`);
  const path: Range[] = [];
  let [from, to] = [0, size];
  let whole = true; // the part of the old tree in [from, to) is all of the old tree
  while (before !== to) {
    const middle = from + split(to - from);
    if (before <= middle) {
      path.push([middle, to]);
      to = middle;
    } else {
      path.push([from, middle]);
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push([from, to]);
  return path.reverse();
}

/**
 * The walk of RFC 9162 §2.1.3.2 and §2.1.4.2 from node `at` to the root of a level whose last node is `last`.
 * @returns false when the proof has another length
 */
function climb(
  at: number,
  last: number,
  proof: readonly Buffer[],
  join: { left: (hash: Buffer) => void; right: (hash: Buffer) => void },
): boolean {
  let [fn, sn] = [at, last];
  for (const hash of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      join.left(hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      join.right(hash);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0;
}

/** Root a leaf and its inclusion proof lead to; undefined when the proof has another length. */
export function rootFromInclusion(
  index: number,
  size: number,
  leaf: Buffer,
  proof: readonly Buffer[],
): Buffer | undefined {
  if (!(index >= 0 && index < size)) return undefined;
  let root = leaf;
  const whole = climb(index, size - 1, proof, {
    left: hash => (root = nodeHash(hash, root)),
    right: hash => (root = nodeHash(root, hash)),
  });
  return whole ? root : undefined;
}

/** A tree head: how many leaves, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** Whether a proof shows that the later tree begins with the earlier one. */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Buffer[]): boolean {
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  if (earlier.size <= 0 || earlier.size > later.size) return false;
  const isPowerOfTwo = Number.isInteger(Math.log2(earlier.size));
  const [first, ...rest] = isPowerOfTwo ? [earlier.root, ...proof] : proof;
  if (!first) return false;
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [before, after] = [first, first];
  const whole = climb(at, last, rest, {
    left: hash => ([before, after] = [nodeHash(hash, before), nodeHash(hash, after)]),
    right: hash => (after = nodeHash(after, hash)),
  });
  return whole && before.equals(earlier.root) && after.equals(later.root);
}
