import type { Reach } from '@hub/access';
import type { Act } from '@hub/event-store';
import { matchMessage } from '@hub/vault';
import { Injectable } from '@nestjs/common';
import { KnownCases, type CasesOfKnown } from '../api/known-cases';
import type { Identity } from '../person/events';
import { KnownPersons, type KnownPerson } from '../person/known-persons';
import type { Words } from './words';

/** Somebody found by name, without the name: why, how sure, in which cases within reach, and whom else to ask. */
export interface FoundView {
  readonly reasons: string;
  readonly strength: string;
  readonly cases: CasesOfKnown['cases'];
  readonly elsewhere: readonly string[];
}

/** Finds persons by what their name may be, for the search and for the check before a registration. */
@Injectable()
export class FoundPersons {
  constructor(
    private readonly known: KnownPersons,
    private readonly cases: KnownCases,
  ) {}

  /** @param reach of `case.read` */
  async search(identity: Identity, act: Act, reader: { words: Words; reach: readonly Reach[] }) {
    const found = await this.known.search(identity, act);
    return Promise.all(found.map(one => this.view(one, reader)));
  }

  async view(
    { person, reasons, score }: KnownPerson,
    { words, reach }: { readonly words: Words; readonly reach: readonly Reach[] },
  ): Promise<FoundView> {
    const { cases, elsewhere } = await this.cases.of(person, reach);
    return {
      reasons: words.fmt.list(reasons.map(reason => words.t(matchMessage(reason)))),
      strength: words.fmt.percent(score, 0),
      cases,
      elsewhere: elsewhere
        .map(office => words.t('judicial-pages:suspect.elsewhere', { office: words.organisation(office) }))
        .sort(words.fmt.compare),
    };
  }
}
