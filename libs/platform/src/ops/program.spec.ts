import { Refusal } from '../refusal';
import { OpsFailure, type OpsCommand } from './command';
import { opsProgram } from './program';
import { Progress } from './progress';

const closed: string[] = [];
const commands: OpsCommand[] = [
  {
    name: 'import',
    description: 'Read a file',
    arguments: [{ name: '<file>', description: 'what to read' }],
    options: [
      { flags: '--format <name>', description: 'its format', choices: ['ctdc', 'glotip'] },
      { flags: '--dry-run', description: 'change nothing' },
    ],
    run: async (run, input) => {
      run.atEnd(() => void closed.push('first'));
      run.atEnd(() => void closed.push('second'));
      const format = input.required('format');
      run.note('a remark');
      run.out('a,b\n1,2\n');
      return { file: input.args[0], format, dry: input.flag('dry-run'), position: 9n };
    },
  },
  {
    name: 'refuse',
    description: 'x',
    run: () => Promise.reject(new Refusal('platform.too-deep', { limit: 3 })),
  },
  {
    name: 'altered',
    description: 'x',
    run: () => Promise.reject(new OpsFailure('rolled\nback', 2, { position: 7 })),
  },
  {
    name: 'quote',
    description: 'x',
    run: () =>
      Promise.reject(Object.assign(new Error('syntax: "Blerta"'), { severity: 'ERROR', code: '22P02' })),
  },
  { name: 'reset', description: 'x', sandboxOnly: true, run: async () => {} },
];

async function ops(line: string, env: Record<string, string> = {}) {
  let stdout = '';
  let stderr = '';
  const options = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
  };
  const code = await opsProgram({ context: 'north', commands, env, ...options }).run(
    line.split(' ').filter(Boolean),
  );
  return { code, stdout, stderr };
}
const lastLine = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as unknown;

describe('the operator’s program', () => {
  it('prints the result line by line, or with --json as the last line', async () => {
    expect(await ops('import cases.csv --format ctdc')).toEqual({
      code: 0,
      stdout: 'a,b\n1,2\nfile: cases.csv\nformat: ctdc\ndry: false\nposition: 9\n',
      stderr: 'a remark\n',
    });
    const { stdout } = await ops('import cases.csv --format ctdc --dry-run --json');
    expect(lastLine(stdout)).toEqual({ file: 'cases.csv', format: 'ctdc', dry: true, position: 9 });
  });

  it('lets go of what a command opened, last first', async () => {
    closed.length = 0;
    await ops('import x --format ctdc');
    expect(closed).toEqual(['second', 'first']);
  });

  it.each([
    ['refuse', 1, 'error: The request is nested too deeply. Maximum number of levels: 3.\n'],
    ['refuse --lang mk', 1, 'error: Барањето има премногу вгнездени нивоа. Најголем број нивоа: 3.\n'],
    ['altered', 2, 'error: rolled back\n'],
    ['quote', 1, "error: PostgreSQL refused (22P02): see the server's log\n"],
    ['import x', 2, 'error: --format must be given\n'],
    ['import', 2, "error: missing required argument 'file'\n"],
    [
      'import x --format pdf',
      2,
      "error: option '--format <name>' argument 'pdf' is invalid. Allowed choices are ctdc, glotip.\n",
    ],
    ['nonsense', 2, "error: unknown command 'nonsense'\n"],
    ['', 2, 'error: a command must be given; `--help` lists them\n'],
  ])('"%s" fails with code %i and one line', async (line, code, stderr) => {
    expect(await ops(line)).toMatchObject({ code, stderr });
  });

  it('ends with one JSON object also when it fails', async () => {
    expect(lastLine((await ops('altered --json')).stdout)).toEqual({
      position: 7,
      error: { code: 'platform.ops', message: 'rolled back' },
    });
    expect(lastLine((await ops('nonsense --json')).stdout)).toMatchObject({
      error: { code: 'platform.usage' },
    });
  });

  it('speaks the language of the terminal', async () => {
    expect((await ops('refuse', { LANG: 'sq_AL.UTF-8' })).stderr).toContain('Kërkesa');
    expect((await ops('refuse', { LANG: 'C.UTF-8' })).stderr).toContain('nested');
  });

  it('explains every command', async () => {
    const { code, stdout } = await ops('--help');
    expect(code).toBe(0);
    for (const { name } of commands) expect(stdout).toContain(name);
    expect((await ops('import --help')).stdout).toMatch(/--format <name>[\s\S]*--json/);
  });

  it('refuses in production what exists in the sandbox only, and says which setting is wrong', async () => {
    const production = {
      HUB_MODE: 'production',
      HUB_JURISDICTION: 'RO',
      NORTH_HOST_NAME: 'n.example.org',
      NORTH_KEY_DIRECTORY: '/etc/keys',
      NORTH_DATABASE_URL: 'postgres://a@b/c',
      NORTH_KEYS_DATABASE_URL: 'postgres://a@b/d',
    };
    expect(await ops('reset', production)).toMatchObject({
      code: 1,
      stderr: 'error: reset exists in the sandbox only: HUB_MODE is production\n',
    });
    expect((await ops('reset', { HUB_MODE: 'x' })).stderr).toBe(
      'error: HUB_MODE is "x": sandbox or production\n',
    );
  });
});

describe('progress', () => {
  it('tells rate and remaining time, not more often than needed', () => {
    let now = 0;
    const lines: string[] = [];
    const progress = new Progress(
      'rows',
      1_000,
      text => void lines.push(text),
      () => now,
      false,
    );
    for (let second = 1; second <= 30; second++) {
      now = second * 1_000;
      progress.advance(10);
    }
    progress.end();
    expect(lines).toEqual([
      'rows: 10 of 1000, 10/s, 1 min 39 s left\n',
      'rows: 110 of 1000, 10/s, 1 min 29 s left\n',
      'rows: 210 of 1000, 10/s, 1 min 19 s left\n',
      'rows: 300 of 1000, 10/s, 1 min 10 s left\n',
    ]);
  });

  it('says nothing of quick work', () => {
    const lines: string[] = [];
    const progress = new Progress(
      'rows',
      undefined,
      text => void lines.push(text),
      () => 0,
      false,
    );
    progress.advance(5);
    progress.end();
    expect(lines).toEqual([]);
  });
});
