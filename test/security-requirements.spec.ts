import { cellsOf, documentOf, missingOf, titlesOf, type NamedTest } from './named-tests.fixture';

const document = documentOf('docs/security/requirements.md');

const linesOf = (text: string) => text.split('\n').filter(line => /^\|\s*R\d/.test(line));

/** Rows of the table of proofs. */
const proofs = (text: string): NamedTest[] =>
  linesOf(text.split('## Not proven')[0] ?? '').map(line => {
    const [row = '', , file = '', test = ''] = cellsOf(line);
    return { row, file, test };
  });

const remaining = (text: string) =>
  linesOf(text.split('## Not proven')[1] ?? '').map(line => cellsOf(line)[0] ?? '');

const missing = (text: string) => missingOf(proofs(text));

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
    expect([...titlesOf(source)].sort()).toEqual(['has', 'is', 'runs', 'runs %s']);
  });
});
