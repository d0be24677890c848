import { DefaultNamingStrategy, type EntitySchema } from 'typeorm';

/** What the runner needs to know of a table to read and write whole rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const naming = new DefaultNamingStrategy();
const known = new WeakMap<EntitySchema, Table>();

/** Quotes an identifier for SQL. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Columns are named as the entity names them. Enum types and generated keys are refused: the first do not travel
 * with a table, the second would differ after a rebuild.
 */
function describe(entity: EntitySchema): Table {
  const { options } = entity;
  const name = options.tableName ?? naming.tableName(options.name, undefined);
  const columns = Object.entries(options.columns).flatMap(([property, column]) =>
    column ? [{ ...column, name: column.name ?? property }] : [],
  );
  const unfit = columns.find(column => column.generated ?? column.enum ?? column.enumName);
  if (unfit) throw new Error(`${name}.${unfit.name}: read models take neither generated nor enum columns`);
  const key = columns.filter(column => column.primary).map(column => column.name);
  if (key.length === 0) throw new Error(`${name}: a read model needs a primary key`);
  return { name, columns: columns.map(column => column.name), key };
}

/** The table of an entity. */
export function tableOf(entity: EntitySchema): Table {
  const found = known.get(entity) ?? describe(entity);
  known.set(entity, found);
  return found;
}
