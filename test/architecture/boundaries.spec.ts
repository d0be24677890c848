import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

async function cruise(...paths: string[]): Promise<{ code: number; output: string }> {
  const bin = path.join(root, 'node_modules/.bin/depcruise');
  try {
    const { stdout } = await run(bin, ['--config', '.dependency-cruiser.cjs', ...paths], { cwd: root });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, output: stdout };
  }
}

describe('the graph of imports', () => {
  const planted = [
    {
      rule: 'contexts-are-strangers',
      file: 'libs/victims/src/planted.ts',
      code: "import '@hub/judicial';\n",
    },
    {
      rule: 'contexts-are-strangers-too',
      file: 'libs/judicial/src/planted.ts',
      code: "export * from '@hub/codebook/victims';\n",
    },
    { rule: 'platform-imports', file: 'libs/platform/src/planted.ts', code: "import '@hub/access';\n" },
  ];

  it.each(planted)('fails on a planted violation of $rule', async ({ rule, file, code }) => {
    const target = path.join(root, file);
    fs.writeFileSync(target, code);
    try {
      const result = await cruise(file);
      expect(result.output).toContain(rule);
      expect(result.code).not.toBe(0);
    } finally {
      fs.rmSync(target);
    }
    // The negative control: the same look without the planted line is clean.
    const clean = await cruise(file.replace('planted.ts', 'index.ts'));
    expect(clean.output).not.toContain(`error ${rule}`);
  });
});
