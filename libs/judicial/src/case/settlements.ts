import { Injectable } from '@nestjs/common';
import { History, type Act, type EventMeta, type LoggedEvent, type Recorded } from '@hub/event-store';
import type { ReadModels } from '@hub/read-model';
import { v5 as uuidv5 } from 'uuid';
import { Case } from './case';
import { settle, type Settlement } from './settlement';

interface HalfDone {
  readonly source: string;
  readonly into: string;
}

/**
 * Closes the other half of joinders and severances: a command changes one stream, so the case the defendants left
 * learns of it here. Runs right after the command and again at start, for what a crash left half done.
 */
@Injectable()
export class Settlements {
  constructor(private readonly history: History) {}

  /**
   * @param act of the command on the case that goes on; the fact is recorded under the same provenance
   * @param recorded answer to that command
   * @returns the same answer at the position from which on both cases show what happened
   */
  async settle<Done extends Recorded>(
    source: string,
    settlement: Settlement,
    { act, recorded }: { readonly act: Act; readonly recorded: Done },
  ): Promise<Done> {
    const { position } = await this.history.change(Case, source, state => settle(state, settlement), {
      // The same pair of cases always makes the same command: repeating it is answered, not recorded again.
      command: uuidv5(`settlement/${settlement.into}`, source),
      actor: 'system:settlement',
      provenance: act.provenance,
      ...(act.office !== undefined && { office: act.office }),
    });
    return position > recorded.position ? { ...recorded, position } : recorded;
  }
  /**
   * Closes what a crash left half done, as the read models know it.
   * @returns how many cases were waiting for their other half
   */
  async finish(models: Pick<ReadModels, 'query'>): Promise<number> {
    const { rows } = await models.query<HalfDone>(
      `select s.id as source, t.id as "into" from case_file t join case_file s on s.id = any (t.came_from)
        where not t.id = any (s.went_into)`,
    );
    for (const one of rows) await this.finishOne(one);
    return rows.length;
  }

  private async finishOne({ source, into }: HalfDone): Promise<void> {
    const { state, events } = await this.history.read(Case, into);
    for (const { id, event } of state.facts) {
      const moved = event.type === 'CaseJoined' || event.type === 'CaseSevered';
      if (!moved || event.data.from !== source) continue;
      const { provenance, office } = metaOf(events, id);
      const persons = event.data.defendants.map(({ person }) => person);
      const act = { command: id, actor: 'system:settlement', provenance, ...(office && { office }) };
      const settlement = { into, on: event.data.on, ...(event.type === 'CaseSevered' && { persons }) };
      const recorded = { id: into, version: events.length, position: 0n, repeated: true };
      await this.settle(source, settlement, { act, recorded });
    }
  }
}

function metaOf(events: readonly LoggedEvent[], id: string): EventMeta {
  const found = events.find(event => event.id === id);
  if (!found) throw new Error(`a fact that stands is not in the log: ${id}`);
  return JSON.parse(found.meta) as EventMeta;
}
