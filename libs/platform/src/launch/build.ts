import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exclusively } from '../postgres/exclusive';
import { compile } from './compile';
import { appsOf } from './plan';

/** A part of the build: made anew when what it is made from has changed. */
interface Part {
  readonly name: string;
  /** Files and directories it is made from. */
  readonly from: readonly string[];
  readonly make: (repository: string) => void | Promise<void>;
}

const assets = 'libs/web/assets';

const programs: Part = {
  name: 'programs',
  from: ['tsconfig.json', '.swcrc', 'package-lock.json', 'apps', 'libs'],
  make: async repository => {
    const apps = appsOf(repository).map(({ folder }) => folder);
    await compile(repository, apps);
  },
};

/** What browsers load. Its script is a program of the page kit, which this room must not import. */
const publicFiles: Part = {
  name: 'public',
  from: ['package-lock.json', assets, 'libs/web/src/assets'],
  make: repository => {
    const program = ['-r', './libs/testing/src/register.cjs', 'libs/web/src/assets/build.ts'];
    const { status, stdout, stderr } = spawnSync(process.execPath, program, {
      cwd: repository,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${stdout}${stderr}`.trim());
  },
};

/** The files below, tests left out. */
function* filesOf(file: string): Generator<string> {
  if (!fs.statSync(file).isDirectory()) {
    yield file;
    return;
  }
  for (const name of fs.readdirSync(file).sort()) {
    if (!/\.spec\.ts$/.test(name)) yield* filesOf(path.join(file, name));
  }
}

/** Changes when any source changes; reading the bytes is quick and, unlike dates, survives a checkout. */
function fingerprint(repository: string, { from, name }: Part): string {
  const hash = createHash('sha256');
  for (const file of from.flatMap(one => [...filesOf(path.join(repository, one))])) {
    const relative = path.relative(repository, file);
    if (name === programs.name && relative.startsWith(assets)) continue;
    hash.update(`${relative}\0`).update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const markOf = (repository: string, { name }: Part) => path.join(repository, 'dist', `${name}.built-from`);

function isFresh(repository: string, part: Part): boolean {
  try {
    return fs.readFileSync(markOf(repository, part), 'utf8') === fingerprint(repository, part);
  } catch {
    return false;
  }
}

/** Builds what was not made from these very sources. @throws {Error} saying which part failed, and where */
export async function buildIfStale(repository: string, say: (text: string) => void): Promise<void> {
  const stale = () => [programs, publicFiles].filter(part => !isFresh(repository, part));
  if (stale().length === 0) return;
  await exclusively(path.join(repository, 'dist', 'build.lock'), async () => {
    const parts = stale(); // after waiting: somebody else may have built them
    if (parts.length > 0) say('building (once after every change of the sources) …\n');
    for (const part of parts) {
      const mark = markOf(repository, part);
      fs.rmSync(mark, { force: true });
      const made = fingerprint(repository, part);
      try {
        await part.make(repository);
      } catch (error) {
        throw new Error(`the build failed (${part.name}):\n${(error as Error).message}`, { cause: error });
      }
      fs.writeFileSync(mark, made);
    }
  });
}

if (require.main === module) {
  const repository = path.resolve(__dirname, '../../../..');
  buildIfStale(repository, text => void process.stdout.write(text)).catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  });
}
