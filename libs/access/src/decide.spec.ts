import fc from 'fast-check';
import { decide, reachOf } from './decide';
import { policyFaults, type AccessPolicy, type Actor, type Resource, type Rule } from './policy';

const now = new Date('2026-03-01T10:00:00Z');
const policy: AccessPolicy = {
  roles: ['officer', 'secretary', 'supervisor', 'chief'],
  actions: ['case.read', 'identity.read', 'case.erase', 'erasure.approve'],
  purposes: ['assistance', 'supervision'],
  rules: [
    { action: 'case.read', role: 'officer', scope: 'own' },
    { action: 'case.read', role: 'officer', scope: 'office', obligations: ['mask-identity', 'log-access'] },
    { action: 'case.read', role: 'secretary', scope: 'county', obligations: ['mask-identity'] },
    { action: 'case.read', role: 'supervisor', scope: 'all', sealed: true, restricted: true },
    { action: 'identity.read', role: 'officer', scope: 'own', purposes: ['assistance'] },
    { action: 'case.erase', role: 'supervisor', scope: 'all', obligations: ['step-up'] },
    {
      action: 'erasure.approve',
      role: 'supervisor',
      scope: 'all',
      obligations: ['step-up'],
      restricted: true,
    },
    { action: 'erasure.approve', role: 'chief', scope: 'all' },
  ],
  secondPerson: ['erasure.approve'],
};

const actor = (role: string, more: Partial<Actor> = {}): Actor => ({
  id: 'anna',
  name: 'Anna',
  office: 'tirana',
  county: 'AL-11',
  grants: [{ role }],
  ...more,
});
const mine: Resource = { kind: 'case', id: '1', office: 'tirana', county: 'AL-11', assignees: ['anna'] };
const theirs: Resource = { ...mine, assignees: ['beni'] };
const foreign: Resource = { kind: 'case', id: '2', office: 'vlora', county: 'AL-12', assignees: ['beni'] };

const refused = (code: string) => ({ allow: false, code });
const allowed = (...obligations: string[]) => ({ allow: true, obligations });
const ask = (who: Actor, action: string, resource: Resource | 'some', purpose?: string, at = now) =>
  decide(policy, who, action, resource, purpose, at);

describe('decide', () => {
  it('refuses whatever no rule opens', () => {
    expect(ask(actor('nobody'), 'case.read', mine)).toEqual(refused('access.not-allowed'));
    expect(ask(actor('officer'), 'case.erase', mine)).toEqual(refused('access.not-allowed'));
    expect(ask(actor('officer', { grants: [] }), 'case.read', mine)).toEqual(refused('access.not-allowed'));
  });

  it('reaches own cases, the own office, one county or all', () => {
    expect(ask(actor('officer'), 'case.read', theirs)).toEqual(allowed('mask-identity', 'log-access'));
    expect(ask(actor('officer'), 'case.read', foreign)).toEqual(refused('access.out-of-scope'));
    expect(ask(actor('secretary'), 'case.read', theirs)).toEqual(allowed('mask-identity'));
    expect(ask(actor('secretary'), 'case.read', foreign)).toEqual(refused('access.out-of-scope'));
    expect(ask(actor('supervisor'), 'case.read', foreign)).toEqual(allowed());
  });

  it('lets a grant name another office or county than the own', () => {
    const away = actor('officer', { grants: [{ role: 'officer', office: 'vlora' }] });
    expect(ask(away, 'case.read', foreign)).toEqual(allowed('mask-identity', 'log-access'));
    const secretary = actor('secretary', { grants: [{ role: 'secretary', county: 'AL-12' }] });
    expect(ask(secretary, 'case.read', foreign)).toEqual(allowed('mask-identity'));
    expect(ask(secretary, 'case.read', mine)).toEqual(refused('access.out-of-scope'));
  });

  it('never takes two missing offices or counties for the same one', () => {
    const nowhere = { office: undefined, county: undefined };
    expect(ask(actor('officer', nowhere), 'case.read', { kind: 'case' })).toEqual(
      refused('access.out-of-scope'),
    );
    expect(ask(actor('secretary', nowhere), 'case.read', { kind: 'case' })).toEqual(
      refused('access.out-of-scope'),
    );
  });

  it('takes the mildest of several open ways, but logs if any of them logs', () => {
    expect(ask(actor('officer'), 'case.read', mine)).toEqual(allowed('log-access'));
  });

  it('keeps sealed cases shut but to rules that name them', () => {
    const sealed = { ...mine, sealed: true };
    expect(ask(actor('officer'), 'case.read', sealed)).toEqual(refused('access.sealed'));
    expect(ask(actor('supervisor'), 'case.read', sealed)).toEqual(allowed());
  });

  it('keeps restricted cases shut but to rules that name them', () => {
    const restricted = { ...mine, restricted: true };
    expect(ask(actor('officer'), 'case.read', restricted)).toEqual(refused('access.restricted'));
    expect(ask(actor('supervisor'), 'case.read', restricted)).toEqual(allowed());
  });

  it('asks for a purpose, and for one of the listed', () => {
    expect(ask(actor('officer'), 'identity.read', mine)).toEqual(refused('access.purpose-required'));
    expect(ask(actor('officer'), 'identity.read', mine, 'supervision')).toEqual(
      refused('access.purpose-not-allowed'),
    );
    expect(ask(actor('officer'), 'identity.read', mine, 'assistance')).toEqual(allowed());
  });

  it('wants the password again unless it was typed within five minutes', () => {
    const at = (factorAt: string) => ask(actor('supervisor', { factorAt }), 'case.erase', mine);
    expect(ask(actor('supervisor'), 'case.erase', mine)).toEqual(allowed('step-up'));
    expect(at('2026-03-01T09:55:00Z')).toEqual(allowed());
    expect(at('2026-03-01T09:54:59.999Z')).toEqual(allowed('step-up'));
    expect(at('2026-03-01T10:00:00.001Z')).toEqual(allowed('step-up')); // the clock went back
  });

  it('lets nobody approve what they asked for or what concerns them', () => {
    const approve = (resource: Resource | 'some') => ask(actor('chief'), 'erasure.approve', resource);
    expect(approve({ kind: 'approval', requestedBy: 'anna' })).toEqual(refused('access.own-request'));
    expect(approve({ kind: 'approval', requestedBy: 'beni', concerns: 'anna' })).toEqual(
      refused('access.concerns-yourself'),
    );
    expect(approve({ kind: 'approval', requestedBy: 'beni', concerns: 'cela' })).toEqual(allowed());
    expect(approve('some')).toEqual(allowed());
    // The negative control: for an action that needs no second person the requester is nobody special.
    const own = { ...mine, requestedBy: 'anna' };
    expect(ask(actor('supervisor'), 'case.read', own)).toEqual(allowed());
    const without = { ...policy, secondPerson: undefined };
    expect(decide(without, actor('chief'), 'erasure.approve', own, undefined, now)).toEqual(allowed());
  });

  it('counts a grant only while it is in force', () => {
    const grant = { role: 'supervisor', from: '2026-03-01T10:00:00Z', until: '2026-03-02T10:00:00Z' };
    const at = (instant: string) =>
      ask(actor('', { grants: [grant] }), 'case.read', foreign, undefined, new Date(instant)).allow;
    expect(
      ['2026-03-01T09:59:59Z', '2026-03-01T10:00:00Z', '2026-03-02T09:59:59Z', '2026-03-02T10:00:00Z'].map(
        at,
      ),
    ).toEqual([false, true, true, false]);
  });

  it('answers for some object when the handler filters itself', () => {
    expect(ask(actor('secretary'), 'case.read', 'some')).toEqual(allowed('mask-identity'));
    expect(reachOf(policy, actor('officer'), 'case.read', undefined, now)).toEqual([
      { scope: 'own', account: 'anna', sealed: false },
      { scope: 'office', office: 'tirana', sealed: false },
    ]);
    expect(reachOf(policy, actor('secretary'), 'case.read', undefined, now)).toEqual([
      { scope: 'county', county: 'AL-11', sealed: false },
    ]);
    expect(reachOf(policy, actor('supervisor'), 'case.read', undefined, now)).toEqual([
      { scope: 'all', sealed: true },
    ]);
    expect(reachOf(policy, actor('officer'), 'identity.read', undefined, now)).toEqual([]);
  });

  const resources = fc.record<Resource>(
    {
      kind: fc.constant('case'),
      office: fc.constantFrom('tirana', 'vlora'),
      county: fc.constantFrom('AL-11', 'AL-12'),
      assignees: fc.subarray(['anna', 'beni']),
      sealed: fc.boolean(),
      restricted: fc.boolean(),
      requestedBy: fc.constantFrom('anna', 'beni'),
      concerns: fc.constantFrom('anna', 'beni'),
    },
    { requiredKeys: ['kind'] },
  );
  const actors = fc
    .subarray([...policy.roles])
    .map(roles => actor('', { grants: roles.map(role => ({ role })) }));

  it('never loses a right by a further grant, nor gains one by a seal or a restriction', () => {
    fc.assert(
      fc.property(
        actors,
        fc.constantFrom(...policy.roles),
        fc.constantFrom(...policy.actions),
        resources,
        (who, role, action, resource) => {
          const more = { ...who, grants: [...who.grants, { role }] };
          const before = ask(who, action, resource, 'assistance');
          if (before.allow) expect(ask(more, action, resource, 'assistance').allow).toBe(true);
          const open = ask(who, action, { ...resource, sealed: false, restricted: false }, 'assistance');
          if (!open.allow) expect(before.allow).toBe(false);
        },
      ),
    );
  });

  it('allows an object only if the reach of a list covers it', () => {
    fc.assert(
      fc.property(actors, fc.constantFrom(...policy.actions), resources, (who, action, resource) => {
        if (!ask(who, action, resource, 'assistance').allow) return;
        const covers = reachOf(policy, who, action, 'assistance', now).some(
          reach =>
            (reach.sealed || !resource.sealed) &&
            (reach.scope === 'all' ||
              (reach.office !== undefined && reach.office === resource.office) ||
              (reach.county !== undefined && reach.county === resource.county) ||
              (reach.account !== undefined && resource.assignees?.includes(reach.account))),
        );
        expect(covers).toBe(true);
      }),
    );
  });
});

describe('the check of a table of rights', () => {
  it('finds nothing in a sound one', () => expect(policyFaults(policy)).toEqual([]));

  it.each<[string, Partial<AccessPolicy> & { extra?: Rule }]>([
    ['unknown role ghost', { extra: { action: 'case.read', role: 'ghost', scope: 'all' } }],
    ['unknown action case.burn', { extra: { action: 'case.burn', role: 'chief', scope: 'all' } }],
    [
      'unknown purpose fun',
      { extra: { action: 'case.read', role: 'chief', scope: 'all', purposes: ['fun'] } },
    ],
    [
      'case.read for chief: empty list of purposes',
      { extra: { action: 'case.read', role: 'chief', scope: 'all', purposes: [] } },
    ],
    ['case.erase for supervisor: the same rule twice', { extra: policy.rules[5] }],
    ['unknown action x.y', { secondPerson: ['x.y'] }],
    ['officer is listed twice', { roles: [...policy.roles, 'officer'] }],
    ['nobody may case.praise', { actions: [...policy.actions, 'case.praise'] }],
  ])('finds: %s', (fault, { extra, ...change }) => {
    const rules = extra ? [...policy.rules, extra] : policy.rules;
    expect(policyFaults({ ...policy, rules, ...change })).toContain(fault);
  });
});
