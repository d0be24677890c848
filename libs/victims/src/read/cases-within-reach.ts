import { roleName, rowSecurity, ScopeTokens, type Reach } from '@hub/access';
import { HubConfig } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Injectable } from '@nestjs/common';

/**
 * Row-level security of the tables about cases: readers see what their signed scope reaches, whatever a statement
 * asks for. The files of persons are for those who reach everything.
 */
export const casesWithinReach = (context: string): readonly string[] => [
  ...rowSecurity({
    context,
    table: 'case_file',
    columns: { office: 'office', county: 'county', assignees: 'assignees', sealed: 'sealed' },
  }),
  ...['case_fact', 'case_event_fact'].flatMap(table =>
    rowSecurity({
      context,
      table,
      columns: { through: { table: 'case_file', key: 'case_id', column: 'case_id' } },
    }),
  ),
  ...rowSecurity({ context, table: 'person_file', columns: {} }),
  // Tables are built beside the live ones and moved there: the readers have to find the schema they end in.
  `do $$ begin if to_regnamespace('read') is not null then
    grant usage on schema read to ${roleName(context, 'reader')}; end if; end $$`,
];

/** Reads cases as a role that sees no other rows than a person reaches: a forgotten condition shows nothing more. */
@Injectable()
export class CasesWithinReach {
  constructor(
    private readonly models: ReadModels,
    private readonly tokens: ScopeTokens,
    private readonly config: HubConfig,
  ) {}

  async query<Row extends object>(
    reach: readonly Reach[],
    text: string,
    values: unknown[] = [],
  ): Promise<readonly Row[]> {
    const role = roleName(this.config.context, 'reader');
    return this.models.read({ role, settings: this.tokens.settings(reach) }, async sql => {
      const { rows } = await sql.query<Row>(text, values);
      return rows;
    });
  }
}
