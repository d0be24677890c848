import { Injectable } from '@nestjs/common';
import { CriteriaBook } from '@hub/codebook';
import { History, type Act, type Recorded } from '@hub/event-store';
import { ReadModels } from '@hub/read-model';
import { refuse } from '../violation';
import {
  OrganisationEntry,
  organisationOrder,
  organisationStreamId,
  type Organisation,
  type OrganisationFact,
} from './organisation';
import type { OrganisationRow } from './organisation-list';

/** For how long the register is taken as read, in milliseconds. */
const FRESH = 1_000;

/** The register: what the jurisdiction profile lists, and what was added or changed since. */
@Injectable()
export class Organisations {
  private read?: { readonly at: number; readonly entries: ReadonlyMap<string, Organisation> };

  constructor(
    private readonly book: CriteriaBook,
    private readonly models: ReadModels,
    private readonly history: History,
  ) {}

  async register(): Promise<ReadonlyMap<string, Organisation>> {
    if (this.read && Date.now() - this.read.at < FRESH) return this.read.entries;
    const { rows } = await this.models.query<OrganisationRow>('select id, entry from organisation');
    const listed = this.book.institutions.map(({ id, name, type, unit, parent }) => ({
      ...{ id, name, type, unit, parent },
    }));
    const entries = new Map([...listed, ...rows.map(({ entry }) => entry)].map(entry => [entry.id, entry]));
    this.read = { at: Date.now(), entries };
    return entries;
  }

  /** Records a fact about an entry, which may so far be known from the profile only. */
  async record(fact: OrganisationFact, act: Act): Promise<Recorded> {
    const { id } = fact.data;
    const listed = (await this.register()).get(id);
    const recorded = await this.history.change(
      OrganisationEntry,
      organisationStreamId(id),
      ({ organisation = listed }) => {
        refuse(organisationOrder(organisation, fact));
        const known = fact.type === 'OrganisationClosed' && listed ? [adopted(listed)] : [];
        return [...known, fact];
      },
      act,
    );
    this.read = undefined;
    return recorded;
  }
}

/** An entry of the profile becomes one of the log before it is closed. */
const adopted = (organisation: Organisation): OrganisationFact => ({
  type: 'OrganisationChanged',
  data: organisation,
});
