import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Opening, SealBroken, Sealing } from './sealed-file';

const key = randomBytes(32);
const seal = (plain: Buffer, pieces = 7_919) =>
  buffer(Readable.from(slices(plain, pieces)).pipe(new Sealing(key, 'north|log')));
const open = async (sealed: Buffer, { master = key, purpose = 'north|log', pieces = 4_001 } = {}) => {
  const opening = new Opening(master, purpose);
  const source = Readable.from(slices(sealed, pieces));
  source.on('error', error => opening.destroy(error));
  return buffer(source.pipe(opening));
};

function* slices(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('a sealed file', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 400_000])('gives back %i bytes', async length => {
    const plain = randomBytes(length);
    expect((await open(await seal(plain))).equals(plain)).toBe(true);
  });

  it('looks different every time', async () => {
    const plain = Buffer.alloc(1_000);
    expect((await seal(plain)).equals(await seal(plain))).toBe(false);
  });

  it('does not open with another key or for another database', async () => {
    const sealed = await seal(randomBytes(1_000));
    await expect(open(sealed, { master: randomBytes(32) })).rejects.toThrow(SealBroken);
    await expect(open(sealed, { purpose: 'south|log' })).rejects.toThrow(SealBroken);
    await expect(open(sealed, { purpose: 'north|keys' })).rejects.toThrow(SealBroken);
  });

  it('does not open when any byte was altered', async () => {
    const sealed = await seal(randomBytes(70_000));
    for (let at = 0; at < sealed.length; at += 997) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await expect(open(altered)).rejects.toThrow(SealBroken);
    }
  });

  it('does not open when it was cut off, even between two frames, lengthened or reordered', async () => {
    const sealed = await seal(randomBytes(200_000));
    const frame = 4 + 65_536 + 16;
    const header = 13 + 32;
    for (const length of [0, 5, header, header + frame, header + 2 * frame, sealed.length - 1]) {
      await expect(open(sealed.subarray(0, length))).rejects.toThrow(SealBroken);
    }
    await expect(open(Buffer.concat([sealed, sealed.subarray(header, header + frame)]))).rejects.toThrow(
      SealBroken,
    );
    const [first, second] = [
      sealed.subarray(header, header + frame),
      sealed.subarray(header + frame, header + 2 * frame),
    ];
    const swapped = Buffer.concat([
      sealed.subarray(0, header),
      second,
      first,
      sealed.subarray(header + 2 * frame),
    ]);
    await expect(open(swapped)).rejects.toThrow(SealBroken);
  });

  it('says of another file that it is no backup', async () => {
    await expect(
      open(Buffer.from('PK\u0003\u0004 some archive, long enough to hold a header')),
    ).rejects.toThrow('it is not a backup of the hub');
  });
});
