import type { Act } from '@hub/event-store';
import { IdField, NoteField, OneOfField } from '../fields';
import { acceptAbout, handlesPerson, noteOf, type DecidePerson, type PersonCommand } from './command';

const relations = ['relative', 'associate', 'company', 'possibly_same'];

/** Two persons have to do with each other without being the same. */
export class LinkPersons implements PersonCommand {
  declare id: string;
  declare act: Act;

  @IdField()
  with: string;

  @OneOfField(relations)
  relation: string;

  @NoteField()
  note?: string;
}

export const linkPersons: DecidePerson<LinkPersons> = (state, c) =>
  acceptAbout(state, {
    type: 'PersonsLinked',
    data: { with: c.with, relation: c.relation, ...noteOf(c.note) },
  });

export const LinkPersonsHandler = handlesPerson(LinkPersons, linkPersons);
