import type { AccessPolicy, Obligation, Rule, Scope } from './policy';

/**
 * One cell of a matrix of rights: how far a role may do something. Written as `office~*?`: the widest scope,
 * then marks. Several ways are separated by a space: `own office~`.
 */
export interface Way {
  readonly scope: Scope;
  /** `~` identity masked. */
  readonly masked: boolean;
  /** `*` entered in the access log. */
  readonly logged: boolean;
  /** `?` a purpose must be given. */
  readonly purposed: boolean;
  /** `!` the password must be fresh. */
  readonly fresh: boolean;
  /** `+` sealed objects too. */
  readonly sealed: boolean;
  /** `=` restricted objects too. */
  readonly restricted: boolean;
  /** `2` a second person: neither who asked nor whom it concerns. */
  readonly second: boolean;
}

type Mark = Exclude<keyof Way, 'scope'>;

const MARKS: Readonly<Record<string, Mark>> = {
  '~': 'masked',
  '*': 'logged',
  '?': 'purposed',
  '!': 'fresh',
  '+': 'sealed',
  '=': 'restricted',
  '2': 'second',
};
const SCOPES: readonly Scope[] = ['own', 'office', 'county', 'all'];

function readWay(written: string, where: string): Way {
  const scope = SCOPES.find(name => written.startsWith(name));
  if (!scope) throw new Error(`${where}: no scope in ${JSON.stringify(written)}`);
  const marks = [...written.slice(scope.length)].map(mark => {
    const name = MARKS[mark];
    if (!name) throw new Error(`${where}: unknown mark ${mark}`);
    return name;
  });
  const has = (mark: Mark) => marks.includes(mark);
  return {
    scope,
    ...{ masked: has('masked'), logged: has('logged'), purposed: has('purposed'), fresh: has('fresh') },
    ...{ sealed: has('sealed'), restricted: has('restricted'), second: has('second') },
  };
}

/** What may be done by whom: `matrix.get(action)?.get(role)`; an absent cell is a refusal. */
export type AccessMatrix = ReadonlyMap<string, ReadonlyMap<string, readonly Way[]>>;

/**
 * Reads a matrix written by hand: a table with `|` between columns, the roles in the first line, one action a
 * line, `-` for "never". Lines of dashes and empty lines are skipped.
 *
 * @example
 * readMatrix(`
 *   action      | officer     | supervisor
 *   case.read   | own office~ | all+
 *   case.erase  | -           | all!2
 * `)
 */
export function readMatrix(table: string): AccessMatrix {
  const lines = table
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^[-|\s]+$/.test(line));
  const [head = [], ...body] = lines.map(line => line.split('|').map(cell => cell.trim()));
  const roles = head.slice(1);
  const matrix = new Map<string, Map<string, Way[]>>();
  for (const [action = '', ...cells] of body) {
    if (cells.length !== roles.length)
      throw new Error(`${action}: ${cells.length} cells for ${roles.length} roles`);
    if (matrix.has(action)) throw new Error(`${action} stands twice`);
    const row = new Map<string, Way[]>();
    cells.forEach((cell, at) => {
      const ways =
        cell === '-' ? [] : cell.split(/\s+/).map(way => readWay(way, `${action}, ${roles[at] ?? ''}`));
      row.set(roles[at] ?? '', ways);
    });
    matrix.set(action, row);
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
