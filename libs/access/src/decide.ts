import type { AccessPolicy, Actor, Decision, Obligation, Resource, RoleGrant, Rule, Scope } from './policy';

/** `some`: the question is whether the action is open for at least some object; the handler filters by {@link reachOf}. */
export type Asked = Resource | 'some';

/** Objects an action reaches: one line per rule and grant that opens it. */
export interface Reach {
  readonly scope: Scope;
  readonly office?: string;
  readonly county?: string;
  readonly account?: string;
  /** Sealed objects too. */
  readonly sealed: boolean;
}

/** A password typed within this time counts as fresh (R11). */
export const STEP_UP_MINUTES = 5;

interface Opening {
  readonly actor: Actor;
  readonly grant: RoleGrant;
  readonly rule: Rule;
  readonly resource: Asked;
  readonly purpose: string | undefined;
}

const officeOf = ({ grant, actor }: Pick<Opening, 'grant' | 'actor'>) => grant.office ?? actor.office;
const countyOf = ({ grant, actor }: Pick<Opening, 'grant' | 'actor'>) => grant.county ?? actor.county;

const inScope: Record<Scope, (opening: Opening, resource: Resource) => boolean> = {
  own: ({ actor }, resource) => resource.assignees?.includes(actor.id) === true,
  office: (opening, resource) => resource.office !== undefined && resource.office === officeOf(opening),
  county: (opening, resource) => resource.county !== undefined && resource.county === countyOf(opening),
  all: () => true,
};

/** Doors one behind the other: a refusal names the one that stayed shut last. */
const doors: readonly { readonly code: string; readonly opens: (opening: Opening) => boolean }[] = [
  {
    code: 'access.out-of-scope',
    opens: opening => opening.resource === 'some' || inScope[opening.rule.scope](opening, opening.resource),
  },
  {
    code: 'access.sealed',
    opens: ({ resource, rule }) => resource === 'some' || !resource.sealed || rule.sealed === true,
  },
  {
    code: 'access.restricted',
    opens: ({ resource, rule }) => resource === 'some' || !resource.restricted || rule.restricted === true,
  },
  {
    code: 'access.purpose-required',
    opens: ({ rule, purpose }) => rule.purposes === undefined || purpose !== undefined,
  },
  {
    code: 'access.purpose-not-allowed',
    opens: ({ rule, purpose }) =>
      rule.purposes === undefined || (purpose !== undefined && rule.purposes.includes(purpose)),
  },
];

const inForce = (grant: RoleGrant, now: Date) =>
  (grant.from === undefined || Date.parse(grant.from) <= now.getTime()) &&
  (grant.until === undefined || now.getTime() < Date.parse(grant.until));

const candidates = (policy: AccessPolicy, actor: Actor, action: string, now: Date) =>
  actor.grants
    .filter(grant => inForce(grant, now))
    .flatMap(grant =>
      policy.rules
        .filter(rule => rule.role === grant.role && rule.action === action)
        .map(rule => ({ grant, rule })),
    );

const isFresh = (factorAt: string | undefined, now: Date) => {
  const age = factorAt === undefined ? NaN : now.getTime() - Date.parse(factorAt);
  // A proof from the future is no proof: the clock went back.
  return age >= 0 && age <= STEP_UP_MINUTES * 60_000;
};

/** Of several open ways the mildest counts, but an access that any of them logs is logged. */
function obligations(rules: readonly Rule[], fresh: boolean): Obligation[] {
  const every = (obligation: Obligation) => rules.every(rule => rule.obligations?.includes(obligation));
  const owed: Obligation[] = [];
  if (every('mask-identity')) owed.push('mask-identity');
  if (rules.some(rule => rule.obligations?.includes('log-access'))) owed.push('log-access');
  if (every('step-up') && !fresh) owed.push('step-up');
  return owed;
}

function conflictOfInterest(
  policy: AccessPolicy,
  actor: Actor,
  action: string,
  asked: Asked,
): string | undefined {
  if (asked === 'some' || !policy.secondPerson?.includes(action)) return undefined;
  if (asked.requestedBy === actor.id) return 'access.own-request';
  return asked.concerns === actor.id ? 'access.concerns-yourself' : undefined;
}

/**
 * The one decision: may this person do this to this object for this purpose now? Pure; everything not
 * opened by a rule of the table is refused.
 *
 * @param purpose the purpose chosen before, or undefined
 * @param now instant of the question; decides on grants in force and on a fresh password
 */
// eslint-disable-next-line max-params -- the six parts of one question, named by every caller in this order
export function decide(
  policy: AccessPolicy,
  actor: Actor,
  action: string,
  resource: Asked,
  purpose: string | undefined,
  now: Date,
): Decision {
  const conflict = conflictOfInterest(policy, actor, action, resource);
  if (conflict) return { allow: false, code: conflict };
  const open: Rule[] = [];
  let reached = -1;
  for (const { grant, rule } of candidates(policy, actor, action, now)) {
    const shut = doors.findIndex(door => !door.opens({ actor, grant, rule, resource, purpose }));
    if (shut === -1) open.push(rule);
    else reached = Math.max(reached, shut);
  }
  if (open.length > 0) return { allow: true, obligations: obligations(open, isFresh(actor.factorAt, now)) };
  return { allow: false, code: doors[reached]?.code ?? 'access.not-allowed' };
}

/** Which objects the action is open for: what a list filters by and what the row-level scope token carries. */
export function reachOf(
  policy: AccessPolicy,
  actor: Actor,
  action: string,
  purpose: string | undefined,
  now: Date,
): Reach[] {
  return candidates(policy, actor, action, now)
    .filter(({ grant, rule }) =>
      doors.every(door => door.opens({ actor, grant, rule, resource: 'some', purpose })),
    )
    .map(({ grant, rule }) => ({
      scope: rule.scope,
      ...(rule.scope === 'office' && { office: officeOf({ grant, actor }) }),
      ...(rule.scope === 'county' && { county: countyOf({ grant, actor }) }),
      ...(rule.scope === 'own' && { account: actor.id }),
      sealed: rule.sealed === true,
    }));
}
