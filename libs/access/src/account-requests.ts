import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import type { AccountFact } from './account';
import { changeAccount } from './account-facts';
import type { Accounts } from './accounts';
import type { Approval, Approvals } from './approvals';
import { issueInvitation } from './passwords';
import type { AccessPolicy, RoleGrant } from './policy';

/**
 * What an administrator cannot do alone: give a role, give a disabled account back, hand out a new link for a
 * password (with it one could sign in as that person).
 */
export type AccountRequest =
  | { readonly kind: 'role-grant'; readonly account: string; readonly grant: RoleGrant }
  | { readonly kind: 'account-enable'; readonly account: string }
  | { readonly kind: 'credential-reset'; readonly account: string };

export const ACCOUNT_REQUESTS: readonly AccountRequest['kind'][] = [
  'role-grant',
  'account-enable',
  'credential-reset',
];

const contentOf = (request: AccountRequest) =>
  request.kind === 'role-grant'
    ? { account: request.account, grant: request.grant }
    : { account: request.account };

const requestOf = ({ kind, content }: Approval): AccountRequest => {
  const known = ACCOUNT_REQUESTS.find(name => name === kind);
  if (!known) throw new AccessRefused('access.not-found', 404);
  return { kind: known, ...content } as unknown as AccountRequest;
};

/** Changes of accounts that take two administrators. */
export class AccountRequests {
  constructor(
    private readonly parts: {
      readonly database: AccessDatabase;
      readonly accounts: Accounts;
      readonly approvals: Approvals;
      readonly policy: AccessPolicy;
    },
  ) {}

  /** @throws {AccessRefused} 404 for an unknown account, 422 for an unknown role */
  async ask(request: AccountRequest, by: string): Promise<Approval> {
    const { accounts, approvals, policy } = this.parts;
    await accounts.of(request.account);
    if (request.kind === 'role-grant' && !policy.roles.includes(request.grant.role)) {
      throw new AccessRefused('access.role-unknown', 422);
    }
    return approvals.request(
      { kind: request.kind, content: contentOf(request), concerns: request.account },
      by,
    );
  }

  /** The second person approves, and it is done at once. @returns the one-time link of a credential reset */
  async approve(id: string, contentHash: string, by: string): Promise<{ invitation?: string }> {
    const { database, approvals } = this.parts;
    return database.transaction(async (client, now) => {
      const request = requestOf(await approvals.approveIn(client, now, { id, contentHash, by }));
      await approvals.useIn(client, now, { id, kind: request.kind, content: contentOf(request), by });
      const change = (...facts: AccountFact[]) =>
        changeAccount(client, request.account, () => facts, { by, now });
      switch (request.kind) {
        case 'role-grant':
          await change({ type: 'RoleGranted', data: { ...request.grant, approval: id } });
          return {};
        case 'account-enable':
          await change({ type: 'AccountEnabled', data: { approval: id } });
          return {};
        case 'credential-reset':
          return {
            invitation: await issueInvitation(client, request.account, { approval: id }, { by, now }),
          };
      }
    });
  }

  /** Refuses a request of this kind, or withdraws one's own. */
  async refuse(id: string, by: string): Promise<void> {
    requestOf(await this.parts.approvals.of(id));
    await this.parts.approvals.refuse(id, by);
  }
}
