import { Injectable } from '@nestjs/common';
import { History, type Provenance, type Recorded } from '@hub/event-store';
import { v5 as uuidv5 } from 'uuid';
import type { PersonEvent } from './events';
import { Person, type PersonState } from './person';

/** What the absorbed record has to say after a merge or its undoing; nothing when it says so already. */
export function absorption(
  state: PersonState,
  survivor: string,
  absorbedThere: boolean,
): readonly PersonEvent[] {
  if (absorbedThere && state.into === undefined) {
    return [{ type: 'PersonAbsorbed', data: { into: survivor } }];
  }
  if (!absorbedThere && state.into === survivor) {
    return [{ type: 'PersonRestored', data: { from: survivor } }];
  }
  return [];
}

/**
 * The other half of merging and un-merging: the survivor's stream holds the decision, the absorbed one's follows. May
 * run any number of times: the command sent again finishes what a crash left half done.
 */
@Injectable()
export class Absorptions {
  constructor(private readonly history: History) {}

  /**
   * @param recorded answer to the command that merged or separated
   * @returns the same answer at the position from which on both records show it
   */
  async follow(
    survivor: string,
    absorbed: string,
    { provenance, recorded }: { readonly provenance: Provenance; readonly recorded: Recorded },
  ): Promise<Recorded> {
    const { state, version } = await this.history.read(Person, survivor);
    const there = state.absorbed.includes(absorbed);
    const { position } = await this.history.change(
      Person,
      absorbed,
      other => absorption(other, survivor, there),
      {
        // Merging, un-merging and merging again are different commands: the survivor's version tells them apart.
        command: uuidv5(`absorption/${survivor}/${version}`, absorbed),
        actor: 'system:absorption',
        provenance,
      },
    );
    return position > recorded.position ? { ...recorded, position } : recorded;
  }
}
