import { roleName, rowSecurity } from '@hub/access';

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
