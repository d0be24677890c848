import type { AccessDatabase } from './access-database';
import { evolveAccount, NO_ACCOUNT, type AccountFact, type AccountState } from './account';
import { canonical } from './canonical';
import { decide, type Asked } from './decide';
import type { AccessPolicy, Actor } from './policy';

interface FactRow {
  id: string;
  name: string;
  facts: { type: AccountFact['type']; data: never }[] | null;
}

const fold = (facts: FactRow['facts']) =>
  (facts ?? []).reduce<AccountState>(
    (state, { type, data }) => evolveAccount(state, { type, data }),
    NO_ACCOUNT,
  );

/** What everybody might do at some moment, from the facts alone (R25). */
export class RightsHistory {
  constructor(private readonly database: AccessDatabase) {}

  /** Accounts that existed at that instant and were not disabled, with the grants they held. */
  async at(instant: Date): Promise<Actor[]> {
    const { rows } = await this.database.pool.query<FactRow>(
      `select a.id, a.name, (select json_agg(json_build_object('type', l.type, 'data', l.data) order by l.version)
         from access.log l where l.stream = 'account-' || a.id and l.recorded_at <= $1) as facts
       from access.account a order by a.id`,
      [instant],
    );
    return rows
      .map(({ id, name, facts }) => ({ id, name, ...fold(facts) }))
      .filter(({ exists, disabled }) => exists && !disabled)
      .map(({ id, name, grants, office, county }) => ({ id, name, grants, office, county }));
  }

  /** Who could do this to this object at that instant, whatever the purpose they would have given. */
  async whoCould(policy: AccessPolicy, action: string, resource: Asked, instant: Date): Promise<Actor[]> {
    const purposes = [undefined, ...policy.purposes];
    const could = (actor: Actor) =>
      purposes.some(purpose => decide(policy, actor, action, resource, purpose, instant).allow);
    return (await this.at(instant)).filter(could);
  }

  /** Accounts whose row is not what their facts say: somebody wrote into the table. */
  async drift(): Promise<string[]> {
    const { rows } = await this.database.pool.query<
      FactRow & {
        grants: unknown;
        disabled: boolean;
        office: string | null;
        county: string | null;
        version: number;
      }
    >(
      `select a.id, a.name, a.grants, a.disabled, a.office, a.county, a.rights_version as version,
         (select json_agg(json_build_object('type', l.type, 'data', l.data) order by l.version)
          from access.log l where l.stream = 'account-' || a.id) as facts
       from access.account a order by a.id`,
    );
    const shape = (state: {
      grants: unknown;
      disabled: boolean;
      office?: unknown;
      county?: unknown;
      version: number;
    }) =>
      canonical([state.grants, state.disabled, state.office ?? null, state.county ?? null, state.version]);
    return rows.filter(row => shape(row) !== shape(fold(row.facts))).map(({ id }) => id);
  }
}
