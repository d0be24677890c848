import type { RoleGrant } from './policy';

/** Facts about an account, in stream `account-<id>` of the access log. Names stand in the account alone. */
export type AccountFact =
  | { readonly type: 'AccountCreated'; readonly data: { readonly office?: string; readonly county?: string } }
  | { readonly type: 'AccountDisabled'; readonly data: object }
  | { readonly type: 'AccountEnabled'; readonly data: { readonly approval: string } }
  | { readonly type: 'RoleGranted'; readonly data: RoleGrant & { readonly approval?: string } }
  | { readonly type: 'RoleRevoked'; readonly data: RoleGrant }
  | { readonly type: 'InvitationIssued'; readonly data: { readonly approval?: string } }
  | { readonly type: 'PasswordSet'; readonly data: object };

/** What a person may be here, as the facts up to some moment tell it. */
export interface AccountState {
  readonly exists: boolean;
  readonly disabled: boolean;
  readonly office?: string;
  readonly county?: string;
  readonly grants: readonly RoleGrant[];
  /** Number of facts; a session opened under another number has ended. */
  readonly version: number;
}

export const NO_ACCOUNT: AccountState = { exists: false, disabled: false, grants: [], version: 0 };

const grantOf = ({ role, office, county, from, until }: RoleGrant): RoleGrant => ({
  role,
  ...(office !== undefined && { office }),
  ...(county !== undefined && { county }),
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
});

const sameInstant = (one: string | undefined, other: string | undefined) =>
  one === other || (one !== undefined && other !== undefined && Date.parse(one) === Date.parse(other));

/** The same role in the same place for the same time: what a revocation takes away, and nothing beside it. */
export const sameGrant = (one: RoleGrant, other: RoleGrant) =>
  one.role === other.role &&
  one.office === other.office &&
  one.county === other.county &&
  sameInstant(one.from, other.from) &&
  sameInstant(one.until, other.until);

function step(state: AccountState, fact: AccountFact): AccountState {
  switch (fact.type) {
    case 'AccountCreated':
      return { ...state, exists: true, office: fact.data.office, county: fact.data.county };
    case 'AccountDisabled':
      return { ...state, disabled: true };
    case 'AccountEnabled':
      return { ...state, disabled: false };
    case 'RoleGranted':
      return {
        ...state,
        grants: [...state.grants.filter(grant => !sameGrant(grant, fact.data)), grantOf(fact.data)],
      };
    case 'RoleRevoked':
      return { ...state, grants: state.grants.filter(grant => !sameGrant(grant, fact.data)) };
    case 'InvitationIssued':
    case 'PasswordSet':
      return state;
  }
}

export const evolveAccount = (state: AccountState, fact: AccountFact): AccountState => ({
  ...step(state, fact),
  version: state.version + 1,
});
