import type { ClientBase } from 'pg';
import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import { changeAccount } from './account-facts';
import { checkPassword, hashPassword, verifyPassword, type Mode } from './password';
import { newToken, tokenHash } from './token';

export const INVITATION_HOURS = 72;

/** One-time link of an invitation, to the page where its owner sets the first password. */
export const invitationLink = (origin: string, invitation: string): string =>
  `${origin}/first-password/${invitation}`;

type Queryable = Pick<ClientBase, 'query'>;

/** A one-time link by which the owner of an account sets a password; an older link dies with the newer one. */
export async function issueInvitation(
  client: Queryable,
  id: string,
  data: { approval?: string },
  { by, now }: { by: string; now: Date },
): Promise<string> {
  const invitation = newToken();
  await changeAccount(client, id, () => [{ type: 'InvitationIssued', data }], { by, now });
  await client.query('update access.invitation set used_at = $2 where account = $1 and used_at is null', [
    id,
    now,
  ]);
  await client.query(
    `insert into access.invitation (token_hash, account, issued_at, expires_at)
     values ($1, $2, $3, $3::timestamptz + interval '${INVITATION_HOURS} hours')`,
    [tokenHash(invitation), id, now],
  );
  return invitation;
}

export async function storePassword(client: Queryable, id: string, phc: string, now: Date): Promise<void> {
  await client.query(
    `insert into access.credential (account, phc, changed_at) values ($1, $2, $3)
     on conflict (account) do update set phc = excluded.phc, changed_at = excluded.changed_at`,
    [id, phc, now],
  );
}

interface Owner {
  id: string;
  sign_in_name: string;
  name: string;
  phc: string | null;
}

/** Setting and changing passwords. Nobody but the owner of an account ever knows one. */
export class Passwords {
  constructor(
    private readonly database: AccessDatabase,
    private readonly mode: Mode,
  ) {}

  /** The owner of a one-time link sets the password. The link works once. @returns account id */
  async accept(invitation: string, password: string): Promise<string> {
    const owner = await this.owner(
      `join access.invitation i on i.account = a.id where i.token_hash = $1 and i.used_at is null`,
      tokenHash(invitation),
    );
    if (!owner) throw new AccessRefused('access.invitation-invalid', 404);
    checkPassword(password, this.mode, [owner.sign_in_name, owner.name]);
    const phc = await hashPassword(password);
    return this.database.transaction(async (client, now) => {
      const used = await client.query(
        `update access.invitation set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2`,
        [tokenHash(invitation), now],
      );
      if (used.rowCount === 0) throw new AccessRefused('access.invitation-invalid', 404);
      await this.set(client, owner.id, phc, now);
      return owner.id;
    });
  }

  /** Every session of the account ends with the change. */
  async change(id: string, current: string, next: string): Promise<void> {
    const owner = await this.owner('where a.id::text = $1', id);
    if (!owner || !(await verifyPassword(current, owner.phc ?? undefined))) {
      throw new AccessRefused('access.password-wrong', 403);
    }
    checkPassword(next, this.mode, [owner.sign_in_name, owner.name]);
    const phc = await hashPassword(next);
    await this.database.transaction((client, now) => this.set(client, id, phc, now));
  }

  private async set(client: Queryable, id: string, phc: string, now: Date): Promise<void> {
    await changeAccount(client, id, () => [{ type: 'PasswordSet', data: {} }], { by: id, now });
    await storePassword(client, id, phc, now);
  }

  private async owner(where: string, value: string | Buffer): Promise<Owner | undefined> {
    const { rows } = await this.database.pool.query<Owner>(
      `select a.id, a.sign_in_name, a.name, c.phc
       from access.account a left join access.credential c on c.account = a.id ${where}`,
      [value],
    );
    return rows[0];
  }
}
