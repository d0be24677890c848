import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exclusively } from '../postgres/exclusive';

/** What the build reads, apart from tests. */
function* sources(directory: string): Generator<string> {
  for (const entry of fs
    .readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(file);
    } else if (/\.(ts|json|scss)$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name)) yield file;
  }
}

/** Changes when any source changes; reading the bytes is quick and, unlike dates, survives a checkout. */
function fingerprint(repository: string): string {
  const hash = createHash('sha256');
  const roots = ['apps', 'libs'].map(name => path.join(repository, name));
  const settings = ['tsconfig.json', 'nest-cli.json', 'package-lock.json'].map(name =>
    path.join(repository, name),
  );
  for (const file of [...settings, ...roots.flatMap(root => [...sources(root)])]) {
    hash
      .update(`${path.relative(repository, file)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

const markOf = (repository: string) => path.join(repository, 'dist', 'built-from');

function isFresh(repository: string, wanted: string): boolean {
  try {
    return fs.readFileSync(markOf(repository), 'utf8') === wanted;
  } catch {
    return false;
  }
}

/** `npm run build`, by the npm that started us where there is one. */
function runBuild(repository: string) {
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  return spawnSync(command, [...args, 'run', 'build'], {
    cwd: repository,
    encoding: 'utf8',
    shell: !npm && process.platform === 'win32',
  });
}

/** Builds unless the last build was made from these very sources. */
export async function buildIfStale(repository: string, say: (text: string) => void): Promise<void> {
  if (isFresh(repository, fingerprint(repository))) return;
  await exclusively(path.join(repository, 'dist', 'build.lock'), () => {
    const wanted = fingerprint(repository); // after waiting: somebody else may have built it
    if (isFresh(repository, wanted)) return;
    say('building (once after every change of the sources) …\n');
    fs.rmSync(markOf(repository), { force: true });
    if (!fs.existsSync(path.join(repository, 'node_modules/@nestjs/cli'))) {
      throw new Error('the build needs the development packages: run npm ci');
    }
    const { status, stdout, stderr } = runBuild(repository);
    if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
    fs.writeFileSync(markOf(repository), wanted);
  });
}
