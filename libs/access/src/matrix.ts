import type { AccessPolicy, Obligation, Rule, Scope } from './policy';

/**
 * One way in which a role may do something: how far, under which terms. A cell of a matrix of rights holds
 * several, separated by spaces: `own office~`.
 */
export interface Way {
  readonly scope: Scope;
  /** `~` identity masked. */
  readonly masked: boolean;
  /** `*` entered in the access log. */
  readonly logged: boolean;
  /** `!` the password must be fresh. */
  readonly fresh: boolean;
  /** `+` sealed objects too. */
  readonly sealed: boolean;
  /** `=` restricted objects too. */
  readonly restricted: boolean;
  /** `2` a second person: neither who asked nor whom it concerns. */
  readonly second: boolean;
  /** `?name` one of these purposes must be given: a purpose, or a group of them; absent = none needed. */
  readonly purposes?: readonly string[];
}

type Mark = Exclude<keyof Way, 'scope' | 'purposes'>;
type Groups = ReadonlyMap<string, readonly string[]>;

const MARKS: Readonly<Record<string, Mark>> = {
  '~': 'masked',
  '*': 'logged',
  '!': 'fresh',
  '+': 'sealed',
  '=': 'restricted',
  '2': 'second',
};
const WAY = /^(own|office|county|all)([~*!+=2]*)(?:\?([a-z_-]+))?([~*!+=2]*)$/;

function readWay(written: string, groups: Groups): Way {
  const [, scope, before = '', group, after = ''] = WAY.exec(written) ?? [];
  if (!scope) throw new Error(`no way of the matrix: ${written}`);
  const marks = [...before, ...after].map(mark => MARKS[mark]);
  const has = (mark: Mark) => marks.includes(mark);
  return {
    scope: scope as Scope,
    ...{ masked: has('masked'), logged: has('logged'), fresh: has('fresh') },
    ...{ sealed: has('sealed'), restricted: has('restricted'), second: has('second') },
    ...(group && { purposes: groups.get(group) ?? [group] }),
  };
}

const cellsOf = (line: string) => line.split('|').map(cell => cell.trim());

/** What may be done by whom: `matrix.get(action)?.get(role)`; no way = never. */
export type AccessMatrix = ReadonlyMap<string, ReadonlyMap<string, readonly Way[]>>;

/**
 * Reads a matrix written by hand: `|` between columns, the roles in the first line, one action a line, `-` for
 * "never". Lines `@name: a, b` before it name groups of purposes. Empty lines and lines of dashes are skipped.
 *
 * @example
 * readMatrix(`
 *   @care: assistance, protection
 *   action        | officer     | supervisor
 *   case.read     | own office~ | all+
 *   identity.read | own*?care   | -
 *   case.erase    | -           | all!2
 * `)
 */
export function readMatrix(table: string): AccessMatrix {
  const lines = table
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^[-|\s]+$/.test(line));
  const groups: Groups = new Map(
    lines
      .filter(line => line.startsWith('@'))
      .map(line => {
        const [name = '', list = ''] = line.slice(1).split(':');
        return [name.trim(), list.split(',').map(purpose => purpose.trim())];
      }),
  );
  const [head = [], ...body] = lines.filter(line => !line.startsWith('@')).map(cellsOf);
  const roles = head.slice(1);
  const matrix = new Map<string, Map<string, Way[]>>();
  for (const [action = '', ...cells] of body) {
    if (cells.length !== roles.length)
      throw new Error(`${action}: ${cells.length} cells for ${roles.length} roles`);
    if (matrix.has(action)) throw new Error(`${action} stands twice`);
    const ways = (cell = '-') => (cell === '-' ? [] : cell.split(/\s+/).map(way => readWay(way, groups)));
    matrix.set(action, new Map(roles.map((role, at) => [role, ways(cells[at])])));
  }
  return matrix;
}

const obliges = (rule: Rule, obligation: Obligation) => rule.obligations?.includes(obligation) === true;

const cellOf = (policy: AccessPolicy, rule: Rule) =>
  [
    rule.scope,
    obliges(rule, 'mask-identity') && '~',
    obliges(rule, 'log-access') && '*',
    rule.purposes && '?',
    obliges(rule, 'step-up') && '!',
    rule.sealed && '+',
    rule.restricted && '=',
    policy.secondPerson?.includes(rule.action) && '2',
  ]
    .filter(Boolean)
    .join('');

/** The table of rights to read and print, in the notation of {@link readMatrix}, with the purposes of each cell. */
export function printMatrix(policy: AccessPolicy) {
  return policy.actions.map(action => ({
    action,
    rights: policy.roles.flatMap(role => {
      const rules = policy.rules.filter(rule => rule.action === action && rule.role === role);
      if (rules.length === 0) return [];
      const purposes = [...new Set(rules.flatMap(rule => rule.purposes ?? []))];
      return [{ role, reach: rules.map(rule => cellOf(policy, rule)).join(' '), purposes }];
    }),
  }));
}
