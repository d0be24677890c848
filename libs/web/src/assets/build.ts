import fs from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { compile } from 'sass';

const library = path.resolve(__dirname, '../..');
const root = path.resolve(library, '../..');
const published = path.join(root, 'dist/public');
/** Made beside what is served, and put in its place when it is whole. */
const target = `${published}.next`;
const fonts = path.join(root, 'node_modules/@fontsource/open-sans/files');
const autocomplete = path.join(
  root,
  'node_modules/accessible-autocomplete/dist/accessible-autocomplete.min.css',
);

// Firefox ESR 115 and Chrome 109 are the last for Windows 7 and 8.1.
const common: BuildOptions = {
  bundle: true,
  minify: true,
  target: ['chrome109', 'firefox115'],
  external: ['/assets/*'],
};

/** Writes one minified file with its content hash in the name, so that it may be cached for ever. */
async function bundle(options: BuildOptions): Promise<string> {
  const { metafile } = await build({
    ...common,
    ...options,
    outdir: target,
    entryNames: 'app-[hash]',
    metafile: true,
  });
  const [file] = Object.keys(metafile.outputs);
  if (!file) throw new Error('nothing was bundled');
  return path.basename(file);
}

/** One style sheet, one script, the fonts: everything a browser loads, from our own host. */
async function buildAssets(): Promise<void> {
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(path.join(target, 'fonts'), { recursive: true });
  const { css } = compile(path.join(library, 'assets/app.scss'), { style: 'compressed', quietDeps: true });
  const contents = css + fs.readFileSync(autocomplete, 'utf8').replace(/\/\*# sourceMappingURL.*?\*\//, '');
  const style = await bundle({ stdin: { contents, loader: 'css', resolveDir: library } });
  const script = await bundle({ entryPoints: [path.join(library, 'assets/app.ts')], format: 'esm' });
  for (const part of ['latin', 'latin-ext', 'cyrillic']) {
    for (const face of ['400-normal', '600-normal', '400-italic']) {
      const file = `open-sans-${part}-${face}.woff2`;
      fs.copyFileSync(path.join(fonts, file), path.join(target, 'fonts', file));
    }
  }
  for (const icon of ['icon-victims.svg', 'icon-judicial.svg']) {
    fs.copyFileSync(path.join(library, 'assets', icon), path.join(target, icon));
  }
  fs.writeFileSync(path.join(target, 'assets.json'), JSON.stringify({ style, script }));
  fs.rmSync(published, { recursive: true, force: true });
  fs.renameSync(target, published);
}

buildAssets().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
