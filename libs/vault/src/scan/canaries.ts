import fs from 'node:fs';
import path from 'node:path';

/** The forms in which a text may lie on a disk. */
export type Encoding = 'utf-8' | 'utf-16le' | 'base64' | 'hex' | 'url' | 'other-script';

export interface CanaryHit {
  readonly file: string;
  /** Byte in the file. */
  readonly offset: number;
  readonly canary: string;
  readonly encoding: Encoding;
}

interface Needle {
  readonly canary: string;
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

const toCyrillic: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'б',
  c: 'ц',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'г',
  h: 'х',
  i: 'и',
  j: 'ј',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  z: 'з',
};
const toLatin = Object.fromEntries(Object.entries(toCyrillic).map(([latin, cyrillic]) => [cyrillic, latin]));

const respell = (text: string, table: Readonly<Record<string, string>>) =>
  Array.from(text, letter => {
    const other = table[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  }).join('');

/** The part of base64 that is the same whatever stands before and after, for each place within three bytes. */
function base64Cores(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map(offset => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(start, end));
  });
}

const shortest = 6;

function needlesFor(canary: string): Needle[] {
  const utf8 = Buffer.from(canary);
  const hex = utf8.toString('hex');
  const url = encodeURIComponent(canary);
  const forms: [Encoding, Buffer][] = [
    ['utf-8', utf8],
    ['utf-16le', Buffer.from(canary, 'utf16le')],
    ...base64Cores(utf8).map((core): [Encoding, Buffer] => ['base64', core]),
    ['hex', Buffer.from(hex)],
    ['hex', Buffer.from(hex.toUpperCase())],
    ['url', Buffer.from(url)],
    ['other-script', Buffer.from(respell(canary, toCyrillic))],
    ['other-script', Buffer.from(respell(canary, toLatin))],
  ];
  const seen = new Set<string>();
  return forms
    .filter(
      ([, bytes]) =>
        bytes.length >= shortest && !seen.has(bytes.toString('latin1')) && seen.add(bytes.toString('latin1')),
    )
    .map(([encoding, bytes]) => ({ canary, encoding, bytes }));
}

function* filesUnder(target: string): Generator<string> {
  const stat = fs.lstatSync(target, { throwIfNoEntry: false });
  if (stat?.isFile()) yield target;
  if (!stat?.isDirectory()) return;
  for (const entry of fs.readdirSync(target)) yield* filesUnder(path.join(target, entry));
}

const chunk = 1 << 22;
const filterBits = 20;
const { imul } = Math; // looked up once, not for every byte
const slot = (word: number) => imul(word, 0x9e3779b1) >>> (32 - filterBits);

interface Piece {
  readonly file: string;
  readonly start: number;
}

/** All needles at once: a filter over every four bytes, then a comparison where it lets one through. */
class Needles {
  readonly longest: number;
  private readonly filter = new Uint8Array(1 << filterBits);
  private readonly byWord = new Map<number, Needle[]>();

  constructor(needles: readonly Needle[]) {
    this.longest = Math.max(...needles.map(({ bytes }) => bytes.length));
    for (const needle of needles) {
      const word = needle.bytes.readInt32LE(0);
      this.filter[slot(word)] = 1;
      this.byWord.set(word, [...(this.byWord.get(word) ?? []), needle]);
    }
  }

  /** Those that begin within the piece itself; the next piece finds what begins in the overlap. */
  *in(bytes: Buffer, piece: Piece): Generator<CanaryHit> {
    let word = 0;
    const last = Math.min(bytes.length, chunk + 3);
    for (let end = 1; end <= last; end++) {
      word = (word >>> 8) | ((bytes[end - 1] ?? 0) << 24);
      if (this.filter[slot(word)] === 1 && end >= 4) yield* this.at(bytes, end - 4, piece);
    }
  }

  private *at(bytes: Buffer, at: number, { file, start }: Piece): Generator<CanaryHit> {
    for (const { bytes: wanted, canary, encoding } of this.byWord.get(bytes.readInt32LE(at)) ?? []) {
      const end = Math.min(at + wanted.length, bytes.length);
      if (bytes.compare(wanted, 0, wanted.length, at, end) === 0) {
        yield { file, offset: start + at, canary, encoding };
      }
    }
  }
}

/** All places of one file, in pieces that overlap, so that no size is too large. */
function* scanFile(file: string, needles: Needles): Generator<CanaryHit> {
  const overlap = needles.longest - 1;
  const handle = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(chunk + overlap);
  try {
    for (let start = 0; ; start += chunk) {
      const length = fs.readSync(handle, buffer, 0, chunk + overlap, start);
      yield* needles.in(buffer.subarray(0, length), { file, start });
      if (length <= chunk) return;
    }
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Looks for texts byte by byte in files and whole directories: data directories, write-ahead log, backups,
 * server logs. Compressed storage hides a text from it, so a scan needs a planted row as its negative control.
 * @param canaries random texts of at least eight characters
 */
export function scanForCanaries(paths: readonly string[], canaries: readonly string[]): CanaryHit[] {
  const short = canaries.find(canary => canary.length < 8);
  if (short !== undefined) throw new Error('A canary of fewer than eight characters is found by chance');
  if (canaries.length === 0) return [];
  const needles = new Needles(canaries.flatMap(needlesFor));
  return paths.flatMap(target => [...filesUnder(target)].flatMap(file => [...scanFile(file, needles)]));
}
