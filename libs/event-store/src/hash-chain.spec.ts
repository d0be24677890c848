import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sample } from './contract/sample-events';
import { chain, leafHash, verifyChain } from './hash-chain';
import { ChainBroken } from './log-errors';

const stream = 'case-0b7b1a7e-2c7e-4b2f-9a55-0c7a7d0a5f10';
const drafts = [
  {
    id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    stream,
    version: 1,
    type: 'CaseRegistered',
    data: '{"place":"Ѓорче Петров","n": 1}',
    meta: '{"provenance":"synthetic"}',
  },
  {
    id: '9b2e4c1a-0f5d-5e6f-8a7b-1c2d3e4f5a6b',
    stream,
    version: 2,
    type: 'CaseAssigned',
    data: '{}',
    meta: '{"provenance":"synthetic"}',
  },
];

/** Written a second time, from the description alone, so that a change of format cannot slip through. */
function independentLeaf(fields: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256').update(Buffer.from('00', 'hex'));
  for (const field of fields) {
    const bytes = Buffer.isBuffer(field) ? field : Buffer.from(field, 'utf8');
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length, false);
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
}

describe('the leaf hash', () => {
  it('is what other programs compute from the published format', () => {
    // Computed with Python: hashlib and struct.pack('>I', …) over the same seven fields.
    const leaves = chain(drafts, undefined).map(event => event.hash.toString('hex'));
    expect(leaves).toEqual([
      'f582ecc2ec9199cb60093cbd10c0873d7c55722709a46eb0300e629c65825c58',
      '1bd35b8c6b72ea1ce6876cebaf2d3c287c91ce59117dbb9ca08ac4a0fcc745a6',
    ]);
  });

  it('equals a second implementation for any event', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        fc.nat(),
        fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
        (...drawn) => {
          const [name, type, data, meta, version, before] = drawn;
          const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
          const previous = before ? Buffer.from(before) : undefined;
          const leaf = leafHash({ id, stream: name, version, type, data, meta }, previous);
          const fields = [id, name, String(version), type, data, meta, previous ?? ''];
          expect(leaf.toString('hex')).toBe(independentLeaf(fields));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('tells apart events whose fields only join to the same text', () => {
    const [first] = drafts;
    if (!first) throw new Error('no draft');
    const shifted = { ...first, type: `${first.type}{`, data: first.data.slice(1) };
    expect(leafHash(shifted, undefined).equals(leafHash(first, undefined))).toBe(false);
  });
});

describe('a stored stream', () => {
  const events = sample(stream, { count: 5 });
  const broken = (change: (copy: typeof events) => void): (() => void) => {
    const copy = events.map(event => ({ ...event }));
    change(copy);
    return () => verifyChain(stream, copy);
  };

  it('that nobody touched is verified', () => {
    expect(() => verifyChain(stream, events)).not.toThrow();
    expect(() => verifyChain(stream, [])).not.toThrow();
  });

  it.each(['id', 'type', 'data', 'meta'] as const)(
    'with one other %s is found out at that version',
    field => {
      const check = broken(copy => Object.assign(copy[2] ?? {}, { [field]: `${copy[2]?.[field]} ` }));
      expect(check).toThrow(ChainBroken);
      expect(check).toThrow(/version 3/);
    },
  );

  it('whose event was changed and re-hashed breaks at the next one', () => {
    const check = broken(copy => {
      const third = { ...copy[2], data: '{"n":0}' };
      copy[2] = { ...third, hash: leafHash(third, copy[1]?.hash) };
    });
    expect(check).toThrow(/version 4/);
  });

  it.each([
    ['lacks its first event', 0, /version 1/],
    ['lacks one in the middle', 2, /version 3/],
  ])('that %s is found out', (_, index, message) => {
    expect(broken(copy => copy.splice(index, 1))).toThrow(message);
  });

  it('with events exchanged, doubled or taken from elsewhere is found out', () => {
    expect(broken(copy => copy.reverse())).toThrow(ChainBroken);
    expect(broken(copy => copy.push(copy[4]))).toThrow(/version 6/);
    expect(() => verifyChain('case-other', events)).toThrow(/version 1/);
  });
});
