import { createHash } from 'node:crypto';
import type { AccessDatabase } from './access-database';
import { AccessRefused } from './access-refused';

/** Attempts allowed within a quarter of an hour (R07). */
export interface Limits {
  readonly account: number;
  readonly address: number;
  readonly everybody: number;
}

export const LIMITS: Limits = { account: 10, address: 50, everybody: 1_000 };
const WINDOW_MINUTES = 15;

/**
 * Counts attempts to prove a password in the database: a restart or a second process does not reset it. Every
 * attempt counts before the password is looked at, so parallel tries cannot slip through.
 */
export class Throttle {
  constructor(
    private readonly database: AccessDatabase,
    private readonly limits: Limits = LIMITS,
  ) {}

  /** The database is part of it: the same name or address never stands under the same key in both. */
  private keyOf(kind: keyof Limits, name: string): Buffer {
    return createHash('sha256').update(`${this.database.context}\n${kind}\n${name}`).digest();
  }

  /**
   * @param account name as typed, known or not
   * @param address of the connection, never a header the client can write
   * @throws {AccessRefused} 429 once a limit is passed
   */
  async attempt(account: string, address: string): Promise<void> {
    const now = await this.database.now();
    const keys: [keyof Limits, Buffer][] = [
      ['account', this.keyOf('account', account)],
      ['address', this.keyOf('address', address)],
      ['everybody', this.keyOf('everybody', '')],
    ];
    // Rows are taken in one order, so that two attempts never wait for each other.
    const { rows } = await this.database.pool.query<{ key: Buffer; attempts: number; since: Date }>(
      `insert into access.throttle as t (key, attempts, since)
       select key, 1, $2 from unnest($1::bytea[]) as key order by key
       on conflict (key) do update set
         attempts = case when t.since <= $2::timestamptz - interval '${WINDOW_MINUTES} minutes' then 1 else t.attempts + 1 end,
         since = case when t.since <= $2::timestamptz - interval '${WINDOW_MINUTES} minutes' then $2 else t.since end
       returning key, attempts, since`,
      [keys.map(([, key]) => key), now],
    );
    for (const [kind, key] of keys) {
      const row = rows.find(found => found.key.equals(key));
      if (!row || row.attempts <= this.limits[kind]) continue;
      const left = row.since.getTime() + WINDOW_MINUTES * 60_000 - now.getTime();
      const minutes = Math.max(1, Math.ceil(left / 60_000));
      throw new AccessRefused('access.too-many-attempts', 429, { minutes }, minutes * 60);
    }
  }

  /** The right password was given: earlier mistakes of this account are forgotten, the others' counts are not. */
  async forget(account: string): Promise<void> {
    await this.database.pool.query('delete from access.throttle where key = $1', [
      this.keyOf('account', account),
    ]);
  }

  /** Removes windows that are over. */
  async sweep(): Promise<void> {
    const now = await this.database.now();
    await this.database.pool.query(
      `delete from access.throttle where since <= $1::timestamptz - interval '${WINDOW_MINUTES} minutes'`,
      [now],
    );
  }
}
