import { randomUUID } from 'node:crypto';
import { chain } from '../hash-chain';
import { VersionConflict } from '../log-errors';
import type { Subject } from './subject';
import { idsOf, newStream, recordNew, sample, withoutPosition } from './sample-events';

const settled = async (appends: readonly Promise<bigint>[]) => {
  const results = await Promise.allSettled(appends);
  const reasons = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []));
  return { won: results.length - reasons.length, reasons, results };
};

export function concurrencyExamples(log: Subject): void {
  describe('the expected version', () => {
    it('of a stream that has grown is refused; the conflict says what was found', async () => {
      const { stream, events } = await recordNew(log.store, { count: 2 });
      const late = sample(stream, { after: events.slice(0, 1) });
      await expect(log.store.append(stream, 1, late)).rejects.toMatchObject({
        name: 'VersionConflict',
        code: 'event-store.version-conflict',
        stream,
        expected: 1,
        actual: 2,
      });
      expect(await log.store.load(stream)).toHaveLength(2);
    });

    it('ahead of the stream is refused', async () => {
      const { stream, events } = await recordNew(log.store);
      const early = sample(stream, { after: [...events, ...events] });
      await expect(log.store.append(stream, 2, early)).rejects.toThrow(VersionConflict);
    });

    it('of a stream that does not exist is 0', async () => {
      const stream = newStream();
      const phantom = sample(stream, { count: 1 });
      const events = sample(stream, { after: phantom });
      await expect(log.store.append(stream, 1, events)).rejects.toThrow(VersionConflict);
      expect(await log.store.load(stream)).toEqual([]);
    });

    it('0 is refused for a stream that exists', async () => {
      const { stream } = await recordNew(log.store);
      await expect(log.store.append(stream, 0, sample(stream))).rejects.toThrow(VersionConflict);
    });

    it('lets exactly one of two simultaneous appends through', async () => {
      const { stream, events } = await recordNew(log.store);
      const rivals = [sample(stream, { after: events }), sample(stream, { after: events })];
      const { won, reasons } = await settled(rivals.map(rival => log.store.append(stream, 1, rival)));
      expect(won).toBe(1);
      expect(reasons).toEqual([expect.any(VersionConflict)]);
      expect(await log.store.load(stream)).toHaveLength(2);
    });

    it('lets exactly one of twenty through, from two processes', async () => {
      const other = await log.another();
      const { stream, events } = await recordNew(log.store);
      const rivals = Array.from({ length: 20 }, () => sample(stream, { count: 2, after: events }));
      const { won, reasons, results } = await settled(
        rivals.map((rival, index) => (index % 2 ? other : log.store).append(stream, 1, rival)),
      );
      await other.close();
      expect(won).toBe(1);
      expect(reasons).toEqual(Array(19).fill(expect.any(VersionConflict)));
      const winner = rivals[results.findIndex(result => result.status === 'fulfilled')] ?? [];
      expect(withoutPosition(await log.store.load(stream))).toEqual([...events, ...winner]);
    });

    it('lets exactly one process create a stream', async () => {
      const other = await log.another();
      const stream = newStream();
      const { won } = await settled([
        log.store.append(stream, 0, sample(stream)),
        other.append(stream, 0, sample(stream)),
      ]);
      await other.close();
      expect(won).toBe(1);
      expect(await log.store.load(stream)).toHaveLength(1);
    });

    it('records nothing of a refused batch', async () => {
      const { stream, events } = await recordNew(log.store);
      await expect(log.store.append(stream, 0, sample(stream, { count: 5 }))).rejects.toThrow(
        VersionConflict,
      );
      expect(idsOf(await log.store.load(stream))).toEqual(idsOf(events));
    });

    it('of one append does not concern the others made at the same moment', async () => {
      const { stream } = await recordNew(log.store);
      const streams = Array.from({ length: 64 }, newStream);
      const good = streams.map(name => log.store.append(name, 0, sample(name, { count: 2 })));
      const bad = Array.from({ length: 8 }, () => log.store.append(stream, 0, sample(stream)));
      expect((await settled(bad)).won).toBe(0);
      expect((await settled(good)).won).toBe(64);
      for (const name of streams) expect(await log.store.load(name)).toHaveLength(2);
    });
  });

  describe('a repeated append', () => {
    it('of the same events is answered with their position and stored once', async () => {
      const { stream, events, position } = await recordNew(log.store, { count: 2 });
      expect(await log.store.append(stream, 0, events)).toBe(position);
      expect(await log.store.load(stream)).toHaveLength(2);
    });

    it('is still recognised when the stream has grown since', async () => {
      const { stream, events, position } = await recordNew(log.store);
      await log.store.append(stream, 1, sample(stream, { after: events }));
      expect(await log.store.append(stream, 0, events)).toBe(position);
      expect(await log.store.load(stream)).toHaveLength(2);
    });

    it('made at the same moment is stored once', async () => {
      const stream = newStream();
      const events = sample(stream, { count: 3 });
      const positions = await Promise.all([1, 2, 3].map(() => log.store.append(stream, 0, events)));
      expect(new Set(positions).size).toBe(1);
      expect(await log.store.load(stream)).toHaveLength(3);
    });

    it('with other content under the same ids is a conflict', async () => {
      const { stream, events } = await recordNew(log.store);
      const forged = chain(
        events.map(event => ({ ...event, data: '{"n":2}' })),
        undefined,
      );
      await expect(log.store.append(stream, 0, forged)).rejects.toThrow(VersionConflict);
      expect(withoutPosition(await log.store.load(stream))).toEqual(events);
    });

    it('that brings more than was stored is a conflict', async () => {
      const { stream, events } = await recordNew(log.store);
      const more = [...events, ...sample(stream, { after: events })];
      await expect(log.store.append(stream, 0, more)).rejects.toThrow(VersionConflict);
      expect(await log.store.load(stream)).toHaveLength(1);
    });

    it('under new ids is a conflict', async () => {
      const { stream, events } = await recordNew(log.store);
      const renamed = chain(
        events.map(event => ({ ...event, id: randomUUID() })),
        undefined,
      );
      await expect(log.store.append(stream, 0, renamed)).rejects.toThrow(VersionConflict);
    });
  });
}
