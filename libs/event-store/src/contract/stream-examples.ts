import { EVENT_BYTES } from '../recordable';
import { verifyChain } from '../hash-chain';
import type { Subject } from './subject';
import { metaText, newStream, recordNew, sample, withoutPosition } from './sample-events';

const padded = (bytes: number, filling: string) => {
  const empty = '{"t":""}';
  const room = bytes - Buffer.byteLength(metaText()) - Buffer.byteLength(empty);
  const width = Buffer.byteLength(filling);
  const text = filling.repeat(Math.floor(room / width)) + 'x'.repeat(room % width);
  return empty.replace('""', `"${text}"`);
};

export function streamExamples(log: Subject): void {
  describe('a stream', () => {
    it('that nobody wrote to is empty', async () => {
      expect(await log.store.load(newStream())).toEqual([]);
    });

    it('gives back what was appended, field by field', async () => {
      const { stream, events, position } = await recordNew(log.store);
      expect(await log.store.load(stream)).toEqual(events.map(event => ({ ...event, position })));
    });

    it('keeps the stored bytes: white space, order of keys, repeated keys', async () => {
      const data = ' {"b" : 1,\n"a":[ ],"b":2 ,"10":0,"2":0}';
      const { stream } = await recordNew(log.store, { data });
      expect((await log.store.load(stream))[0]?.data).toBe(data);
    });

    it('keeps numbers no double can hold', async () => {
      const data = '{"n":123456789012345678901234567890.10,"m":1E400,"z":-0}';
      const { stream } = await recordNew(log.store, { data });
      expect((await log.store.load(stream))[0]?.data).toBe(data);
    });

    it('keeps every script and sign', async () => {
      const data = JSON.stringify({
        sq: 'Çështje ë',
        bs: 'Čćžšđ ljnj',
        bg: 'Щъркел ю',
        mk: 'Ѓорѓи Ќе ѕвезда',
        ro: 'Ștefan țară ăâî',
        combined: 'é',
        emoji: '👩🏽‍⚖️',
        control: '\u0000\u001f\u2028',
        lone: '\ud800',
      });
      const { stream } = await recordNew(log.store, { data });
      const [event] = await log.store.load(stream);
      expect(event?.data).toBe(data);
      expect(JSON.parse(event?.data ?? '')).toEqual(JSON.parse(data));
    });

    it('may have a name in any script', async () => {
      const stream = `${newStream()}-Ѓорѓи ș`;
      await log.store.append(stream, 0, sample(stream));
      expect(await log.store.load(stream)).toHaveLength(1);
    });

    it('is told apart from one whose name is longer or differs in case', async () => {
      const stream = newStream();
      const others = [`${stream}0`, stream.toUpperCase(), `${stream} `];
      for (const other of others) await log.store.append(other, 0, sample(other));
      expect(await log.store.load(stream)).toEqual([]);
      for (const other of others) expect(await log.store.load(other)).toHaveLength(1);
    });

    it('grows by batches; versions count on', async () => {
      const { stream, events: first } = await recordNew(log.store, { count: 3 });
      const second = sample(stream, { count: 2, after: first });
      await log.store.append(stream, 3, second);
      const loaded = await log.store.load(stream);
      expect(withoutPosition(loaded)).toEqual([...first, ...second]);
      expect(loaded.map(event => event.version)).toEqual([1, 2, 3, 4, 5]);
    });

    it('answers an append with the position of its last event', async () => {
      const { stream, position } = await recordNew(log.store, { count: 3 });
      const loaded = await log.store.load(stream);
      expect(loaded[2]?.position).toBe(position);
      expect(loaded.map(event => event.position)).toEqual(
        loaded.map(event => event.position).toSorted((a, b) => Number(a - b)),
      );
    });

    it('keeps its hash chain', async () => {
      const { stream, events } = await recordNew(log.store, { count: 4 });
      await log.store.append(stream, 4, sample(stream, { after: events }));
      const loaded = await log.store.load(stream);
      expect(() => verifyChain(stream, loaded)).not.toThrow();
    });

    it('takes a batch of five hundred events', async () => {
      const { stream, events } = await recordNew(log.store, { count: 500 });
      expect(withoutPosition(await log.store.load(stream))).toEqual(events);
    });

    it('does nothing for an empty append, whatever version is expected', async () => {
      const { stream, position } = await recordNew(log.store);
      expect(await log.store.append(stream, 1, [])).toBeGreaterThanOrEqual(position);
      expect(await log.store.append(stream, 7, [])).toBeGreaterThanOrEqual(position);
      expect(await log.store.load(stream)).toHaveLength(1);
    });

    it.each([
      ['one-byte signs', 'x'],
      ['three-byte signs', '€'],
    ])('takes an event of a million bytes of %s', async (_, filling) => {
      const data = padded(EVENT_BYTES, filling);
      const { stream } = await recordNew(log.store, { data });
      const [event] = await log.store.load(stream);
      expect(event?.data === data).toBe(true); // not toBe: a difference would be printed whole
      expect(Buffer.byteLength(event?.data ?? '') + Buffer.byteLength(event?.meta ?? '')).toBe(EVENT_BYTES);
    });

    it.each([
      ['one-byte signs', 'x'],
      ['three-byte signs', '€'],
    ])('refuses an event one byte longer of %s, and says so', async (_, filling) => {
      const stream = newStream();
      const events = sample(stream, { data: padded(EVENT_BYTES + 1, filling) });
      await expect(log.store.append(stream, 0, events)).rejects.toMatchObject({
        code: 'event-store.event-too-large',
        params: { bytes: EVENT_BYTES + 1, limit: EVENT_BYTES },
      });
      expect(await log.store.load(stream)).toEqual([]);
    });
  });
}
