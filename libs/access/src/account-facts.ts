import type { ClientBase } from 'pg';
import { AccessRefused } from './access-refused';
import { evolveAccount, NO_ACCOUNT, type AccountFact, type AccountState } from './account';
import { append } from './record';

type Queryable = Pick<ClientBase, 'query'>;

interface FactRow {
  type: AccountFact['type'];
  data: never;
}

/** State of an account by its facts alone. @param until counts facts recorded up to this instant */
export async function foldAccount(client: Queryable, id: string, until?: Date): Promise<AccountState> {
  const { rows } = await client.query<FactRow>(
    `select type, data from access.log where stream = 'account-' || $1::text
     and ($2::timestamptz is null or recorded_at <= $2) order by version`,
    [id, until],
  );
  return rows.reduce<AccountState>(
    (state, { type, data }) => evolveAccount(state, { type, data }),
    NO_ACCOUNT,
  );
}

/**
 * Records facts about an account and keeps its row equal to their fold, in the caller's transaction.
 *
 * @param decide facts that follow from the state; none = nothing to record
 * @throws {AccessRefused} 404 for an unknown account
 */
export async function changeAccount(
  client: Queryable,
  id: string,
  decide: (state: AccountState) => readonly AccountFact[],
  { by, now }: { by: string; now: Date },
): Promise<AccountState> {
  const locked = await client.query('select 1 from access.account where id::text = $1 for update', [id]);
  if (locked.rowCount === 0) throw new AccessRefused('access.account-unknown', 404);
  const before = await foldAccount(client, id);
  const facts = decide(before);
  if (facts.length === 0) return before;
  const after = facts.reduce(evolveAccount, before);
  const stream = `account-${id}`;
  await append(
    client,
    facts.map(({ type, data }) => ({ stream, type, data, actor: by, at: now })),
  );
  await client.query(
    `update access.account set office = $2, county = $3, disabled = $4, grants = $5, rights_version = $6
     where id = $1`,
    [id, after.office, after.county, after.disabled, JSON.stringify(after.grants), after.version],
  );
  return after;
}
