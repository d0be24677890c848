import { openEvent, type Upcasts } from '@hub/event-store';
import { foldRows, type Projection } from '@hub/read-model';
import { EntitySchema } from 'typeorm';
import { OrganisationEntry, type Organisation, type OrganisationFact } from './organisation';

export interface OrganisationRow {
  readonly id: string;
  readonly entry: Organisation;
}

const entity = new EntitySchema<OrganisationRow>({
  name: 'Organisation',
  tableName: 'organisation',
  columns: { id: { type: 'text', primary: true }, entry: { type: 'json' } },
});

/** Entries of the register that have facts of their own; the others are as the jurisdiction profile has them. */
export const organisationList = (upcasts: Upcasts): Projection => ({
  name: 'organisations',
  entities: [entity],
  fingerprint: '1',
  wholeStreams: '',
  apply: (batch, sql) =>
    foldRows(
      sql,
      entity,
      batch
        .filter(({ stream }) => stream.startsWith('organisation-'))
        .map(event => openEvent<OrganisationFact>(event, upcasts)),
      ({ data }) => data.id,
      (row, { type, data }) => {
        const before = row ? { organisation: row.entry } : OrganisationEntry.initial;
        const { organisation } = OrganisationEntry.evolve(before, { type, data } as OrganisationFact);
        return organisation && { id: organisation.id, entry: organisation };
      },
    ),
});
