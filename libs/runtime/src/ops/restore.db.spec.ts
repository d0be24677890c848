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
});
