import { AccessDatabase, type AccessDatabaseOptions } from './access-database';
import { AccessLog } from './access-log';
import { AccountRequests } from './account-requests';
import { Accounts } from './accounts';
import { Approvals } from './approvals';
import { withOwnRights } from './own-rights';
import type { Mode } from './password';
import { Passwords } from './passwords';
import type { AccessPolicy } from './policy';
import { RightsHistory } from './rights-history';
import { SessionList } from './session-list';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import type { Limits } from './throttle';

export interface OpenAccessOptions extends AccessDatabaseOptions {
  readonly mode: Mode;
  /** The context's table of rights; those of this room are added where missing. */
  readonly policy: AccessPolicy;
  readonly limits?: Limits;
}

/** Everything about people and their rights in one context, for a server or for a command of the operator. */
export function openAccess(options: OpenAccessOptions) {
  const policy = withOwnRights(options.policy);
  const database = new AccessDatabase(options);
  const accounts = new Accounts(database, options.mode);
  const sessions = new Sessions(database);
  const approvals = new Approvals(database);
  return {
    policy,
    database,
    accounts,
    sessions,
    sessionList: new SessionList(database),
    approvals,
    passwords: new Passwords(database, options.mode),
    requests: new AccountRequests({ database, accounts, approvals, policy }),
    signIn: new SignIn(database, accounts, sessions, options.limits),
    log: new AccessLog(database),
    rights: new RightsHistory(database),
    close: () => database.close(),
  };
}

export type Access = ReturnType<typeof openAccess>;
