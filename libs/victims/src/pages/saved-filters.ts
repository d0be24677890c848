import type { HubRequest } from '@hub/access';
import { Drafts } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { sessionOf } from './acting';

/** A list of cases somebody comes back to: the filters, never what they found. */
export interface SavedFilter {
  readonly name: string;
  /** Query of the list, `stage=presumed&mine=1`. */
  readonly query: string;
}

interface Kept {
  readonly filters: readonly SavedFilter[];
}

/** Kept beside the drafts of the account, sealed like them. */
export const SAVED_FILTERS = 'cases/filters';
const MOST = 20;

/** Saved filters of the reader's own; like a draft they go when they were not used for thirty days. */
@Injectable()
export class SavedFilters {
  constructor(private readonly drafts: Drafts) {}

  private key = (request: HubRequest) => ({ author: sessionOf(request).actor.id, form: SAVED_FILTERS });

  async of(request: HubRequest): Promise<readonly SavedFilter[]> {
    return (await this.drafts.load<Kept>(this.key(request)))?.content.filters ?? [];
  }

  /** The same name replaces; the newest comes first. */
  async save(request: HubRequest, filter: SavedFilter): Promise<void> {
    const others = (await this.of(request)).filter(({ name }) => name !== filter.name);
    await this.drafts.save(this.key(request), { filters: [filter, ...others].slice(0, MOST) });
  }

  /** Used again: kept for thirty more days. */
  async used(request: HubRequest, query: string): Promise<void> {
    const filters = await this.of(request);
    if (filters.some(filter => filter.query === query))
      await this.drafts.save(this.key(request), { filters });
  }

  async remove(request: HubRequest, name: string): Promise<void> {
    const filters = (await this.of(request)).filter(filter => filter.name !== name);
    await this.drafts.save(this.key(request), { filters });
  }
}
