import { DefaultNamingStrategy, type EntitySchema } from 'typeorm';
import { encoderOf, type Encode } from './column-text';

export interface Column {
  readonly name: string;
  /** Type as PostgreSQL spells it, without length or precision. */
  readonly type: string;
  readonly encode: Encode;
}

/** What the runner needs to know of a table to read and write whole rows. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly Column[];
}

const naming = new DefaultNamingStrategy();
const known = new WeakMap<EntitySchema, Table>();

/** Quotes an identifier for SQL. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const constructors = new Map<unknown, string>([
  [String, 'text'],
  [Number, 'integer'],
  [Boolean, 'boolean'],
  [Date, 'timestamptz'],
]);

type ColumnOptions = EntitySchema['options']['columns'][string] & object;

function describeColumn(property: string, options: ColumnOptions): Column {
  const name = options.name ?? property;
  if (options.generated ?? options.enum ?? options.enumName) {
    throw new Error(`${name}: read models take neither generated nor enum columns`);
  }
  const base = constructors.get(options.type) ?? String(options.type);
  if (!/^[a-z][a-z0-9 ]*$/.test(base)) throw new Error(`${name}: ${base} is not a type of PostgreSQL`);
  return { name, type: options.array ? `${base}[]` : base, encode: encoderOf(base, options.array === true) };
}

/**
 * Columns are named as the entity names them. Enum types and generated keys are refused: the first do not travel
 * with a table, the second would differ after a rebuild.
 */
function describe(entity: EntitySchema): Table {
  const { options } = entity;
  if (Object.keys(options.relations ?? {}).length > 0)
    throw new Error(`${options.name}: read models take no relations`);
  const name = options.tableName ?? naming.tableName(options.name, undefined);
  const given = Object.entries(options.columns).flatMap(([property, column]) =>
    column ? [{ column: describeColumn(property, column), primary: column.primary }] : [],
  );
  const key = given.filter(({ primary }) => primary).map(({ column }) => column);
  if (key.length === 0) throw new Error(`${name}: a read model needs a primary key`);
  return { name, columns: given.map(({ column }) => column), key };
}

/** The table of an entity. */
export function tableOf(entity: EntitySchema): Table {
  const found = known.get(entity) ?? describe(entity);
  known.set(entity, found);
  return found;
}
