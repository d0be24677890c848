import fs from 'node:fs';
import path from 'node:path';
import { transform, type Options } from '@swc/core';
import { build, stop } from 'esbuild';

interface TypeScriptSettings {
  readonly experimentalDecorators?: boolean;
  /** Aliases of imports, which Node does not know: what is compiled imports relatively. */
  readonly paths?: Record<string, string[]>;
}

function settingsOf(repository: string): TypeScriptSettings {
  const text = fs.readFileSync(path.join(repository, 'tsconfig.json'), 'utf8');
  return (JSON.parse(text) as { compilerOptions?: TypeScriptSettings }).compilerOptions ?? {};
}

function programsOf(repository: string, app: string): string[] {
  const directory = path.join('apps', app, 'src');
  return fs
    .readdirSync(path.join(repository, directory))
    .filter(file => file.endsWith('.ts'))
    .map(file => path.join(directory, file));
}

/** Every source file the programs of these apps load, directly or not. */
async function sourcesOf(repository: string, apps: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints: apps.flatMap(app => programsOf(repository, app)),
    bundle: true,
    packages: 'external',
    platform: 'node',
    // An import that only decorators use, as the type of a parameter, is one too.
    tsconfigRaw: { compilerOptions: { ...settingsOf(repository), baseUrl: '.', verbatimModuleSyntax: true } },
    write: false,
    outdir: 'dist',
    metafile: true,
    logLevel: 'silent',
  }).finally(stop); // its helper process would stay for as long as we do
  return Object.keys(metafile.inputs);
}

/** Writes one program file and its source map. @returns what it wrote */
async function compileFile(repository: string, source: string, settings: Options): Promise<string[]> {
  const output = path.join(repository, 'dist', source.replace(/\.ts$/, '.js'));
  const map = `${output}.map`;
  const filename = path.join(repository, source);
  const sourceFileName = path.relative(path.dirname(output), filename);
  const compiled = await transform(fs.readFileSync(filename, 'utf8'), {
    ...settings,
    filename,
    sourceFileName,
  });
  fs.mkdirSync(path.dirname(output), { recursive: true });
  fs.writeFileSync(output, `${compiled.code}//# sourceMappingURL=${path.basename(map)}\n`);
  fs.writeFileSync(map, compiled.map ?? '');
  return [output, map];
}

/** Removes what an earlier build left of sources that are gone. */
function keepOnly(directory: string, files: ReadonlySet<string>): void {
  if (!fs.existsSync(directory)) return;
  for (const entry of fs.readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(file)) fs.rmSync(file);
  }
}

/**
 * Compiles the programs of these apps into `dist/apps` and `dist/libs`: what they load, and nothing else stays there.
 * Types are not checked; `npm run check` does that.
 * @returns number of files compiled
 * @throws {Error} naming the place where a file does not parse or an import leads nowhere
 */
export async function compile(repository: string, apps: readonly string[]): Promise<number> {
  const sources = await sourcesOf(repository, apps);
  const settings: Options = {
    root: repository,
    cwd: repository,
    sourceMaps: true,
    jsc: { baseUrl: repository, paths: settingsOf(repository).paths },
  };
  const written = await Promise.all(sources.map(source => compileFile(repository, source, settings)));
  const files = new Set(written.flat());
  for (const folder of ['apps', 'libs']) keepOnly(path.join(repository, 'dist', folder), files);
  return sources.length;
}
