import type { HubRequest } from '@hub/access';
import { History } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Injectable } from '@nestjs/common';
import { Case, type StandingFact } from '../case/case';
import type { CaseInView } from './case-files';
import { Desk } from './desk';
import type { Words } from './words';

/** A fact by its case and its id. */
export interface FactAddress {
  readonly case: string;
  readonly fact: string;
}

export interface Subject {
  readonly file: CaseInView;
  readonly standing: StandingFact;
  readonly words: Words;
}

/** Finds the facts that are corrected, as they stand in the log. */
@Injectable()
export class StandingFacts {
  constructor(
    private readonly desk: Desk,
    private readonly history: History,
  ) {}

  /** @throws {Refusal} 404 when there is no such fact, or no more */
  async find(request: HubRequest, { case: id, fact }: FactAddress, after?: string): Promise<Subject> {
    const file = await this.desk.files.read(id, after);
    const { state } = await this.history.read(Case, id);
    const standing = state.facts.find(one => one.id === fact);
    if (!standing) throw new Refusal('judicial.correction.unknown-fact', {}, { status: 404 });
    return { file, standing, words: this.desk.wording.of(request) };
  }
}
