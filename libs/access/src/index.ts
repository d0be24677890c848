export * from './policy';
export { AccessRefused } from './access-refused';
export { decide, reachOf, STEP_UP_MINUTES, type Asked, type Reach } from './decide';
export { withOwnRights, AUDIT_PURPOSES, type OwnRoles } from './own-rights';
export { migrateAccess } from './schema/migrate';
export { roleName, ensureRoles, type RoleName } from './schema/roles';
export { AccessDatabase, type AccessDatabaseOptions, type Clock } from './access-database';
export { checkPassword, minimalLength, type Mode } from './password';
export { Accounts, actorOf, type Account, type Invited, type NewAccount } from './accounts';
export { Passwords, INVITATION_HOURS, invitationLink } from './passwords';
export {
  Sessions,
  formToken,
  ABSOLUTE_HOURS,
  IDLE_MINUTES,
  IDLE_WARNING_MINUTES,
  type Session,
  type SessionEnd,
} from './sessions';
export { SessionList, type KnownSession } from './session-list';
export { SignIn, type Credentials, type SignedIn } from './sign-in';
export { LIMITS, type Limits } from './throttle';
export {
  ACCESS_KINDS,
  AccessLog,
  type AccessEntry,
  type AccessFilter,
  type AccessKind,
  type LoggedAccess,
  type Reader,
} from './access-log';
export {
  Approvals,
  APPROVAL_HOURS,
  type Approval,
  type ApprovalContent,
  type ApprovalRequest,
  type ApprovalState,
} from './approvals';
export { ACCOUNT_REQUESTS, AccountRequests, type AccountRequest } from './account-requests';
export { RightsHistory } from './rights-history';
export { printMatrix, readMatrix, type AccessMatrix, type Way } from './matrix';
export {
  WORLD,
  actorOfCase,
  compareAccess,
  decisionSurface,
  generateAccessCases,
  resourceOfCase,
  type AccessCase,
  type Relation,
  type Verdict,
  type World,
} from './access-cases';
export { openAccess, type Access, type OpenAccessOptions } from './open-access';
export { RowsWithinReach } from './rows/rows-within-reach';
export { SCOPE_SETTING, ScopeTokens } from './rows/scope-token';
export { installScopeKey, newScopeKey } from './rows/scope-key';
export {
  aggregate,
  rowSecurity,
  type OwnColumns,
  type RowSecurity,
  type ThroughColumns,
} from './rows/row-security';
export { catalogueFaults, type CatalogueScope } from './rows/catalogue';
export { accessLabels } from './label-keys';
export { operator } from './operator';
export { AccessModule, type AccessOptions } from './http/access.module';
export {
  CurrentActor,
  CurrentObligations,
  CurrentPurpose,
  CurrentReach,
  CurrentResource,
  CurrentSession,
  Policy,
  Public,
} from './http/policy.decorator';
export {
  Resources,
  type Granted,
  type HubRequest,
  type PolicyOptions,
  type ResourceOf,
  type RouteAccess,
} from './http/route-access';
export { RequestAccess } from './http/request-access';
export { Routes } from './http/routes';
export { SessionCookie } from './http/session-cookie';
export { ACCESS_POLICY } from './http/tokens';
