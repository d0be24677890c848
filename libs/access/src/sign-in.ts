import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';
import type { Accounts } from './accounts';
import { hashPassword, isOutdated, verifyPassword } from './password';
import { append } from './record';
import type { Sessions } from './sessions';
import { Throttle, type Limits } from './throttle';

export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Address of the connection as the trusted proxy tells it. */
  readonly address: string;
}

export interface SignedIn {
  readonly token: string;
  readonly account: string;
  /** Sessions elsewhere that this sign-in ended (production allows one). */
  readonly endedElsewhere: number;
}

interface Found {
  id: string;
  disabled: boolean;
  phc: string | null;
}

/** Proving who one is: by password. Unknown, wrong, disabled: the same answer after the same work (R06). */
export class SignIn {
  private readonly throttle: Throttle;

  constructor(
    private readonly database: AccessDatabase,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    limits?: Limits,
  ) {
    this.throttle = new Throttle(database, limits);
  }

  /** @throws {AccessRefused} 401 whatever was wrong, 429 after too many attempts */
  async signIn({ name, password, address }: Credentials): Promise<SignedIn> {
    const typed = name.trim().toLowerCase();
    await this.throttle.attempt(typed, address);
    const found = await this.find('lower(a.sign_in_name) = $1', typed);
    const right = await verifyPassword(password, found?.phc ?? undefined);
    if (!found || !right || found.disabled) {
      await this.refuse(found?.id, address);
      throw new AccessRefused('access.sign-in-failed', 401);
    }
    const stale = found.phc && isOutdated(found.phc) ? await hashPassword(password) : undefined;
    const opened = await this.database.transaction(async (client, now) => {
      if (stale)
        await client.query('update access.credential set phc = $2 where account = $1', [found.id, stale]);
      const production = this.accounts.mode === 'production';
      const endedElsewhere = production ? await this.sessions.endOthers(client, found.id, now) : 0;
      const session = await this.sessions.open(client, found.id, now);
      const data = { account: found.id, endedElsewhere };
      await append(client, [
        { stream: `session-${session.id}`, type: 'SignedIn', data, actor: found.id, at: now },
      ]);
      return { token: session.token, account: found.id, endedElsewhere };
    });
    await this.throttle.forget(typed);
    return opened;
  }

  /** Types the password again within a session. @returns the session's new token */
  async stepUp(session: { id: string; account: string }, password: string, address: string): Promise<string> {
    await this.throttle.attempt(`step-up ${session.account}`, address);
    const found = await this.find('a.id::text = $1', session.account);
    if (!(await verifyPassword(password, found?.phc ?? undefined))) {
      await this.refuse(session.account, address);
      throw new AccessRefused('access.password-wrong', 403);
    }
    await this.throttle.forget(`step-up ${session.account}`);
    return this.sessions.renew(session.id);
  }

  /** Removes counts of attempts whose time is over; call it now and then. */
  async sweep(): Promise<void> {
    await this.throttle.sweep();
  }

  private async find(where: string, value: string): Promise<Found | undefined> {
    const { rows } = await this.database.pool.query<Found>(
      `select a.id, a.disabled, c.phc from access.account a left join access.credential c on c.account = a.id where ${where}`,
      [value],
    );
    return rows[0];
  }

  /** Recorded for known and unknown names alike; what was typed is not kept. */
  private async refuse(account: string | undefined, address: string): Promise<void> {
    await this.database.transaction(async (client, now) => {
      const data = { account: account ?? null, address };
      await append(client, [
        { stream: 'sign-in', type: 'SignInRefused', data, actor: 'system:sign-in', at: now },
      ]);
    });
  }
}
