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

/** Style sheet, script and fonts of the pages, by the page kit's own build. */
function buildAssets(repository: string): void {
  const script = path.join(repository, 'libs/web/src/assets/build.ts');
  if (!fs.existsSync(script)) return; // an installation without pages
  const args = ['-r', path.join(repository, 'libs/testing/src/register.cjs'), script];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`building the assets failed:\n${stderr}`);
}

/** Compiles the apps unless the last build was made from these very sources. */
export async function buildIfStale(
  repository: string,
  folders: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  if (isFresh(repository, fingerprint(repository))) return;
  await exclusively(path.join(repository, 'dist', 'build.lock'), () => {
    const wanted = fingerprint(repository); // after waiting: somebody else may have built it
    if (isFresh(repository, wanted)) return;
    say('building (once after every change of the sources) …\n');
    fs.rmSync(markOf(repository), { force: true });
    const nest = path.join(repository, 'node_modules/@nestjs/cli/bin/nest.js');
    if (!fs.existsSync(nest)) throw new Error('the build needs the development packages: run npm ci');
    for (const folder of folders) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [nest, 'build', folder], {
        cwd: repository,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`building ${folder} failed:\n${stdout}${stderr}`);
    }
    buildAssets(repository);
    fs.writeFileSync(markOf(repository), wanted);
  });
}
