import { leafHash, type LoggedEvent } from '@hub/event-store';
import type { LogRows } from './log-rows';
import { prefixOf, SeenIds } from './seen-ids';
import { StreamHeads } from './stream-heads';
import { CompactRange } from './tree';
import type { WitnessedCheckpoint } from './witness';

/** Something in the log that cannot be as it was recorded. */
export type Difference =
  /** The stored bytes do not have the stored leaf. */
  | { readonly code: 'read-model.proof-leaf'; readonly position: number }
  /** The event does not continue its stream. */
  | { readonly code: 'read-model.proof-version'; readonly position: number }
  /** There is no event at this position. */
  | { readonly code: 'read-model.proof-gap'; readonly position: number }
  /** The event has the id of an earlier one. */
  | { readonly code: 'read-model.proof-duplicate'; readonly position: number }
  /**
   * The tree is not the one that was signed: what stands from `position` to `to` was changed after the checkpoint at
   * `to` was signed.
   */
  | {
      readonly code: 'read-model.proof-root';
      readonly position: number;
      readonly to: number;
      readonly signedAt: string;
    };

export interface Audited {
  readonly size: number;
  readonly root: Buffer;
  /** The first hundred, by position. */
  readonly differences: readonly Difference[];
  /** How many there are in all. */
  readonly differing: number;
  /** The last checkpoint that agrees with the log. */
  readonly agreed: WitnessedCheckpoint | undefined;
  /** When the first event after the last checkpoint says it was recorded. */
  readonly uncoveredSince: string | undefined;
}

const LISTED = 100;

/** What is known to the position comes before what is only known to lie between two checkpoints. */
const reach = (difference: Difference) => ('to' in difference ? difference.to : difference.position);

/** Re-hashes events in order and holds them against themselves and against checkpoints. */
export class Audit {
  private readonly tree = new CompactRange();
  private readonly heads = new StreamHeads();
  private readonly ids = new SeenIds();
  private readonly differences: Difference[] = [];
  private differing = 0;
  private expected = 1;
  private next = 0;
  private agreed: WitnessedCheckpoint | undefined;
  private disagreed = false;
  private uncoveredSince: string | undefined;

  /** @param checkpoints by size; @param contiguous positions are 1, 2, 3 … */
  constructor(
    private readonly checkpoints: readonly WitnessedCheckpoint[],
    private readonly contiguous = true,
  ) {}

  take(events: readonly LoggedEvent[]): void {
    for (const event of events) this.takeOne(event);
  }

  async conclude(rows: LogRows, until: bigint): Promise<Audited> {
    await this.findDuplicates(rows, until);
    this.differences.sort((a, b) => reach(a) - reach(b));
    const { differences, differing, agreed, uncoveredSince } = this;
    return { size: this.tree.size, root: this.tree.root(), differences, differing, agreed, uncoveredSince };
  }

  private takeOne(event: LoggedEvent): void {
    const position = Number(event.position);
    if (this.contiguous && position !== this.expected) {
      this.found({ code: 'read-model.proof-gap', position: this.expected });
    }
    this.expected = position + 1;
    this.ids.add(event.id);
    const version = this.heads.versionOf(event.stream) + 1;
    if (event.version !== version) this.found({ code: 'read-model.proof-version', position });
    else if (!leafHash(event, this.heads.leafOf(event.stream)).equals(event.hash)) {
      this.found({ code: 'read-model.proof-leaf', position });
    }
    this.heads.set(event.stream, event.version, event.hash);
    this.tree.append(event.hash);
    this.compare();
    const last = this.checkpoints.at(-1)?.size ?? 0;
    if (this.tree.size === last + 1) this.uncoveredSince = recordedAt(event);
  }

  private compare(): void {
    for (
      let due = this.checkpoints[this.next];
      due?.size === this.tree.size;
      due = this.checkpoints[++this.next]
    ) {
      if (this.disagreed) continue;
      if (due.root.equals(this.tree.root())) {
        this.agreed = due;
        continue;
      }
      this.disagreed = true;
      const position = (this.agreed?.size ?? 0) + 1;
      this.found({ code: 'read-model.proof-root', position, to: due.size, signedAt: due.at });
    }
  }

  private async findDuplicates(rows: LogRows, until: bigint): Promise<void> {
    const suspects = this.ids.repeated();
    if (suspects.size === 0) return;
    const seen = new Set<string>();
    for await (const batch of rows.read(until)) {
      for (const { id, position } of batch.filter(event => suspects.has(prefixOf(event.id)))) {
        if (seen.has(id)) this.found({ code: 'read-model.proof-duplicate', position: Number(position) });
        seen.add(id);
      }
    }
  }

  private found(difference: Difference): void {
    this.differing++;
    if (this.differences.length < LISTED) this.differences.push(difference);
  }
}

function recordedAt(event: LoggedEvent): string | undefined {
  try {
    const { recordedAt: at } = JSON.parse(event.meta) as { recordedAt?: unknown };
    return typeof at === 'string' ? at : undefined;
  } catch {
    return undefined;
  }
}
