import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import { sameGrant, type AccountFact, type AccountState } from './account';
import { changeAccount } from './account-facts';
import { issueInvitation, storePassword } from './passwords';
import { hashPassword, type Mode } from './password';
import type { Actor, RoleGrant } from './policy';

export interface NewAccount {
  /** What the person types to sign in; upper and lower case are the same. */
  readonly signInName: string;
  /** Name as colleagues read it. */
  readonly name: string;
  readonly office?: string;
  readonly county?: string;
}

export interface Account extends NewAccount {
  readonly id: string;
  readonly disabled: boolean;
  readonly grants: readonly RoleGrant[];
}

/** An account together with the one-time link token by which its owner sets a password. */
export interface Invited {
  readonly id: string;
  /** Shown once and stored as a hash; valid for three days. */
  readonly invitation: string;
}

export const FIRST_ADMINISTRATORS = 2;

interface AccountRow {
  id: string;
  sign_in_name: string;
  name: string;
  office: string | null;
  county: string | null;
  disabled: boolean;
  grants: RoleGrant[];
}

const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  signInName: row.sign_in_name,
  name: row.name,
  ...(row.office !== null && { office: row.office }),
  ...(row.county !== null && { county: row.county }),
  disabled: row.disabled,
  grants: row.grants,
});

const COLUMNS = 'id, sign_in_name, name, office, county, disabled, grants';

/** People who may sign in. Who may do what is a sequence of facts; see {@link AccountFact}. */
export class Accounts {
  constructor(
    private readonly database: AccessDatabase,
    readonly mode: Mode,
  ) {}

  /** A new account without rights or password. @param by who creates it */
  async create(account: NewAccount, by: string): Promise<Invited> {
    return this.database.transaction(async (client, now) => {
      const id = await this.insert(client, account, by, now);
      return { id, invitation: await issueInvitation(client, id, {}, { by, now }) };
    });
  }

  /**
   * The first administrators of a fresh installation, made at the console: the only grants without a second
   * person, because there is none yet. @throws {AccessRefused} once there are two
   */
  async firstAdministrator(account: NewAccount, role: string, by: string): Promise<Invited> {
    return this.database.transaction(async (client, now) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended('access.first-administrator', 0))`);
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from access.account where not disabled and grants @> $1`,
        [JSON.stringify([{ role }])],
      );
      if ((rows[0]?.count ?? 0) >= FIRST_ADMINISTRATORS)
        throw new AccessRefused('access.administrators-exist', 409);
      const id = await this.insert(client, account, by, now);
      await changeAccount(client, id, () => [{ type: 'RoleGranted', data: { role } }], { by, now });
      return { id, invitation: await issueInvitation(client, id, {}, { by, now }) };
    });
  }

  /** Ready accounts of the sandbox, with their passwords; those that exist are left alone. */
  async seed(
    accounts: readonly (NewAccount & { password: string; grants: readonly RoleGrant[] })[],
  ): Promise<void> {
    if (this.mode !== 'sandbox') throw new Error('Ready accounts exist in the sandbox only');
    for (const { password, grants, ...account } of accounts) {
      if (await this.bySignInName(account.signInName)) continue;
      const phc = await hashPassword(password);
      await this.database.transaction(async (client, now) => {
        const id = await this.insert(client, account, 'system:sandbox', now);
        const granted = grants.map(data => ({ type: 'RoleGranted', data }) as const);
        const facts = [...granted, { type: 'PasswordSet', data: {} } as const];
        await changeAccount(client, id, () => facts, { by: 'system:sandbox', now });
        await storePassword(client, id, phc, now);
      });
    }
  }

  /** Takes effect at the next request of the person. */
  async disable(id: string, by: string): Promise<void> {
    if (id === by) throw new AccessRefused('access.concerns-yourself', 403);
    await this.database.transaction(async (client, now) => {
      const decide = ({ disabled }: AccountState): AccountFact[] =>
        disabled ? [] : [{ type: 'AccountDisabled', data: {} }];
      await changeAccount(client, id, decide, { by, now });
    });
  }

  /** Takes away exactly this grant. @throws {AccessRefused} 404 when the person holds it not, or no longer */
  async revoke(id: string, grant: RoleGrant, by: string): Promise<void> {
    await this.database.transaction(async (client, now) => {
      const decide = (state: AccountState): AccountFact[] => {
        const held = state.grants.find(one => sameGrant(one, grant));
        if (!held) throw new AccessRefused('access.grant-unknown', 404);
        return [{ type: 'RoleRevoked', data: held }];
      };
      await changeAccount(client, id, decide, { by, now });
    });
  }

  async list(): Promise<Account[]> {
    const { rows } = await this.database.pool.query<AccountRow>(
      `select ${COLUMNS} from access.account order by lower(sign_in_name)`,
    );
    return rows.map(accountOf);
  }

  /** @throws {AccessRefused} 404 */
  async of(id: string): Promise<Account> {
    const { rows } = await this.database.pool.query<AccountRow>(
      `select ${COLUMNS} from access.account where id::text = $1`,
      [id],
    );
    if (!rows[0]) throw new AccessRefused('access.account-unknown', 404);
    return accountOf(rows[0]);
  }

  async bySignInName(signInName: string): Promise<Account | undefined> {
    const { rows } = await this.database.pool.query<AccountRow>(
      `select ${COLUMNS} from access.account where lower(sign_in_name) = lower($1)`,
      [signInName],
    );
    return rows[0] && accountOf(rows[0]);
  }

  private async insert(client: PoolClient, account: NewAccount, by: string, now: Date): Promise<string> {
    const id = randomUUID();
    const added = await client.query(
      `insert into access.account (id, sign_in_name, name, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [id, account.signInName.trim(), account.name.trim(), now],
    );
    if (added.rowCount === 0) throw new AccessRefused('access.sign-in-name-taken', 409);
    const { office, county } = account;
    await changeAccount(client, id, () => [{ type: 'AccountCreated', data: { office, county } }], {
      by,
      now,
    });
    return id;
  }
}

export const actorOf = ({ id, name, grants, office, county }: Account, factorAt?: Date): Actor => ({
  id,
  name,
  grants,
  ...(office !== undefined && { office }),
  ...(county !== undefined && { county }),
  ...(factorAt && { factorAt: factorAt.toISOString() }),
});
