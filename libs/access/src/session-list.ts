import type { AccessDatabase } from './access-database';
import { append } from './record';
import { ABSOLUTE_HOURS, IDLE_MINUTES, type SessionEnd } from './sessions';

/** A sign-in and what became of it. */
export interface KnownSession {
  readonly id: string;
  readonly signedInAt: Date;
  readonly lastActiveAt: Date;
  readonly endedAt?: Date;
  readonly end?: SessionEnd;
  /** Open now: neither ended nor beyond its limits. */
  readonly open: boolean;
}

interface Row {
  id: string;
  created_at: Date;
  last_active_at: Date;
  ended_at: Date | null;
  end_reason: SessionEnd | null;
  open: boolean;
}

/** Whether a row is a session that still opens something at $1. */
const OPEN = `ended_at is null and last_active_at > $1::timestamptz - interval '${IDLE_MINUTES} minutes'
  and created_at > $1::timestamptz - interval '${ABSOLUTE_HOURS} hours'`;

/** How many refusals are looked through for those of one account; older ones are the auditor's. */
const LOOKED_THROUGH = 5_000;

/** Sessions of one account, for its owner and for who keeps the accounts. */
export class SessionList {
  constructor(private readonly database: AccessDatabase) {}

  /** The last sign-ins, newest first. */
  async of(account: string, limit = 20): Promise<KnownSession[]> {
    const { rows } = await this.database.pool.query<Row>(
      `select id, created_at, last_active_at, ended_at, end_reason, ${OPEN} as open
       from access.session where account::text = $2 order by created_at desc, id limit $3`,
      [await this.database.now(), account, limit],
    );
    return rows.map(row => ({
      id: row.id,
      signedInAt: row.created_at,
      lastActiveAt: row.last_active_at,
      open: row.open,
      ...(row.ended_at && { endedAt: row.ended_at }),
      ...(row.end_reason && { end: row.end_reason }),
    }));
  }

  /** Accounts with a session that is open now. */
  async present(): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.pool.query<{ account: string }>(
      `select distinct account from access.session where ${OPEN}`,
      [await this.database.now()],
    );
    return new Set(rows.map(({ account }) => account));
  }

  /** When somebody typed a wrong password for this account, newest first. */
  async refused(account: string, limit = 10): Promise<Date[]> {
    const { rows } = await this.database.pool.query<{ recorded_at: Date }>(
      `select recorded_at from (select version, recorded_at, data from access.log
         where stream = 'sign-in' order by version desc limit ${LOOKED_THROUGH}) as refusals
       where data->>'account' = $1 order by version desc limit $2`,
      [account, limit],
    );
    return rows.map(({ recorded_at: at }) => at);
  }

  /**
   * Ends the open sessions of an account, each with an entry of who did it.
   * @param except the session that goes on: one's own
   * @returns how many were ended
   */
  async end(account: string, by: string, except?: string): Promise<number> {
    return this.database.transaction(async (client, now) => {
      const { rows } = await client.query<{ id: string }>(
        `update access.session set ended_at = $1, end_reason = 'ended'
         where account::text = $2 and id::text is distinct from $3 and ${OPEN} returning id`,
        [now, account, except],
      );
      const entries = rows.map(({ id }) => ({
        ...{ stream: `session-${id}`, type: 'SessionEnded', data: { account }, actor: by, at: now },
      }));
      if (entries.length > 0) await append(client, entries);
      return entries.length;
    });
  }
}
