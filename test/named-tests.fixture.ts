/** Whether tests that a document names exist and run: read from their syntax, so that a name in a comment is none. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '..');

export const documentOf = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

/** A test as a row of a table names it. */
export interface NamedTest {
  readonly row: string;
  readonly file: string;
  readonly test: string;
}

export const cellsOf = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cell => cell.trim().replace(/^`|`$/g, ''));

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

/** Titles of the tests of a file. */
export function titlesOf(source: string): Set<string> {
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

/** What is wrong with each test that is named and is not there. */
export function missingOf(named: readonly NamedTest[]): string[] {
  const known = new Map<string, Set<string>>();
  return named.flatMap(({ row, file, test }) => {
    const full = path.join(root, file);
    if (!/\.spec\.ts$/.test(file) || !fs.existsSync(full)) return [`${row}: there is no test file ${file}`];
    const here = known.get(file) ?? titlesOf(fs.readFileSync(full, 'utf8'));
    known.set(file, here);
    return here.has(test) ? [] : [`${row}: ${file} has no test "${test}"`];
  });
}
