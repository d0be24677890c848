import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '..');
const document = fs.readFileSync(path.join(root, 'docs/security/requirements.md'), 'utf8');

interface Proof {
  readonly row: string;
  readonly file: string;
  readonly test: string;
}

const cells = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell => cell.trim().replace(/^`|`$/g, ''));

const linesOf = (text: string) => text.split('\n').filter(line => /^\|\s*R\d/.test(line));

/** Rows of the table of proofs. */
const proofs = (text: string): Proof[] =>
  linesOf(text.split('## Not proven')[0] ?? '').map(line => {
    const [row = '', , file = '', test = ''] = cells(line);
    return { row, file, test };
  });

const remaining = (text: string) =>
  linesOf(text.split('## Not proven')[1] ?? '').map(line => cells(line)[0] ?? '');

/** `it`, `it.each(…)`, `describe` … but not what is skipped or only planned. */
function runs(callee: ts.Expression): boolean {
  if (ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee)) {
    return runs(ts.isCallExpression(callee) ? callee.expression : callee.tag);
  }
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === 'each' && runs(callee.expression);
  return ts.isIdentifier(callee) && ['it', 'test', 'describe'].includes(callee.text);
}

/** `it.skip`, `describe.todo`, `xdescribe`: nothing inside it runs. */
const isIdle = (node: ts.Node): boolean => {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (ts.isPropertyAccessExpression(expression)) return ['skip', 'todo'].includes(expression.name.text);
  return ts.isIdentifier(expression) && /^x(it|test|describe)$/.test(expression.text);
};

/** Titles of the tests of a file, read from its syntax: a name in a comment is none. */
function titles(source: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isIdle(node)) return;
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    if (first && ts.isStringLiteralLike(first) && runs((node as ts.CallExpression).expression))
      found.add(first.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('tests.ts', source, ts.ScriptTarget.ES2023, true));
  return found;
}

function missing(text: string): string[] {
  const known = new Map<string, Set<string>>();
  return proofs(text).flatMap(({ row, file, test }) => {
    const full = path.join(root, file);
    if (!/\.spec\.ts$/.test(file) || !fs.existsSync(full)) return [`${row}: there is no test file ${file}`];
    const here = known.get(file) ?? titles(fs.readFileSync(full, 'utf8'));
    known.set(file, here);
    return here.has(test) ? [] : [`${row}: ${file} has no test "${test}"`];
  });
}

describe('docs/security/requirements.md', () => {
  it('names only tests that exist', () => {
    expect(missing(document)).toEqual([]);
    expect(proofs(document).length).toBeGreaterThan(50);
  });

  it('has every requirement in exactly one of its two tables', () => {
    const all = Array.from({ length: 70 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`);
    const proven = new Set(proofs(document).map(({ row }) => row));
    expect([...new Set([...proven, ...remaining(document)])].sort()).toEqual(all);
    expect(remaining(document).filter(row => proven.has(row))).toEqual([]);
  });

  it.each([
    ['a renamed test', 'is bound to its content', 'is bound to nothing', 'has no test "is bound to nothing"'],
    [
      'a file that is gone',
      'libs/access/src/password.spec.ts',
      'libs/access/src/gone.spec.ts',
      'no test file libs/access/src/gone.spec.ts',
    ],
  ])('would be found out with %s', (_, from, to, message) => {
    const planted = document.replaceAll(`\`${from}\``, `\`${to}\``);
    expect(planted).not.toBe(document);
    expect(missing(planted).join('\n')).toContain(message);
  });

  it('takes neither a skipped test nor a comment for one', () => {
    const source = `
      it('runs', () => {}); it.each([1])('runs %s', () => {}); describe('has', () => { test("is", () => {}) });
      it.skip('skipped', () => {}); it.todo('planned'); xit('crossed', () => {}); // it('said', () => {})
      describe.skip('all of it', () => { it('inside', () => {}) }); other('no test', () => {});`;
    expect([...titles(source)].sort()).toEqual(['has', 'is', 'runs', 'runs %s']);
  });
});
