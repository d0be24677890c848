import type { Reach } from '../decide';
import { roleName } from '../schema/roles';
import type { ScopeTokens } from './scope-token';

interface Statements {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ readonly rows: Row[] }>;
}

/** What it needs of the read models: a transaction as a role, with settings that row security looks at. */
interface ScopedReading {
  read<Answer>(
    scope: { readonly role: string; readonly settings: Readonly<Record<string, string>> },
    work: (sql: Statements) => Promise<Answer>,
  ): Promise<Answer>;
}

/**
 * Reads as a role that sees no other rows than a person reaches (R17): a forgotten condition shows nothing more. For
 * tables under {@link rowSecurity}.
 */
export class RowsWithinReach {
  constructor(
    private readonly models: ScopedReading,
    private readonly tokens: ScopeTokens,
    private readonly context: string,
  ) {}

  async query<Row extends object>(
    reach: readonly Reach[],
    text: string,
    values: unknown[] = [],
  ): Promise<readonly Row[]> {
    const scope = { role: roleName(this.context, 'reader'), settings: this.tokens.settings(reach) };
    return this.models.read(scope, async sql => (await sql.query<Row>(text, values)).rows);
  }
}
