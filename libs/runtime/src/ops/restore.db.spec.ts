import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { opsProgram } from '@hub/platform';
import { bells } from '../bells.fixture';
import { commandsOf } from './run-ops';

describe('the operator’s program, on the databases of a real context', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-ops-'));
  fs.chmodSync(data, 0o755);
  const own = path.join(data, 'bells');
  afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

  const ops = async (...argv: string[]) => {
    const said = { out: '', err: '' };
    const program = opsProgram({
      ...{ context: 'bells', commands: commandsOf(bells), env: { HUB_DATA: data } },
      stdout: text => (said.out += text),
      stderr: text => (said.err += text),
    });
    const code = await program.run([...argv, '--json']);
    const result = JSON.parse(said.out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    return { code, result };
  };
  const only = (directory: string) => path.join(directory, fs.readdirSync(directory).sort().at(-1) ?? '');
  const parts = () => [
    ...['--from', only(path.join(own, 'backups/log'))],
    ...['--keys-from', only(path.join(own, 'backups/keys'))],
  ];

  it('saves, rotates, proves the backup by a drill, and restores it into new databases', async () => {
    expect(await ops('users', '--first-administrator', 'anna.k', '--name', 'Anna K.')).toMatchObject({
      code: 0,
      // The page that is served there: test/pages/administration.e2e.spec.ts follows such a link.
      result: { link: expect.stringMatching(/^http:\/\/[^/]+\/first-password\/[\w-]{43}$/) },
    });
    expect(await ops('backup')).toMatchObject({ code: 0 });
    // The keystore is saved once more, since the earlier part is worthless from now on.
    expect(await ops('keys', 'rotate')).toMatchObject({ code: 0, result: { epoch: 2, destroyed: [1] } });
    expect(fs.readdirSync(path.join(own, 'backups/keys'))).toHaveLength(2);
    expect(await ops('drill', ...parts())).toMatchObject({ code: 0, result: { equal: true, forgotten: 0 } });

    // The control: nothing is loaded into databases that hold something.
    expect(await ops('restore', ...parts())).toMatchObject({ code: 1 });

    const keys = path.join(data, 'keys-kept');
    fs.cpSync(path.join(own, 'keys'), keys, { recursive: true });
    expect(await ops('reset', '--yes')).toMatchObject({ code: 0 });
    expect((await ops('users')).result).toEqual({ accounts: [] });
    expect(await ops('reset', '--yes')).toMatchObject({ code: 0 });
    fs.cpSync(keys, path.join(own, 'keys'), { recursive: true });
    expect(await ops('restore', ...parts())).toMatchObject({ code: 0, result: { equal: true } });
    const { result } = await ops('users');
    expect(result.accounts).toMatchObject([{ signInName: 'anna.k' }]);
    expect(await ops('doctor')).toMatchObject({ code: 0 });
    expect(await ops('erase')).toMatchObject({ code: 0, result: { erasures: [] } });
  });

  it('creates one first key, and splits the current one among three custodians, any two of whom bring it back', async () => {
    expect(await ops('keys', 'create')).toMatchObject({ code: 1 }); // there is one, and no second first one
    const { result } = await ops('keys', 'escrow');
    const shares = result.shares as string[];
    expect([shares.length, result.needed]).toEqual([3, 2]);
    const present = async () => {
      const { epochs } = (await ops('keys', 'list')).result as {
        epochs: { state: string; present: boolean }[];
      };
      return epochs.filter(({ state }) => state === 'current').map(epoch => epoch.present);
    };
    expect(await present()).toEqual([true]);
    const kek = path.join(own, 'keys/kek-2.json');
    const { key } = JSON.parse(fs.readFileSync(kek, 'utf8')) as { key: string };
    expect(shares.join()).not.toContain(key);
    fs.rmSync(kek, { force: true });
    expect(await present()).toEqual([false]);
    const file = path.join(data, 'shares');
    const restore = async (...carried: (string | undefined)[]) => {
      fs.writeFileSync(file, `${carried.join('\n')}\n`);
      return (await ops('keys', 'restore', file)).code;
    };
    expect(await restore(shares[0])).toBe(1);
    expect(await restore(shares[0], shares[0])).toBe(1);
    expect(fs.existsSync(kek)).toBe(false);
    expect(await restore(shares[2], shares[0])).toBe(0);
    expect((JSON.parse(fs.readFileSync(kek, 'utf8')) as { key: string }).key).toBe(key);
    expect(await present()).toEqual([true]);
    expect(await ops('doctor')).toMatchObject({ code: 0 });
  });
});
