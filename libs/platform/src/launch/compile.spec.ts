import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compile } from './compile';

const tsconfig = {
  compilerOptions: { experimentalDecorators: true, paths: { '@hub/*': ['./libs/*/src/index.ts'] } },
};
const settings = fs.readFileSync(path.resolve(__dirname, '../../../../.swcrc'), 'utf8');

describe('the compiler of the programs', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-compile-'));
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  const made = () =>
    ['apps', 'libs']
      .map(folder => path.join(root, 'dist', folder))
      .filter(folder => fs.existsSync(folder))
      .flatMap(folder => fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.name.endsWith('.js'))
      .map(entry => path.relative(path.join(root, 'dist'), path.join(entry.parentPath, entry.name)))
      .sort();
  const load = () => {
    jest.resetModules();
    return jest.requireActual<Record<string, unknown>>(path.join(root, 'dist/apps/one/src/main.js'));
  };

  beforeAll(() => {
    write('tsconfig.json', JSON.stringify(tsconfig));
    write('.swcrc', settings);
    write('apps/one/src/main.ts', `export { word } from '@hub/words';\nexport * from './body';`);
    write(
      'apps/one/src/body.ts',
      `import { Shape } from './shape';
       const types: unknown[] = [];
       const note = (target: object, key: string) =>
         void types.push((Reflect as any).getMetadata?.('design:paramtypes', target, key), key);
       export class Body { @note take(shape: Shape) {} }
       export { types };`,
    );
    write('apps/one/src/shape.ts', 'export class Shape {}');
    write('apps/two/src/main.ts', 'export {};');
    write('libs/words/src/index.ts', `export const word: string = 'here';`);
    write('libs/words/src/unused.ts', `export const other = 1;`);
  });
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

  it('compiles what the programs of an app load, also where only the type of a parameter needs it, and no more', async () => {
    expect(await compile(root, ['one'])).toBe(4);
    expect(made()).toEqual([
      'apps/one/src/body.js',
      'apps/one/src/main.js',
      'apps/one/src/shape.js',
      'libs/words/src/index.js',
    ]);
  });

  it('keeps types for decorators and finds aliases without help', () => {
    const text = fs.readFileSync(path.join(root, 'dist/apps/one/src/body.js'), 'utf8');
    expect(text).toMatch(/design:paramtypes[^;]*_shape\.Shape/);
    expect(load()).toMatchObject({ word: 'here' });
  });

  it('says in a source map where a line came from', () => {
    const file = path.join(root, 'dist/apps/one/src/main.js');
    const map = JSON.parse(fs.readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
    expect(path.resolve(path.dirname(file), map.sources[0] ?? '')).toBe(
      path.join(root, 'apps/one/src/main.ts'),
    );
    expect(fs.readFileSync(file, 'utf8')).toMatch(/\n\/\/# sourceMappingURL=main\.js\.map\n$/);
  });

  it('follows a change, and removes what no program loads any more', async () => {
    write('apps/one/src/main.ts', `export { word } from '@hub/words';`);
    for (const gone of ['body.ts', 'shape.ts']) fs.rmSync(path.join(root, 'apps/one/src', gone));
    write('libs/words/src/index.ts', `export const word = 'changed';`);
    await compile(root, ['one', 'two']);
    expect(made()).toEqual(['apps/one/src/main.js', 'apps/two/src/main.js', 'libs/words/src/index.js']);
    expect(load()).toMatchObject({ word: 'changed' });
  });

  it.each([
    ['does not parse', 'export const = 1;'],
    ['leads nowhere', `export * from './nowhere';`],
  ])('names the file that %s, and leaves the old programs', async (_, text) => {
    write('apps/two/src/main.ts', text);
    await expect(compile(root, ['one', 'two'])).rejects.toThrow('apps/two/src/main.ts:1:');
    expect(load()).toMatchObject({ word: 'changed' });
  });
});
