import { Injectable } from '@nestjs/common';
import type { Reach } from '@hub/access';
import { ReadModels } from '@hub/read-model';
import { KnownPersons } from '../person/known-persons';
import { Conditions } from './reach';

/** Finds cases by the number courts and other offices know them under, without opening one. */
@Injectable()
export class OfficialNumbers {
  constructor(
    private readonly known: KnownPersons,
    private readonly models: ReadModels,
  ) {}

  /** Cases within reach, however the number is written; none for a number that is like it. */
  async find(number: string, reach: readonly Reach[]) {
    const conditions = new Conditions();
    const ids = conditions.bind(await this.known.casesNumbered(number));
    const { sql, values } = conditions.and(`f.id = any (${ids}::uuid[])`).within(reach);
    const { rows } = await this.models.query<{ id: string; reference: string }>(
      `select f.id, f.reference from case_file f where ${sql} order by f.reference`,
      values,
    );
    return rows;
  }
}
