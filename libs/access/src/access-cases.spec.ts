import { compareAccess, decisionSurface, generateAccessCases } from './access-cases';
import { fixtureMatrix, fixturePolicy } from './fixture-policy.fixture';
import { printMatrix, readMatrix } from './matrix';
import { withOwnRights } from './own-rights';
import type { AccessPolicy, Rule } from './policy';

const run = (policy: AccessPolicy) => {
  const cases = generateAccessCases(fixturePolicy, readMatrix(fixtureMatrix));
  return compareAccess(cases, decisionSurface(policy));
};

describe('the authorisation run', () => {
  it('asks a thousand questions and more and finds no deviation from the matrix written by hand (R14)', async () => {
    const { compared, deviations } = await run(fixturePolicy);
    expect(deviations.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(1_000);
  });

  const { rules } = fixturePolicy;
  const without = <Key extends keyof Rule>(rule: Rule, key: Key) => {
    const copy: Rule = { ...rule };
    delete (copy as Partial<Rule>)[key];
    return copy;
  };
  const changes: { name: string; rules: Rule[] }[] = rules.flatMap((rule, at) => {
    const put = (name: string, ...changed: Rule[]) => ({
      name: `${rule.action} of ${rule.role}, ${rule.scope} (${at}): ${name}`,
      rules: [...rules.slice(0, at), ...changed, ...rules.slice(at + 1)],
    });
    return [
      put('rule dropped'),
      ...(rule.scope === 'all' ? [] : [put('scope widened', { ...rule, scope: 'all' })]),
      ...(rule.sealed
        ? [put('seal forgotten', without(rule, 'sealed'))]
        : [put('opened to sealed', { ...rule, sealed: true })]),
      ...(rule.restricted ? [] : [put('opened to restricted', { ...rule, restricted: true })]),
      ...(rule.purposes ? [put('purpose forgotten', without(rule, 'purposes'))] : []),
      ...(rule.obligations ? [put('obligations forgotten', without(rule, 'obligations'))] : []),
    ];
  });

  it.each(changes)('notices a change of one rule: $name', async ({ rules: changed }) => {
    const { deviations } = await run({ ...fixturePolicy, rules: changed });
    expect(deviations.length).toBeGreaterThan(0);
  });

  it('notices that a second person is no longer asked for', async () => {
    const { deviations } = await run({ ...fixturePolicy, secondPerson: [] });
    expect(deviations[0]).toContain('erasure.approve');
  });

  it('wants a matrix for exactly the roles and actions there are', () => {
    const matrix = readMatrix(fixtureMatrix);
    const [first = '', ...actions] = fixturePolicy.actions;
    expect(() => generateAccessCases({ ...fixturePolicy, actions }, matrix)).toThrow(`has ${first} too much`);
    expect(() =>
      generateAccessCases({ ...fixturePolicy, actions: ['x.y', first, ...actions] }, matrix),
    ).toThrow('lacks x.y');
    expect(() => generateAccessCases({ ...fixturePolicy, roles: ['ghost'] }, matrix)).toThrow(
      'no column ghost',
    );
  });
});

describe('a matrix written by hand', () => {
  it.each([
    ['action | a\n x.y | near', 'no way of the matrix: near'],
    ['action | a\n x.y | all#', 'no way of the matrix: all#'],
    ['action | a\n x.y | all | all', 'x.y: 2 cells for 1 roles'],
    ['action | a\n x.y | all\n x.y | -', 'x.y stands twice'],
  ])('is refused when it cannot be read: %j', (table, message) => {
    expect(() => readMatrix(table)).toThrow(message);
  });
});

/** The rights of this room, the same in both databases; nobody else has any of them. */
const ownMatrix = `
  @audit: lawfulness-check, self-monitoring, data-security, criminal-proceedings
  action            | administrator | auditor    | officer
  session.use       | all           | all        | all
  account.list      | all           | all        | -
  account.create    | all           | -          | -
  account.disable   | all           | -          | -
  role.request      | all!          | -          | -
  role.revoke       | all           | -          | -
  approval.list     | all           | all        | -
  role.approve      | all!2         | -          | -
  access-log.read   | -             | all?audit  | -
  access-log.export | -             | all!?audit | -
  matrix.read       | all           | all        | -
  rights.read       | all           | all        | -
  operations.read   | all           | -          | -
`;

describe('the rights of accounts and the log', () => {
  const policy = withOwnRights({ roles: ['officer'], actions: [], purposes: ['assistance'], rules: [] });

  it('are as written here: no administrator reads the log, no auditor keeps accounts (R19, R38)', async () => {
    // Columns may stand in any order; the roles of the context come first.
    const { deviations, compared } = await compareAccess(
      generateAccessCases(policy, readMatrix(ownMatrix)),
      decisionSurface(policy),
    );
    expect(deviations.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(1_000);
  });

  it('are added once, and a context that rules on an action keeps its rule', () => {
    expect(withOwnRights(policy)).toEqual(policy);
    const own = withOwnRights({
      ...policy,
      actions: ['account.list'],
      rules: [{ action: 'account.list', role: 'officer', scope: 'all' }],
    });
    expect(own.rules.filter(rule => rule.action === 'account.list')).toEqual([
      { action: 'account.list', role: 'officer', scope: 'all' },
    ]);
  });

  it('can be printed for the memorandum', () => {
    const printed = printMatrix(fixturePolicy);
    expect(printed.find(({ action }) => action === 'identity.read')?.rights).toEqual([
      { role: 'officer', reach: 'own*?+ own*?=', purposes: ['assistance', 'rights'] },
      { role: 'supervisor', reach: 'all*?+=', purposes: ['rights'] },
    ]);
    expect(printed.find(({ action }) => action === 'erasure.approve')?.rights).toEqual([
      { role: 'supervisor', reach: 'all!+=2', purposes: [] },
      { role: 'chief', reach: 'all!2', purposes: [] },
    ]);
  });
});
