import { Injectable } from '@nestjs/common';
import { History, type Act, type Recorded } from '@hub/event-store';
import { v5 as uuidv5 } from 'uuid';
import { Case } from './case';
import { settle, type Settlement } from './settlement';

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
}
