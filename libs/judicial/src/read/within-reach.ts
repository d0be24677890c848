import { roleName, rowSecurity, type RowSecurity } from '@hub/access';
import type { EntitySchema } from 'typeorm';
import { caseFile } from './case-tables';

type Table = EntitySchema<object>;

function columnsOf(table: Table): RowSecurity['columns'] {
  const { name, columns } = table.options;
  if (name === caseFile.options.name)
    return { office: 'office', county: 'unit', assignees: 'prosecutors', sealed: 'sealed' };
  if ('case_id' in columns) return { through: { table: 'case_file', key: 'id', column: 'case_id' } };
  // Records of persons belong to no case alone: for those who reach everything.
  return {};
}

/**
 * Row-level security of everything that is read of proceedings: readers see what their signed scope reaches, whatever
 * a statement asks for. A table added later is under it from the beginning.
 */
export const withinReach = (context: string, tables: readonly Table[]): readonly string[] => [
  ...tables.flatMap(table => rowSecurity({ context, table: table.options.name, columns: columnsOf(table) })),
  // Tables are built beside the live ones and moved there: the readers have to find the schema they end in.
  `do $$ begin if to_regnamespace('read') is not null then
    grant usage on schema read to ${roleName(context, 'reader')}; end if; end $$`,
];
