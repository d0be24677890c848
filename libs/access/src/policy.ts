/** How far a role reaches: own cases, own office, one county, or the whole database. */
export type Scope = 'own' | 'office' | 'county' | 'all';

export interface RoleGrant {
  readonly role: string;
  /** Office or county the grant is bound to, where its scope asks for one; else the actor's own. */
  readonly office?: string;
  readonly county?: string;
  /** ISO 8601 instants between which the grant is in force; open where absent. */
  readonly from?: string;
  readonly until?: string;
}

/** Who asks. No role exists in both databases; one person working in both has two accounts. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  readonly office?: string;
  readonly county?: string;
  /** When this person last proved who they are (password typed); ISO 8601. */
  readonly factorAt?: string;
}

/** What the decision needs to know of the object; identity never is part of it. */
export interface Resource {
  readonly kind: string;
  readonly id?: string;
  readonly office?: string;
  readonly county?: string;
  /** Account ids the case is assigned to. */
  readonly assignees?: readonly string[];
  readonly sealed?: boolean;
  /** Processing is restricted (GDPR art. 18, Directive (EU) 2016/680 art. 16(3)): see {@link Rule.restricted}. */
  readonly restricted?: boolean;
  /** Account that asked for what is to be approved; nobody approves their own request. */
  readonly requestedBy?: string;
  /** Account the request is about; nobody approves what concerns themselves. */
  readonly concerns?: string;
}

/**
 * `mask-identity`: show no identifying field. `log-access`: an entry of the access log comes before the answer.
 * `step-up`: the password must be typed again first (R11); absent from a decision once that was done.
 */
export type Obligation = 'mask-identity' | 'log-access' | 'step-up';

export type Decision =
  | { readonly allow: true; readonly obligations: readonly Obligation[] }
  | { readonly allow: false; readonly code: string };

/** One line of a context's table of rights. `action` is `<thing>.<verb>`, e.g. `case.register`. */
export interface Rule {
  readonly action: string;
  readonly role: string;
  readonly scope: Scope;
  /** Purposes that open the action; absent = none needed. */
  readonly purposes?: readonly string[];
  readonly obligations?: readonly Obligation[];
  /** Also for sealed cases. */
  readonly sealed?: boolean;
  /** Also while processing of the object is restricted. */
  readonly restricted?: boolean;
}

/** The table of rights of one context: what its actions are and who may do them. */
export interface AccessPolicy {
  readonly roles: readonly string[];
  readonly actions: readonly string[];
  readonly purposes: readonly string[];
  readonly rules: readonly Rule[];
  /** Actions only a second person may do: neither who asked for it nor whom it concerns (R18). */
  readonly secondPerson?: readonly string[];
}

/** What is wrong with a table of rights; a server does not start on a faulty one. */
export function policyFaults(policy: AccessPolicy): string[] {
  const faults: string[] = [];
  const unknown = (what: string, known: readonly string[], names: readonly string[]) =>
    names.filter(name => !known.includes(name)).forEach(name => faults.push(`unknown ${what} ${name}`));
  const seen = new Set<string>();
  for (const rule of policy.rules) {
    unknown('role', policy.roles, [rule.role]);
    unknown('action', policy.actions, [rule.action]);
    unknown('purpose', policy.purposes, rule.purposes ?? []);
    if (rule.purposes?.length === 0) faults.push(`${rule.action} for ${rule.role}: empty list of purposes`);
    const key = JSON.stringify(rule);
    if (seen.has(key)) faults.push(`${rule.action} for ${rule.role}: the same rule twice`);
    seen.add(key);
  }
  unknown('action', policy.actions, policy.secondPerson ?? []);
  for (const list of [policy.roles, policy.actions, policy.purposes]) {
    list
      .filter((name, at) => list.indexOf(name) !== at)
      .forEach(name => faults.push(`${name} is listed twice`));
  }
  const ruled = new Set(policy.rules.map(rule => rule.action));
  policy.actions.filter(action => !ruled.has(action)).forEach(action => faults.push(`nobody may ${action}`));
  return faults;
}
