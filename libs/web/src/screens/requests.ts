import { ACCOUNT_REQUESTS, type Approval, type RoleGrant } from '@hub/access';

/** Whether a request for a second person is about an account; the context shows its own. */
export const isAccountRequest = ({ kind }: Approval): boolean => ACCOUNT_REQUESTS.some(name => name === kind);

/** The role asked for, where the request is for one. */
export const grantAsked = ({ kind, content }: Approval): RoleGrant | undefined =>
  kind === 'role-grant' ? (content as { grant?: RoleGrant }).grant : undefined;
