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
/** How long a change waits until the list has it, in milliseconds. */
const PATIENCE = 2_000;

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
    const entries = new Map(
      [...this.listed(), ...rows.map(({ entry }) => entry)].map(entry => [entry.id, entry]),
    );
    this.read = { at: Date.now(), entries };
    return entries;
  }

  /** Records a fact about an entry, which may so far be known from the profile only. */
  async record(fact: OrganisationFact, act: Act): Promise<Recorded> {
    const { id } = fact.data;
    const listed = this.listed().find(entry => entry.id === id);
    const recorded = await this.history.change(
      OrganisationEntry,
      organisationStreamId(id),
      ({ organisation }) => {
        refuse(organisationOrder(organisation ?? listed, fact));
        const unadopted = organisation === undefined && fact.type === 'OrganisationClosed';
        return unadopted && listed ? [adopted(listed), fact] : [fact];
      },
      act,
    );
    // Whoever has just changed the register finds it changed.
    await this.models.waitFor(recorded.position, PATIENCE, ['organisations']);
    this.read = undefined;
    return recorded;
  }

  private listed(): Organisation[] {
    return this.book.institutions.map(({ id, name, type, unit, parent }) => ({
      ...{ id, name, type, unit, parent },
    }));
  }
}

/** An entry of the profile becomes one of the log before it is closed. */
const adopted = (organisation: Organisation): OrganisationFact => ({
  type: 'OrganisationChanged',
  data: organisation,
});
