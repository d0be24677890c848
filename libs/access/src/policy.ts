/** How far a role reaches: own cases, own office, one county, or the whole database. */
export type Scope = 'own' | 'office' | 'county' | 'all';

export interface RoleGrant {
  readonly role: string;
  /** Office or county the grant is bound to, where its scope asks for one. */
  readonly office?: string;
  readonly county?: string;
}

/** Who asks. No role exists in both databases; one person working in both has two accounts. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  readonly office?: string;
  readonly county?: string;
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
  /** Processing is restricted (GDPR art. 18): only purposes listed for restriction. */
  readonly restricted?: boolean;
  /** Account that asked for what is to be approved; nobody approves their own request. */
  readonly requestedBy?: string;
}

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
}

/** The table of rights of one context: what its actions are and who may do them. */
export interface AccessPolicy {
  readonly roles: readonly string[];
  readonly actions: readonly string[];
  readonly purposes: readonly string[];
  readonly rules: readonly Rule[];
}
