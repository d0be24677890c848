import { Injectable } from '@nestjs/common';
import { History, type Act, type EventMeta, type Provenance } from '@hub/event-store';
import type { ReadModels } from '@hub/read-model';
import { v5 } from 'uuid';
import type { PersonFact } from './identity';
import { Person } from './person';

/** Namespace of the commands that follow from a merge; equal ids make them repeatable. */
const FOLLOWING = '0e9c7a52-98f4-4b51-9f2b-8a4f5c1d7e60';

/**
 * Closes the stream of an absorbed person and opens it again. A merge is one fact on the survivor's stream; what
 * follows on the other stream is recorded by the system, any number of times with the same effect.
 */
@Injectable()
export class Absorption {
  constructor(private readonly history: History) {}

  close(person: string, into: string): Promise<unknown> {
    return this.follow(person, into, 'close');
  }

  restore(person: string, from: string): Promise<unknown> {
    return this.follow(person, from, 'restore');
  }

  /** Finishes merges and separations that a crash left half-way, as the read models know them. */
  async reconcile(models: Pick<ReadModels, 'query'>): Promise<number> {
    const { rows } = await models.query<{ person: string; into: string | null; recorded: string | null }>(
      `select person_id as person, "into", state ->> 'into' as recorded from person_file
        where "into" is distinct from (state ->> 'into')::uuid`,
    );
    for (const { person, into, recorded } of rows) {
      if (into !== null) await this.close(person, into);
      else if (recorded !== null) await this.restore(person, recorded);
    }
    return rows.length;
  }

  private async follow(person: string, survivor: string, verb: 'close' | 'restore'): Promise<void> {
    const { state, version, events } = await this.history.read(Person, person);
    const done = verb === 'close' ? state.into === survivor : state.into !== survivor;
    if (done) return;
    const meta = JSON.parse(events[0]?.meta ?? '{}') as Partial<EventMeta>;
    const act = followingAct(`${verb}/${person}/${survivor}/${version}`, meta.provenance ?? 'real');
    const fact: PersonFact =
      verb === 'close'
        ? { type: 'PersonAbsorbed', data: { into: survivor } }
        : { type: 'PersonRestored', data: { from: survivor } };
    await this.history.change(Person, person, () => [fact], act);
  }
}

const followingAct = (name: string, provenance: Provenance): Act => ({
  command: v5(name, FOLLOWING),
  actor: 'system:absorption',
  provenance,
});
