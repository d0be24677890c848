import { Injectable } from '@nestjs/common';
import { RowsWithinReach, type Reach } from '@hub/access';
import { KnownPersons } from '../person/known-persons';
import { Conditions } from './reach';

/** Finds cases by the number courts and other offices know them under, without opening one. */
@Injectable()
export class OfficialNumbers {
  constructor(
    private readonly known: KnownPersons,
    private readonly within: RowsWithinReach,
  ) {}

  /** Cases within reach, however the number is written; none for a number that is like it. */
  async find(number: string, reach: readonly Reach[]) {
    const conditions = new Conditions();
    const ids = conditions.bind(await this.known.casesNumbered(number));
    const { sql, values } = conditions.and(`f.id = any (${ids}::uuid[])`).within(reach);
    return this.within.query<{ id: string; reference: string }>(
      reach,
      `select f.id, f.reference from case_file f where ${sql} order by f.reference`,
      values,
    );
  }
}
