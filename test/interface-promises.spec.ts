import { cellsOf, documentOf, missingOf, type NamedTest } from './named-tests.fixture';

const document = documentOf('docs/explanation/interface.md');
const [held = '', others = ''] = document.split('## Not held by a test');

const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter(line => /^\|\s*P\d/.test(line))
    .map(cellsOf);

const named: NamedTest[] = rowsOf(held).map(([row = '', , , file = '', test = '']) => ({ row, file, test }));

describe('docs/explanation/interface.md', () => {
  it('names only tests that exist', () => {
    expect(missingOf(named)).toEqual([]);
    expect(missingOf(named.map(row => ({ ...row, test: `${row.test}?` })))).toHaveLength(named.length);
  });

  it('has each of the thirty-seven promises in exactly one of its two tables', () => {
    const all = Array.from({ length: 37 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`);
    const one = new Set(named.map(({ row }) => row));
    const other = rowsOf(others).map(([row = '']) => row);
    expect([...one, ...other].sort()).toEqual(all);
  });
});
