import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createKeys, listKeys } from '../ceremony/keys';
import { escrow, restoreFromShares } from '../ceremony/shares';
import { MemoryKeystore } from '../keystore/memory-keystore';
import { FileKeks } from './file-keks';
import { Kek, KekGone } from './keks';

let directory: string;
beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'keks-'))));
afterEach(() => fs.rmSync(directory, { recursive: true }));

const open = (over: Partial<ConstructorParameters<typeof FileKeks>[0]> = {}) =>
  new FileKeks({ directory, context: 'victims', mode: 'production', ...over });
const file = (epoch: number): string => path.join(directory, `kek-${epoch}.json`);

describe('keys in files', () => {
  it('are readable by their owner only, stay when made twice, and open in another process', async () => {
    const made = await open().create(1);
    expect(fs.statSync(file(1)).mode & 0o777).toBe(0o400);
    expect(await open().create(1)).toEqual(made);
    const wrapped = await open().wrap(1, Buffer.from('secret'), 'label');
    expect((await open().unwrap(1, wrapped, 'label')).toString()).toBe('secret');
    await expect(open().unwrap(1, wrapped, 'another')).rejects.not.toBeInstanceOf(KekGone);
  });

  it('are gone when destroyed, in this process and on the disk', async () => {
    const keks = open();
    await keks.create(1);
    const content = fs.readFileSync(file(1), 'utf8');
    const handle = fs.openSync(file(1), 'r'); // whoever still has the file open
    await keks.destroy(1);
    expect(fs.existsSync(file(1))).toBe(false);
    expect(fs.readFileSync(handle, 'utf8')).not.toBe(content);
    fs.closeSync(handle);
    await expect(keks.wrap(1, randomBytes(32), 'label')).rejects.toBeInstanceOf(KekGone);
  });

  const overwrite = (content: string) => {
    fs.chmodSync(file(1), 0o600);
    fs.writeFileSync(file(1), content);
  };
  const spoilers: [code: string, over: object, spoil: () => void][] = [
    ['vault.kek-of-another-context', { context: 'judicial' }, () => undefined],
    ['vault.kek-of-another-mode', { mode: 'sandbox' }, () => undefined],
    ['vault.kek-open-to-others', {}, () => fs.chmodSync(file(1), 0o440)],
    ['vault.kek-damaged', {}, () => overwrite('{"context')],
    [
      'vault.kek-damaged',
      {},
      () => overwrite(JSON.stringify({ context: 'victims', mode: 'production', epoch: 1, key: 'c2hvcnQ=' })),
    ],
  ];
  it.each(spoilers)('are refused: %s', async (code, over, spoil) => {
    await open().create(1);
    spoil();
    await expect(open(over).list()).rejects.toMatchObject({ code, status: 503 });
  });

  it('of equal bytes are different keys in two databases and two epochs', async () => {
    const bytes = randomBytes(32);
    const keks = (['victims', 'judicial'] as const).flatMap(context =>
      [1, 2].map(epoch => new Kek(Buffer.from(bytes), context, epoch)),
    );
    expect(new Set(keks.map(({ fingerprint }) => fingerprint)).size).toBe(4);
    const wrapped = keks[0]?.wrap(randomBytes(32), 'label') ?? Buffer.alloc(0);
    for (const other of keks.slice(1)) expect(() => other.unwrap(wrapped, 'label')).toThrow();
    expect(keks[0]?.unwrap(wrapped, 'label')).toHaveLength(32);
  });
});

describe('the ceremony of keys', () => {
  it('makes the first key once and lists epochs without a key', async () => {
    const parts = { keystore: new MemoryKeystore(), keks: open() };
    const { fingerprint } = await createKeys(parts);
    await expect(createKeys(parts)).rejects.toMatchObject({ code: 'vault.kek-exists' });
    const listed = await listKeys(parts);
    expect(listed).toMatchObject([{ epoch: 1, fingerprint, state: 'current', present: true, live: 0 }]);
    const { key } = JSON.parse(fs.readFileSync(file(1), 'utf8')) as { key: string };
    expect(JSON.stringify(listed)).not.toContain(key);
    await parts.keks.destroy(1);
    expect(await listKeys(parts)).toMatchObject([{ epoch: 1, present: false }]);
  });

  it('splits a key among three custodians, any two of whom bring it back', async () => {
    const keystore = new MemoryKeystore();
    const keks = open();
    const made = await createKeys({ keystore, keks });
    const shares = await escrow({ keks, keystore, context: 'victims' }, 1);
    expect(shares).toHaveLength(3);
    expect((await keystore.epochs())[0]?.escrowedAt).toBeInstanceOf(Date);
    const wrapped = await keks.wrap(1, Buffer.from('secret'), 'label');
    for (const [a, b] of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      const other = fs.mkdtempSync(path.join(directory, 'restored-'));
      const restored = open({ directory: other });
      expect(await restoreFromShares(restored, 'victims', [`${shares[a]}\n`, shares[b] ?? ''])).toEqual(made);
      expect((await restored.unwrap(1, wrapped, 'label')).toString()).toBe('secret');
    }
  });

  it('restores nothing from one share, a mistyped one, mixed ones, or those of the other database', async () => {
    const keystore = new MemoryKeystore();
    const keks = open();
    await createKeys({ keystore, keks });
    const parts = { keks, keystore, context: 'victims' };
    const [a = '', b = ''] = await escrow(parts, 1);
    await keks.create(2);
    const [c = ''] = await escrow(parts, 2);
    const empty = open({ directory: fs.mkdtempSync(path.join(directory, 'empty-')) });
    const mistyped = b.replace(/[0-9](?=[^:]*:[^:]*$)/, digit => String((Number(digit) + 1) % 10));
    for (const [lines, code, context = 'victims'] of [
      [[a], 'vault.shares-too-few'],
      [[a, ` ${a}`], 'vault.shares-too-few'],
      [[a, mistyped], 'vault.share-mistyped'],
      [[a, 'nonsense'], 'vault.share-mistyped'],
      [[a, c], 'vault.shares-of-different-keys'],
      [[a, b], 'vault.share-of-another-context', 'judicial'],
    ] as [string[], string, string?][]) {
      await expect(restoreFromShares(empty, context, lines)).rejects.toMatchObject({ code });
    }
    await expect(restoreFromShares(keks, 'victims', [a, b])).rejects.toMatchObject({
      code: 'vault.kek-exists',
    });
    expect(await empty.list()).toEqual([]);
  });
});
