import { decide, policyFaults, withOwnRights, type Actor, type Resource } from '@hub/access';
import { isReached, places, purposeOf, states, type Place } from '@hub/testing';
import { accessMatrix, grave, purposeMatrix } from './access-matrix';
import { actions, policy, purposes, roles } from './policy';

const now = new Date('2026-11-25T10:00:00Z');
const actorAs = (role: string, factorAt = '2026-11-25T09:59:00Z'): Actor => ({
  id: 'ana',
  name: 'Ana',
  office: 'al-tirana',
  county: 'AL-11',
  factorAt,
  grants: [{ role, office: 'al-tirana', county: 'AL-11' }],
});

const located: Readonly<Record<Place, Partial<Resource>>> = {
  mine: { office: 'al-tirana', county: 'AL-11', assignees: ['ana'] },
  'of my office': { office: 'al-tirana', county: 'AL-11', assignees: ['ben'] },
  'of my county': { office: 'al-kavaja', county: 'AL-11', assignees: [] },
  foreign: { office: 'al-berat', county: 'AL-01', assignees: [] },
};
const thing = (place: Place, more: Partial<Resource> = {}): Resource => ({
  ...{ kind: 'case', id: 'x' },
  ...located[place],
  ...more,
});

const questions = actions.flatMap(action =>
  roles.flatMap(role =>
    places.flatMap(place =>
      states.map(state => ({
        ...{ action, role, place, state },
        allowed: isReached(accessMatrix[action][role], place, state),
      })),
    ),
  ),
);

describe('the table of rights of the judicial database', () => {
  it('is without faults, also with the rights of the access room', () => {
    expect(policyFaults(policy)).toEqual([]);
    expect(policyFaults(withOwnRights(policy))).toEqual([]);
  });

  it('is what the matrix written by hand says, in every one of its cases', () => {
    const wrong = questions.filter(({ action, role, place, state, allowed }) => {
      const resource = thing(place, state === 'open' ? {} : { [state]: true });
      const purpose = purposeOf(purposeMatrix[action]?.[role], state);
      return decide(policy, actorAs(role), action, resource, purpose, now).allow !== allowed;
    });
    expect(wrong).toEqual([]);
    expect(questions.length).toBeGreaterThan(3_000);
    expect(questions.filter(({ allowed }) => allowed).length).toBeGreaterThan(300);
  });

  it('opens what needs a purpose for no other purpose, and for none without one', () => {
    const answers = Object.entries(purposeMatrix).flatMap(([action, open]) =>
      roles.flatMap(role =>
        [undefined, ...purposes].map(purpose => ({
          ...{ action, role, purpose },
          allowed: decide(policy, actorAs(role), action, thing('mine'), purpose, now).allow,
          expected: purpose !== undefined && (open[role] ?? []).includes(purpose),
        })),
      ),
    );
    expect(answers.filter(({ allowed, expected }) => allowed !== expected)).toEqual([]);
    expect(answers.length).toBeGreaterThan(180);
  });

  it('wants a fresh password for what is grave, and for nothing else', () => {
    const old = (role: string) => actorAs(role, '2026-11-25T09:50:00Z');
    const wanted = actions.filter(action =>
      roles.some(role => {
        const purpose = purposeOf(purposeMatrix[action]?.[role], 'open');
        const decision = decide(policy, old(role), action, thing('mine'), purpose, now);
        return decision.allow && decision.obligations.includes('step-up');
      }),
    );
    expect(wanted).toEqual(actions.filter(action => grave.includes(action)));
  });

  it('lets nobody approve what they asked for', () => {
    for (const action of ['amendment.approve', 'erasure.approve']) {
      const own = thing('mine', { requestedBy: 'ana' });
      expect(decide(policy, actorAs('chief_prosecutor'), action, own, undefined, now)).toMatchObject({
        allow: false,
        code: 'access.own-request',
      });
    }
  });

  it('logs every look at a case or a person, and masks identity wherever no purpose opened it', () => {
    const looks = policy.rules.filter(({ action }) => /^(case\.read|person\.(read|identify))/.test(action));
    expect(looks.length).toBeGreaterThan(10);
    expect(looks.every(({ obligations }) => obligations?.includes('log-access'))).toBe(true);
    const unmasked = looks.filter(({ obligations }) => !obligations?.includes('mask-identity'));
    expect(unmasked.every(rule => (rule.purposes?.length ?? 0) > 0)).toBe(true);
  });
});
