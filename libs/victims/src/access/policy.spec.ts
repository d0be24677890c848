import { decide, policyFaults, withOwnRights, type Actor, type Resource } from '@hub/access';
import { isReached, places, purposeOf, states, type Place, type State } from '@hub/testing';
import { accessMatrix, purposeMatrix } from './access-matrix';
import { actions, policy, purposes, roles } from './policy';

const now = new Date('2026-11-25T10:00:00Z');
const actorAs = (role: string): Actor => ({
  id: 'ana',
  name: 'Ana',
  office: 'al-police-01',
  county: 'AL-01',
  factorAt: '2026-11-25T09:59:00Z',
  grants: [{ role, office: 'al-police-01', county: 'AL-01' }],
});

/** Objects as they come: mine, of my office, of my county, foreign; each open, sealed or restricted. */
const located: Record<Place, Partial<Resource>> = {
  mine: { office: 'al-police-01', county: 'AL-01', assignees: ['ana'] },
  'of my office': { office: 'al-police-01', county: 'AL-01', assignees: ['ben'] },
  'of my county': { office: 'al-social-01', county: 'AL-01', assignees: [] },
  foreign: { office: 'al-police-02', county: 'AL-02', assignees: [] },
};
const marks: Record<State, Partial<Resource>> = {
  open: {},
  sealed: { sealed: true },
  restricted: { restricted: true },
};

const cases = actions.flatMap(action =>
  roles.flatMap(role =>
    places.flatMap(place =>
      states.map(state => ({
        action,
        role,
        place,
        state,
        allowed: isReached(accessMatrix[action][role], place, state),
      })),
    ),
  ),
);

describe('the table of rights of the victim database', () => {
  it('is without faults, also with the rights of the access room', () => {
    expect(policyFaults(policy)).toEqual([]);
    expect(policyFaults(withOwnRights(policy))).toEqual([]);
  });

  it('is what the matrix written by hand says, in every one of its cases', () => {
    const wrong = cases.filter(({ action, role, place, state, allowed }) => {
      const resource = { kind: 'case', id: 'x', ...located[place], ...marks[state] };
      const purpose = purposeOf(purposeMatrix[action]?.[role], state);
      return decide(policy, actorAs(role), action, resource, purpose, now).allow !== allowed;
    });
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(4_000);
    expect(cases.filter(({ allowed }) => allowed).length).toBeGreaterThan(400);
  });

  it('opens what needs a purpose for no other purpose, and for none without one', () => {
    let tried = 0;
    for (const [action, byRole] of Object.entries(purposeMatrix)) {
      for (const role of roles) {
        const open = byRole[role] ?? [];
        for (const purpose of [undefined, ...purposes]) {
          const resource = { kind: 'case', id: 'x', ...located.mine };
          const allowed = decide(policy, actorAs(role), action, resource, purpose, now).allow;
          expect([action, role, purpose, allowed]).toEqual([
            action,
            role,
            purpose,
            purpose !== undefined && open.includes(purpose),
          ]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  it('lets nobody approve what they asked for', () => {
    for (const action of ['correction.approve', 'erasure.approve']) {
      const own = { kind: 'case', id: 'x', ...located.mine, requestedBy: 'ana' };
      expect(decide(policy, actorAs('supervisor'), action, own, undefined, now)).toMatchObject({
        allow: false,
        code: 'access.own-request',
      });
    }
  });

  it('logs every look at a case or a person, and masks identity wherever no purpose opened it', () => {
    const looks = policy.rules.filter(({ action }) =>
      /^(case\.read|person\.(read|identify|search))/.test(action),
    );
    expect(looks.every(({ obligations }) => obligations?.includes('log-access'))).toBe(true);
    const unmasked = looks.filter(({ obligations }) => !obligations?.includes('mask-identity'));
    expect(unmasked.every(rule => (rule.purposes?.length ?? 0) > 0)).toBe(true);
  });
});
