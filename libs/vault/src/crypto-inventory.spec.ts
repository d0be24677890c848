import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../../..');

function* sources(directory: string): Generator<string> {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== 'contract') yield* sources(file);
    else if (/\.ts$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name)) yield file;
  }
}

/** Functions a source takes from node:crypto; `*` when it takes the whole module. Types do not compute anything. */
function cryptoImports(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.includes('crypto')) return [];
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const name = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '';
    if (!/^(node:)?crypto$/.test(name) || !importClause) return [];
    if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
    const bindings = importClause.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return ['*'];
    return bindings.elements.filter(one => !one.isTypeOnly).map(one => (one.propertyName ?? one.name).text);
  });
}

function inUse(): Map<string, string[]> {
  const rooms = fs.readdirSync(path.join(root, 'libs')).filter(room => room !== 'testing');
  const used = rooms.map((room): [string, string[]] => {
    const directory = path.join(root, 'libs', room, 'src');
    const files = fs.existsSync(directory) ? [...sources(directory)] : [];
    return [room, [...new Set(files.flatMap(cryptoImports))].sort()];
  });
  return new Map(used.filter(([, functions]) => functions.length > 0).sort());
}

function documented(): Map<string, string[]> {
  const page = fs.readFileSync(path.join(root, 'docs/security/encryption.md'), 'utf8');
  const table = page.slice(page.indexOf('## Inventory of cryptography'));
  const rows = [...table.matchAll(/^\| ([a-z-]+) +\| ((?:`\w+`(?:, )?)+) *\|/gm)];
  return new Map(rows.map(([, room = '', functions = '']) => [room, functions.match(/\w+/g)?.sort() ?? []]));
}

describe('the inventory of cryptography', () => {
  it('lists exactly the functions of node:crypto that the sources use', () => {
    expect(Object.fromEntries(documented())).toEqual(Object.fromEntries(inUse()));
  });

  it('sees what it looks for', () => {
    expect(cryptoImports(path.join(__dirname, 'envelope.ts'))).toEqual(
      expect.arrayContaining(['createCipheriv', 'createDecipheriv', 'hkdfSync', 'randomBytes']),
    );
    expect(cryptoImports(path.join(__dirname, 'pointer.ts'))).toEqual([]);
  });
});
