import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { scanForCanaries } from './canaries';

let directory: string;
beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'scan-'))));
afterEach(() => fs.rmSync(directory, { recursive: true }));

const noise = (bytes: number) => randomBytes(bytes);
const plant = (content: Buffer | string, name = 'file') => {
  fs.mkdirSync(path.join(directory, 'deep'), { recursive: true });
  fs.writeFileSync(
    path.join(directory, 'deep', name),
    Buffer.concat([noise(999), Buffer.from(content), noise(999)]),
  );
};
const canary = 'Zorka Đukanovska';

describe('the byte scan', () => {
  it.each([
    ['utf-8', Buffer.from(canary)],
    ['utf-16le', Buffer.from(canary, 'utf16le')],
    ['base64', Buffer.from(canary).toString('base64')],
    ['base64', Buffer.from(`x${canary}yz`).toString('base64')],
    ['base64', Buffer.from(`xx${canary}z`).toString('base64')],
    ['hex', Buffer.from(canary).toString('hex')],
    ['hex', Buffer.from(canary).toString('hex').toUpperCase()],
    ['url', encodeURIComponent(canary)],
    ['other-script', 'Зорка Đукановска'],
  ])('finds a text as %s', (encoding, content) => {
    plant(content);
    const hits = scanForCanaries([directory], [canary]);
    expect(hits.map(hit => hit.encoding)).toContain(encoding);
    expect(hits[0]).toMatchObject({ canary, file: path.join(directory, 'deep', 'file') });
  });

  it('finds a Cyrillic text written in Latin', () => {
    plant('zorkovska maria');
    expect(scanForCanaries([directory], ['зорковска мариа'])).toHaveLength(1);
  });

  it('finds nothing where nothing is, or where another text is', () => {
    plant('Zorka Petkovska');
    plant(noise(100_000), 'noise');
    expect(scanForCanaries([directory, path.join(directory, 'absent')], [canary])).toEqual([]);
  });

  it('finds a text across the edge of two pieces, at the end of a file, and each time once', () => {
    const size = 1 << 22;
    for (const at of [size - 3, size, size + 3, 2 * size - 5]) {
      const file = path.join(directory, `edge-${at}`);
      const content = Buffer.alloc(at + Buffer.byteLength(canary));
      content.write(canary, at);
      fs.writeFileSync(file, content);
      expect(scanForCanaries([file], [canary])).toEqual([{ file, offset: at, canary, encoding: 'utf-8' }]);
    }
  });

  it('refuses a canary short enough to be found by chance', () => {
    expect(() => scanForCanaries([directory], ['Ana'])).toThrow('fewer than eight');
  });
});
