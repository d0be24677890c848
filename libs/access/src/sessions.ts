import { createHash, randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AccessDatabase } from './access-database';
import { newToken, tokenHash } from './token';
import type { Actor, RoleGrant } from './policy';

export const IDLE_MINUTES = 15;
/** When a page warns that the session is about to end. */
export const IDLE_WARNING_MINUTES = 13;
export const ABSOLUTE_HOURS = 8;

/** Why a session is over; shown to the person at the next sign-in. */
export type SessionEnd =
  'signed-out' | 'idle' | 'absolute' | 'disabled' | 'rights-changed' | 'elsewhere' | 'ended' | 'clock';

export interface Session {
  readonly id: string;
  readonly actor: Actor;
  readonly createdAt: Date;
  /** Ends then unless there is activity before. */
  readonly idleEndsAt: Date;
  readonly endsAt: Date;
  /** Instant of this look-up, by the database. */
  readonly now: Date;
}

interface SessionRow {
  id: string;
  account: string;
  created_at: Date;
  last_active_at: Date;
  factor_at: Date;
  ended: boolean;
  rights_changed: boolean;
  disabled: boolean;
  name: string;
  office: string | null;
  county: string | null;
  grants: RoleGrant[];
}

const minutes = (count: number) => count * 60_000;

/** What ends a session at this moment, if anything does. */
function endOf(row: SessionRow, now: Date): SessionEnd | undefined {
  if (row.disabled) return 'disabled';
  if (row.rights_changed) return 'rights-changed';
  // Opened in the future: the clock went back, and a limit counted from there would never come.
  if (row.last_active_at.getTime() - now.getTime() > minutes(1)) return 'clock';
  if (now.getTime() - row.created_at.getTime() >= minutes(ABSOLUTE_HOURS * 60)) return 'absolute';
  if (now.getTime() - row.last_active_at.getTime() >= minutes(IDLE_MINUTES)) return 'idle';
  return undefined;
}

function sessionOf(row: SessionRow, now: Date): Session {
  const { id, created_at: createdAt, last_active_at: active } = row;
  const endsAt = new Date(createdAt.getTime() + minutes(ABSOLUTE_HOURS * 60));
  const idle = new Date(active.getTime() + minutes(IDLE_MINUTES));
  const actor: Actor = {
    id: row.account,
    name: row.name,
    grants: row.grants,
    ...(row.office !== null && { office: row.office }),
    ...(row.county !== null && { county: row.county }),
    factorAt: row.factor_at.toISOString(),
  };
  return { id, actor, createdAt, idleEndsAt: idle < endsAt ? idle : endsAt, endsAt, now };
}

/**
 * Signed-in people. The token is 256 random bits that only the browser has; the database keeps its SHA-256.
 * All limits are measured by the database's clock.
 */
export class Sessions {
  constructor(private readonly database: AccessDatabase) {}

  /** @returns the token for the cookie */
  async open(client: PoolClient, account: string, now: Date): Promise<{ token: string; id: string }> {
    const token = newToken();
    const id = randomUUID();
    await client.query(
      `insert into access.session (id, token_hash, account, rights_version, created_at, last_active_at, factor_at)
       select $1, $2, id, rights_version, $4, $4, $4 from access.account where id = $3`,
      [id, tokenHash(token), account, now],
    );
    return { token, id };
  }

  /**
   * The session of a token, or what ended it, or undefined for an unknown token.
   * @param active false for polling and for autosaving without typing: these do not keep a session alive
   */
  async resolve(token: string, active: boolean): Promise<Session | SessionEnd | undefined> {
    const { rows } = await this.database.pool.query<SessionRow & { now: Date }>(
      `select s.id, s.account, s.created_at, s.last_active_at, s.factor_at, s.ended_at is not null as ended,
         s.rights_version <> a.rights_version as rights_changed, a.disabled, a.name, a.office, a.county, a.grants,
         clock_timestamp() as now
       from access.session s join access.account a on a.id = s.account where s.token_hash = $1`,
      [tokenHash(token)],
    );
    const row = rows[0];
    if (!row) return undefined;
    if (row.ended) return this.reasonOf(row.id);
    const now = this.database.at(row.now);
    const end = endOf(row, now);
    if (end) {
      await this.endOne(row.id, end, now);
      return end;
    }
    // Every request would write otherwise; ten seconds earlier than promised is the price.
    if (active && now.getTime() - row.last_active_at.getTime() >= 10_000) {
      await this.database.pool.query('update access.session set last_active_at = $2 where id = $1', [
        row.id,
        now,
      ]);
      row.last_active_at = now;
    }
    return sessionOf(row, now);
  }

  /** @returns the account a token was given to, also after the session ended */
  async ownerOf(token: string): Promise<string | undefined> {
    const { rows } = await this.database.pool.query<{ account: string }>(
      'select account from access.session where token_hash = $1',
      [tokenHash(token)],
    );
    return rows[0]?.account;
  }

  async end(id: string, reason: SessionEnd): Promise<void> {
    await this.endOne(id, reason, await this.database.now());
  }

  /** @returns how many sessions of the account were open */
  async endOthers(client: PoolClient, account: string, now: Date): Promise<number> {
    const ended = await client.query(
      `update access.session set ended_at = $2, end_reason = 'elsewhere' where account = $1 and ended_at is null
         and last_active_at > $2::timestamptz - interval '${IDLE_MINUTES} minutes'`,
      [account, now],
    );
    return ended.rowCount ?? 0;
  }

  /** The password was typed again: the session goes on under a new token. */
  async renew(id: string): Promise<string> {
    const token = newToken();
    await this.database.pool.query(
      'update access.session set token_hash = $2, factor_at = $3 where id = $1',
      [id, tokenHash(token), await this.database.now()],
    );
    return token;
  }

  /** The purpose holds for this object until the session ends. @param resource `<kind>/<id>` */
  async choosePurpose(session: string, resource: string, purpose: string): Promise<void> {
    await this.database.pool.query(
      `insert into access.chosen_purpose (session, resource, purpose, chosen_at) values ($1, $2, $3, $4)
       on conflict (session, resource) do update set purpose = excluded.purpose, chosen_at = excluded.chosen_at`,
      [session, resource, purpose, await this.database.now()],
    );
  }

  async purposeFor(session: string, resource: string): Promise<string | undefined> {
    const { rows } = await this.database.pool.query<{ purpose: string }>(
      'select purpose from access.chosen_purpose where session = $1 and resource = $2',
      [session, resource],
    );
    return rows[0]?.purpose;
  }

  private async endOne(id: string, reason: SessionEnd, now: Date): Promise<void> {
    await this.database.pool.query(
      'update access.session set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null',
      [id, now, reason],
    );
  }

  private async reasonOf(id: string): Promise<SessionEnd> {
    const { rows } = await this.database.pool.query<{ end_reason: SessionEnd }>(
      'select end_reason from access.session where id = $1',
      [id],
    );
    return rows[0]?.end_reason ?? 'signed-out';
  }
}

/** Token of a form: derived from the session's own token, so it needs no storage and dies with it. */
export const formToken = (token: string) => createHash('sha256').update(`form\n${token}`).digest('base64url');
