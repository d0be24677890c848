import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import {
  CompactRange,
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  isConsistent,
  nodeHash,
  rootFromInclusion,
  rootOf,
  type Range,
} from './tree';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (data: Buffer) => sha256(Buffer.of(0), data);
/** The definition of RFC 6962 §2.1, word by word: a second implementation to hold the first against. */
function definition(d: readonly Buffer[]): Buffer {
  if (d.length === 0) return sha256();
  if (d.length === 1) return d[0] ?? sha256();
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return sha256(Buffer.of(1), definition(d.slice(0, k)), definition(d.slice(k)));
}

const published = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const leaves = published.map(hex => leaf(Buffer.from(hex, 'hex')));
const pool = Array.from({ length: 1_000 }, (_, index) => leaf(Buffer.from(String(index))));
const many = (size: number) => pool.slice(0, size);
const sizes = fc.integer({ min: 1, max: 150 });
const prove = (tree: readonly Buffer[], ranges: readonly Range[]) =>
  ranges.map(([from, to]) => rootOf(tree.slice(from, to)));

describe('the Merkle tree of RFC 6962', () => {
  it('gives the published roots', () => {
    const root = (size: number) => rootOf(leaves.slice(0, size)).toString('hex');
    expect(root(0)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(root(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(root(2)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
    expect(root(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
    expect(root(4)).toBe('d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7');
    expect(root(5)).toBe('4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4');
    expect(root(6)).toBe('76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef');
    expect(root(7)).toBe('ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c');
    expect(root(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
    expect(emptyRoot().toString('hex')).toBe(root(0));
  });

  it('equals its definition for every size up to 300', () => {
    const tree = new CompactRange();
    const all = many(300);
    all.forEach((hash, index) => {
      tree.append(hash);
      expect(tree.size).toBe(index + 1);
      expect(tree.root().equals(definition(all.slice(0, index + 1)))).toBe(true);
    });
  });

  it('proves that every leaf is in every tree, and nothing else is', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, flip) => {
        const tree = many(size);
        const index = at % size;
        const root = rootOf(tree);
        const proof = prove(tree, inclusionRanges(index, size));
        const own = tree[index] ?? root;
        const leadsToRoot = (hash: Buffer, path: readonly Buffer[]) =>
          rootFromInclusion(index, size, hash, path)?.equals(root) ?? false;
        expect(leadsToRoot(own, proof)).toBe(true);
        expect(leadsToRoot(sha256(own), proof)).toBe(false);
        expect(leadsToRoot(own, [...proof, root])).toBe(false);
        if (proof.length === 0) return;
        expect(leadsToRoot(own, proof.slice(1))).toBe(false);
        const forged = proof.map((hash, n) => (n === flip % proof.length ? sha256(hash) : hash));
        expect(leadsToRoot(own, forged)).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  });

  it('proves that a tree begins with an earlier one, and finds any leaf changed before', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, from, changed) => {
        const before = 1 + (from % size);
        const tree = many(size);
        const earlier = { size: before, root: rootOf(tree.slice(0, before)) };
        const ranges = consistencyRanges(before, size);
        expect(isConsistent(earlier, { size, root: rootOf(tree) }, prove(tree, ranges))).toBe(true);
        const forged = tree.map((hash, index) => (index === changed % before ? sha256(hash) : hash));
        expect(isConsistent(earlier, { size, root: rootOf(forged) }, prove(forged, ranges))).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  });

  it('goes on from its complete subtrees alone', () => {
    const all = many(1_000);
    const tree = new CompactRange();
    for (const hash of all.slice(0, 700)) tree.append(hash);
    const resumed = tree.downTo(256);
    expect(resumed.size).toBe(512);
    for (const hash of all.slice(512)) resumed.append(hash);
    expect(resumed.root()).toEqual(definition(all));
  });

  it('keeps leaves and inner nodes apart', () => {
    const [a, b] = many(2);
    if (!a || !b) throw new Error('two leaves');
    expect(nodeHash(a, b)).not.toEqual(leaf(Buffer.concat([a, b])));
  });
});
