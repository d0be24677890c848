import type { StoreCapabilities } from '../event-store';
import { ProvenanceRefused } from '../log-errors';
import type { Subject } from './subject';
import { newStream, recordNew, sample } from './sample-events';

export function refusalExamples(log: Subject, capabilities: StoreCapabilities): void {
  describe('what is not a continuation of the stream', () => {
    it('a gap in the versions is refused', async () => {
      const stream = newStream();
      const [first, , third] = sample(stream, { count: 3 });
      await expect(log.store.append(stream, 0, [first, third])).rejects.toThrow(RangeError);
      expect(await log.store.load(stream)).toEqual([]);
    });

    it('an event of another stream is refused', async () => {
      const [stream, other] = [newStream(), newStream()];
      await expect(log.store.append(stream, 0, sample(other))).rejects.toThrow(RangeError);
      expect(await log.store.load(other)).toEqual([]);
    });

    it('an event without its leaf is refused', async () => {
      const stream = newStream();
      const events = sample(stream).map(event => ({ ...event, hash: Buffer.alloc(0) }));
      await expect(log.store.append(stream, 0, events)).rejects.toThrow(/leaf/);
    });

    it.each([-1, 1.5, NaN, Infinity])('an expected version of %p is refused', async version => {
      const stream = newStream();
      await expect(log.store.append(stream, version, sample(stream))).rejects.toThrow(RangeError);
    });

    it.each([
      ['no name', ''],
      ['a name of 201 characters', 'x'.repeat(201)],
      ['half a character', 'a\ud800'],
    ])('a stream with %s is refused', async (_, stream) => {
      await expect(log.store.append(stream, 0, sample(stream))).rejects.toThrow(RangeError);
    });
  });

  if (!capabilities.enforcesProvenance) return;
  describe('provenance', () => {
    it.each(['synthetic', 'public'] as const)('%s is taken by a sandbox', async provenance => {
      const { stream } = await recordNew(log.store, { provenance });
      expect(await log.store.load(stream)).toHaveLength(1);
    });

    it('real is refused by a sandbox', async () => {
      const stream = newStream();
      await expect(log.store.append(stream, 0, sample(stream, { provenance: 'real' }))).rejects.toMatchObject(
        {
          code: 'event-store.provenance-refused',
          params: { mode: 'sandbox' },
        },
      );
      expect(await log.store.load(stream)).toEqual([]);
    });

    it('of one event decides for its whole batch, and for no other append', async () => {
      const stream = newStream();
      const first = sample(stream, { count: 2 });
      const mixed = [...first, ...sample(stream, { after: first, provenance: 'real' })];
      const refused = log.store.append(stream, 0, mixed);
      const others = Array.from({ length: 10 }, () => recordNew(log.store));
      await expect(refused).rejects.toThrow(ProvenanceRefused);
      expect(await Promise.all(others)).toHaveLength(10);
      expect(await log.store.load(stream)).toEqual([]);
    });

    it('that is missing is refused', async () => {
      const stream = newStream();
      const events = sample(stream).map(event => ({ ...event, meta: '{"schema":1}' }));
      await expect(log.store.append(stream, 0, events)).rejects.toThrow(ProvenanceRefused);
    });
  });
}
