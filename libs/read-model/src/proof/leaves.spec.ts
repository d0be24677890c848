import type { LogOptions, Position } from '@hub/event-store';
import { record } from '../contract/case-count';
import { SparseEventStore } from '../contract/sparse-store';
import { LeafMissing, StoreLeaves } from './leaves';

/** Remembers from where it was read; the end of the log can be taken away. */
class WatchedStore extends SparseEventStore {
  readonly readFrom: Position[] = [];
  end: Position | undefined;

  override async head(): Promise<Position> {
    return this.end ?? (await super.head());
  }

  override log(after: Position, options: LogOptions = {}) {
    this.readFrom.push(after);
    return super.log(after, { ...options, ...(this.end !== undefined && { until: this.end }) });
  }
}

const one = (amount: number) => [{ type: 'CaseCounted' as const, amount }];

describe('the leaves of a log whose positions have gaps', () => {
  const store = new WatchedStore();
  const leaves = new StoreLeaves(store);
  const all: Buffer[] = [];
  const positions: Position[] = [];
  const read = async (from: number, to: number) => {
    const found: Buffer[] = [];
    for await (const run of leaves.read(from, to)) found.push(...run);
    return found;
  };

  beforeAll(async () => {
    for (let n = 0; n < 600; n++) await record(store, `case-${n % 7}`, one(n), new Date().toISOString());
    for await (const batch of store.log(0n))
      for (const { hash, position } of batch) {
        all.push(hash);
        positions.push(position);
      }
    store.readFrom.length = 0;
  });

  it('are counted and read by their place', async () => {
    expect(await leaves.size()).toBe(600);
    expect(await read(0, 600)).toEqual(all);
    expect(await read(3, 5)).toEqual(all.slice(3, 5));
    expect(await read(600, 600)).toEqual([]);
    await expect(read(599, 601)).rejects.toThrow(LeafMissing);
  });

  it('are not all read again for the size or for the last ones', async () => {
    store.readFrom.length = 0;
    expect(await leaves.size()).toBe(600);
    expect(await read(550, 600)).toEqual(all.slice(550));
    expect(store.readFrom).toEqual([positions[599], positions[511]]);
    await record(store, 'case-1', one(600), new Date().toISOString());
    expect(await leaves.size()).toBe(601);
    expect((await read(600, 601)).length).toBe(1);
  });

  it('are counted anew when the log has become shorter', async () => {
    store.end = positions[299];
    expect(await leaves.size()).toBe(300);
    expect(await read(290, 300)).toEqual(all.slice(290, 300));
  });
});
