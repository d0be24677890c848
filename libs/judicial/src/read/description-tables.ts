import type { Column, CriteriaBook } from '@hub/codebook';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import * as c from './columns';

/** Tables of the described facts: one column per variable, as the criteria say at start. */

export type DescriptionRow = { case_id: string; person?: string } & Record<string, unknown>;

const sqlTypes: Readonly<Record<Column['sql'], EntitySchemaColumnOptions>> = {
  text: c.text,
  integer: c.whole,
  numeric: c.money,
  date: c.day,
};

const columnsOf = (columns: readonly Column[]): Record<string, EntitySchemaColumnOptions> =>
  Object.fromEntries(
    columns.map(({ name, sql, many }) => [
      name,
      c.maybe(many ? { ...sqlTypes[sql], array: true } : sqlTypes[sql]),
    ]),
  );

export interface DescriptionTables {
  readonly ofCase: EntitySchema<DescriptionRow>;
  readonly ofPerson: EntitySchema<DescriptionRow>;
}

export function descriptionTables(book: CriteriaBook): DescriptionTables {
  return {
    ofCase: new EntitySchema<DescriptionRow>({
      name: 'case_description',
      columns: { case_id: c.key(c.id), ...columnsOf(book.columns('case')) },
    }),
    ofPerson: new EntitySchema<DescriptionRow>({
      name: 'person_description',
      columns: { case_id: c.key(c.id), person: c.key(c.id), ...columnsOf(book.columns('person')) },
    }),
  };
}
