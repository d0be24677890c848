import type { EventStore, LoggedEvent, StoreCapabilities, StoredEvent } from '../event-store';
import { LogUnavailable, VersionConflict } from '../log-errors';
import type { Subject } from './subject';
import { collect, idsOf, newStream, recordNew, sample, take } from './sample-events';

const ascending = (events: readonly LoggedEvent[]) =>
  events.every((event, index) => index === 0 || event.position > (events[index - 1]?.position ?? 0n));

/** Versions of every stream come as 1, 2, 3 … */
function streamsInOrder(events: readonly LoggedEvent[]): boolean {
  const versions = new Map<string, number>();
  return events.every(({ stream, version }) => {
    const follows = version === (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return follows;
  });
}

/** Grows four streams that the other writers grow too, so that many appends lose and are rolled back. */
async function quarrel(store: EventStore, streams: readonly string[], rounds: number) {
  const won: string[] = [];
  let lost = 0;
  for (let round = 0; round < rounds; round++) {
    const stream = streams[Math.floor(Math.random() * streams.length)] ?? '';
    const known = await store.load(stream);
    const events = sample(stream, { count: 1 + (round % 3), after: known });
    try {
      await store.append(stream, known.length, events);
      won.push(...idsOf(events));
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      lost++;
    }
  }
  return { won, lost };
}

export function logExamples(log: Subject, capabilities: StoreCapabilities): void {
  describe('the log', () => {
    it('has what was appended, across streams, in the order of the appends', async () => {
      const before = await log.store.head();
      const first = await recordNew(log.store, { count: 2 });
      const second = await recordNew(log.store);
      const third = sample(first.stream, { after: first.events });
      await log.store.append(first.stream, 2, third);
      const read = await collect(log.store.log(before));
      expect(idsOf(read)).toEqual(idsOf([...first.events, ...second.events, ...third]));
      expect(read.slice(0, 2).concat(read.slice(3))).toEqual(await log.store.load(first.stream));
    });

    it('begins after the position asked for', async () => {
      const first = await recordNew(log.store);
      const second = await recordNew(log.store);
      expect(idsOf(await collect(log.store.log(first.position)))).toEqual(idsOf(second.events));
      expect(await collect(log.store.log(second.position))).toEqual([]);
    });

    it('ends at its head, which is the last position', async () => {
      const { position } = await recordNew(log.store, { count: 2 });
      expect(await log.store.head()).toBe(position);
    });

    it.each([
      [1, 7],
      [3, 9],
      [4, 9],
      [100, 9],
    ])('comes in batches of at most %i, none of them empty (%i events)', async (limit, count) => {
      const before = await log.store.head();
      const { events } = await recordNew(log.store, { count });
      const sizes: number[] = [];
      const ids: string[] = [];
      for await (const batch of log.store.log(before, { limit })) {
        sizes.push(batch.length);
        ids.push(...idsOf(batch));
      }
      expect(ids).toEqual(idsOf(events));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    });

    it.each([{ live: false }, { live: true }])('stops where it is told to (%p)', async options => {
      const before = await log.store.head();
      const first = await recordNew(log.store, { count: 3 });
      await recordNew(log.store, { count: 3 });
      const read = await collect(log.store.log(before, { ...options, until: first.position, limit: 2 }));
      expect(idsOf(read)).toEqual(idsOf(first.events));
    });

    it('leaves out streams of a kind', async () => {
      const before = await log.store.head();
      const kind = `kind${before}-`;
      const kept = await recordNew(log.store, { count: 3 });
      const stream = `${kind}1`;
      await log.store.append(stream, 0, sample(stream, { count: 3 }));
      const last = await recordNew(log.store);
      const read = await collect(log.store.log(before, { without: kind, limit: 2 }));
      expect(idsOf(read)).toEqual(idsOf([...kept.events, ...last.events]));
    });

    it('stops at once when it is already there', async () => {
      const { position } = await recordNew(log.store);
      expect(await collect(log.store.log(position, { live: true, until: position }))).toEqual([]);
    });

    it('can be read again and gives the same', async () => {
      const before = await log.store.head();
      await recordNew(log.store, { count: 5 });
      const all = log.store.log(before);
      expect(await collect(log.store.log(before))).toEqual(await collect(all));
    });

    it('left half-way leaves the store as it was', async () => {
      const before = await log.store.head();
      await recordNew(log.store, { count: 20 });
      for await (const batch of log.store.log(before, { limit: 5, live: true })) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
      const { events } = await recordNew(log.store);
      expect(idsOf(await collect(log.store.log(before))).at(-1)).toBe(events[0]?.id);
    });

    it('is complete and in order under eight writers of two processes, many of whose appends fail', async () => {
      const other = await log.another();
      const streams = Array.from({ length: 4 }, newStream);
      const before = await log.store.head();
      const live = new AbortController();
      const seen: LoggedEvent[] = [];
      const watching = (async () => {
        for await (const batch of other.log(before, { live: true, signal: live.signal, limit: 50 }))
          seen.push(...batch);
      })();
      const writers = Array.from({ length: 8 }, (_, index) =>
        quarrel(index % 2 ? other : log.store, streams, 25),
      );
      const done = await Promise.all(writers);
      const won = done.flatMap(writer => writer.won);
      const read = await collect(log.store.log(before));
      const last = read.at(-1)?.position ?? 0n;
      while ((seen.at(-1)?.position ?? 0n) < last) await new Promise(resolve => setTimeout(resolve, 5));
      live.abort();
      await watching;
      await other.close();
      expect(done.reduce((sum, writer) => sum + writer.lost, 0)).toBeGreaterThan(0);
      expect(idsOf(read).toSorted()).toEqual(won.toSorted());
      expect(idsOf(seen)).toEqual(idsOf(read));
      expect(ascending(read)).toBe(true);
      expect(streamsInOrder(read)).toBe(true);
      if (capabilities.contiguousPositions) {
        expect(read.map(event => event.position)).toEqual(read.map((_, index) => before + BigInt(index + 1)));
      }
    });
  });

  if (capabilities.readsWholeStreams) wholeStreamExamples(log);

  describe('the live log', () => {
    it('goes on from the past to the present; nothing missed, nothing twice', async () => {
      const before = await log.store.head();
      const past = await recordNew(log.store, { count: 30 });
      const reading = take(log.store.log(before, { live: true, limit: 7 }), 90);
      const present: string[] = [];
      for (let n = 0; n < 30; n++) present.push(...idsOf((await recordNew(log.store, { count: 2 })).events));
      expect(idsOf(await reading)).toEqual([...idsOf(past.events), ...present]);
    });

    it('waits at the head for what another process appends', async () => {
      const other = await log.another();
      const before = await log.store.head();
      const reading = take(log.store.log(before, { live: true }), 1);
      const { events } = await recordNew(other);
      expect(idsOf(await reading)).toEqual(idsOf(events));
      await other.close();
    });

    it('gives every reader everything', async () => {
      const before = await log.store.head();
      const readers = Array.from({ length: 5 }, () => take(log.store.log(before, { live: true }), 6));
      const first = await recordNew(log.store, { count: 3 });
      const second = await recordNew(log.store, { count: 3 });
      const all = idsOf([...first.events, ...second.events]);
      for (const reader of readers) expect(idsOf(await reader)).toEqual(all);
    });

    it('ends on abort while it waits', async () => {
      const abort = new AbortController();
      const seen: string[] = [];
      const options = { live: true, signal: abort.signal };
      const reading = (async (before: bigint) => {
        for await (const batch of log.store.log(before, options)) {
          seen.push(...idsOf(batch));
          setImmediate(() => abort.abort()); // by then the reader waits for more
        }
      })(await log.store.head());
      const { events } = await recordNew(log.store);
      await reading;
      expect(seen).toEqual(idsOf(events));
    });

    it('ends on abort between two batches', async () => {
      const abort = new AbortController();
      const before = await log.store.head();
      await recordNew(log.store, { count: 10 });
      let batches = 0;
      for await (const batch of log.store.log(before, { live: true, limit: 2, signal: abort.signal })) {
        expect(batch.length).toBeGreaterThan(0);
        batches++;
        abort.abort();
      }
      expect(batches).toBe(1);
    });

    it('gives nothing when it was aborted before it began', async () => {
      const before = await log.store.head();
      await recordNew(log.store);
      expect(await collect(log.store.log(before, { live: true, signal: AbortSignal.abort() }))).toEqual([]);
    });

    it('ends when the store is closed; a closed store refuses everything', async () => {
      const other = await log.another();
      const reading = collect(other.log(await log.store.head(), { live: true }));
      await other.close();
      expect(await reading).toEqual([]);
      const stream = newStream();
      await expect(other.load(stream)).rejects.toThrow(LogUnavailable);
      await expect(other.append(stream, 0, sample(stream))).rejects.toThrow(LogUnavailable);
      await expect(other.head()).rejects.toThrow(LogUnavailable);
      await other.close();
    });
  });
}

function wholeStreamExamples(log: Subject): void {
  describe('the streams of a kind', () => {
    it.each([1, 4, 1_000])('come whole, each in order, in batches of about %i', async limit => {
      const before = await log.store.head();
      const kind = `kind${before}-`;
      const streams = Array.from({ length: 6 }, (_, n) => `${kind}${n}`);
      const written = new Map<string, StoredEvent[]>(streams.map(stream => [stream, []]));
      for (let round = 0; round < 5; round++) {
        for (const [stream, events] of written) {
          const more = sample(stream, { count: 1 + (round % 2), after: events });
          await log.store.append(stream, events.length, more);
          events.push(...more);
        }
        await recordNew(log.store);
      }
      const until = await log.store.head();
      const [first = ''] = streams;
      await log.store.append(first, 7, sample(first, { after: written.get(first) }));
      const read: LoggedEvent[] = [];
      const seen = new Set<string>();
      for await (const batch of log.store.streams(kind, { until, limit })) {
        const inBatch = new Set(batch.map(({ stream }) => stream));
        expect(inBatch.size).toBeGreaterThan(0);
        for (const stream of inBatch) expect(seen.has(stream)).toBe(false);
        inBatch.forEach(stream => seen.add(stream));
        read.push(...batch);
      }
      expect(read).toHaveLength(42);
      for (const [stream, events] of written) {
        const of = read.filter(event => event.stream === stream);
        expect(of).toEqual((await log.store.load(stream)).slice(0, 7));
        expect(idsOf(of)).toEqual(idsOf(events));
        const at = read.findIndex(event => event.stream === stream);
        expect(read.slice(at, at + 7)).toEqual(of);
      }
    });

    it('are none where there are none, and may be left half-way', async () => {
      const until = await log.store.head();
      expect(await collect(log.store.streams('nothing-', { until }))).toEqual([]);
      const stream = `left${until}-1`;
      await log.store.append(stream, 0, sample(stream, { count: 4 }));
      for await (const batch of log.store.streams('', { until: until + 4n, limit: 1 })) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
      expect(await log.store.load(stream)).toHaveLength(4);
    });
  });
}
