import type { EntitySchemaColumnOptions } from 'typeorm';

/** Columns of read models, in one word each. Names are those of the tables. */
export const id: EntitySchemaColumnOptions = { type: 'uuid' };
export const ids: EntitySchemaColumnOptions = { type: 'uuid', array: true };
export const text: EntitySchemaColumnOptions = { type: 'text' };
export const texts: EntitySchemaColumnOptions = { type: 'text', array: true };
/** A code of the criteria by its place in its list: see coding.ts. */
export const code: EntitySchemaColumnOptions = { type: 'smallint' };
export const small: EntitySchemaColumnOptions = { type: 'smallint' };
export const whole: EntitySchemaColumnOptions = { type: 'integer' };
export const money: EntitySchemaColumnOptions = { type: 'numeric' };
export const big: EntitySchemaColumnOptions = { type: 'bigint' };
export const flag: EntitySchemaColumnOptions = { type: 'boolean' };
export const day: EntitySchemaColumnOptions = { type: 'date' };
export const instant: EntitySchemaColumnOptions = { type: 'timestamptz' };
export const json: EntitySchemaColumnOptions = { type: 'json' };

export const key = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  primary: true,
});
export const maybe = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});
