import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { collect, idsOf, newStream, recordNew, sample, take } from '../contract/sample-events';
import type { LoggedEvent } from '../event-store';
import { EventTooLarge, LogUnavailable, ProvenanceRefused } from '../log-errors';
import { closeClient } from './connection';
import { EventStoreDbStore } from './eventstoredb-event-store';
import { startStandIn, type StandIn } from './stand-in/stand-in';
import { serverId } from './stored-form';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}

describe.each([
  ['one call per append', false],
  ['appends batched by the client', true],
])('EventStoreDB, %s', (_, batchAppend) => {
  let standIn: StandIn;
  let store: EventStoreDbStore;

  beforeEach(async () => {
    standIn = await startStandIn({ batchAppend });
    store = await EventStoreDbStore.open({ url: standIn.url, mode: 'sandbox', patience: 5_000 });
  });
  afterEach(async () => {
    await store.close();
    await standIn.stop();
  });

  it('stores the data byte for byte, and meta, id and leaf beside them', async () => {
    const data = '{"a": 1.0,  "č":"ѓ"}';
    const { stream, events } = await recordNew(store, { data });
    const [event] = events;
    const [record] = standIn.log.of(stream) ?? [];
    expect(Buffer.from(record?.data ?? []).toString()).toBe(data);
    expect(record).toMatchObject({
      type: 'SampleTaken',
      contentType: 'application/octet-stream',
      revision: 0n,
    });
    expect(JSON.parse(Buffer.from(record?.metadata ?? []).toString())).toEqual({
      id: event?.id,
      leaf: event?.hash.toString('hex'),
      meta: event?.meta,
    });
    expect(record?.id).toBe(serverId(event?.hash ?? Buffer.alloc(0)));
    expect(record?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('always names the version it expects: a stream the hub thinks new is never appended to', async () => {
    const { stream, events } = await recordNew(store);
    await expect(store.append(stream, 0, sample(stream))).rejects.toMatchObject({ expected: 0, actual: 1 });
    const third = sample(stream, { after: [...events, ...events] });
    await expect(store.append(stream, 2, third)).rejects.toMatchObject({ expected: 2, actual: 1 });
    const unknown = newStream();
    await expect(store.append(unknown, 1, sample(unknown, { after: sample(unknown) }))).rejects.toMatchObject(
      { expected: 1, actual: 0 },
    );
  });

  it('sets no metadata on a stream, so that nothing ages out', async () => {
    await recordNew(store);
    expect(standIn.log.records.filter(record => record.stream.startsWith('$$'))).toEqual([]);
  });

  it('leaves out the server’s own records', async () => {
    const { events } = await recordNew(store, { count: 2 });
    expect(standIn.log.records.some(record => record.type.startsWith('$'))).toBe(true);
    expect(idsOf(await collect(store.log(0n)))).toEqual(idsOf(events));
    expect(idsOf(await take(store.log(0n, { live: true }), 2))).toEqual(idsOf(events));
  });

  it('finds its head behind any number of the server’s own records', async () => {
    expect(await store.head()).toBe(0n);
    const { position } = await recordNew(store);
    for (let n = 0; n < 50; n++)
      standIn.log.append('$stats', 'any', [
        { id: randomUUID(), type: '$s', contentType: '', data: new Uint8Array(), metadata: new Uint8Array() },
      ]);
    expect(await store.head()).toBe(position);
    expect(await collect(store.log(position))).toEqual([]);
  });

  it('refuses what somebody else than the hub wrote, by name', async () => {
    const client = EventStoreDBClient.connectionString(standIn.url);
    await client.appendToStream('foreign-1', jsonEvent({ type: 'Foreign', data: { a: 1 } }), {
      expectedRevision: 'no_stream',
    });
    await closeClient(client);
    await expect(store.load('foreign-1')).rejects.toThrow(
      /foreign-1: event 0 \(Foreign\) was not written by the hub/,
    );
    await expect(collect(store.log(0n))).rejects.toThrow(/foreign-1/);
    await expect(collect(store.log(0n, { live: true }))).rejects.toThrow(/foreign-1/);
  });

  it('says how much one append may bring', async () => {
    const stream = newStream();
    const events = sample(stream, { count: 3, data: `"${'x'.repeat(400_000)}"` });
    await expect(store.append(stream, 0, events)).rejects.toThrow(EventTooLarge);
    await expect(store.append(stream, 0, events)).rejects.toMatchObject({ params: { limit: 1_048_576 } });
    expect(await store.load(stream)).toEqual([]);
  });

  it('checks provenance itself, for each mode', async () => {
    const production = await EventStoreDbStore.open({ url: standIn.url, mode: 'production' });
    await expect(recordNew(production)).rejects.toThrow(ProvenanceRefused);
    await recordNew(production, { provenance: 'real' });
    await expect(recordNew(store, { provenance: 'real' })).rejects.toThrow(ProvenanceRefused);
    await production.close();
  });

  it('stores an append once when its answer was lost', async () => {
    const stream = newStream();
    const events = sample(stream, { count: 2 });
    standIn.swallowNextAnswer();
    const position = await store.append(stream, 0, events);
    const loaded = await store.load(stream);
    expect(loaded.map(event => event.version)).toEqual([1, 2]);
    expect(loaded.at(-1)?.position).toBe(position);
  });

  it('stores an append once when its answer was lost and the stream has grown before it asks again', async () => {
    const stream = newStream();
    const events = sample(stream);
    const unfollow = standIn.log.follow(() => {
      unfollow();
      const late = sample(stream, { after: events });
      void store.append(stream, 1, late);
    });
    standIn.swallowNextAnswer();
    const position = await store.append(stream, 0, events);
    await until(() => standIn.log.of(stream)?.length === 2);
    expect((await store.load(stream))[0]?.position).toBe(position);
  });

  it('waits for a server that is restarted', async () => {
    const { stream, events } = await recordNew(store);
    await standIn.stop();
    const appending = store.append(stream, 1, sample(stream, { after: events }));
    const loading = store.load(stream);
    standIn = await startStandIn({ batchAppend, log: standIn.log, port: standIn.port });
    await appending;
    expect((await loading).length).toBeGreaterThan(0);
    expect(await store.load(stream)).toHaveLength(2);
  });

  it('gives up on a server that does not come back, and says so', async () => {
    const hurried = await EventStoreDbStore.open({ url: standIn.url, mode: 'sandbox', patience: 200 });
    await standIn.stop();
    await expect(recordNew(hurried)).rejects.toThrow(LogUnavailable);
    await expect(hurried.load('x')).rejects.toMatchObject({ code: 'event-store.unavailable', status: 503 });
    await expect(hurried.head()).rejects.toThrow(LogUnavailable);
    await hurried.close();
  });

  it('follows the log across drops of its subscription; nothing missed, nothing twice', async () => {
    const seen: LoggedEvent[] = [];
    const abort = new AbortController();
    const reading = (async () => {
      for await (const batch of store.log(0n, { live: true, signal: abort.signal, limit: 3 }))
        seen.push(...batch);
    })();
    const ids: string[] = [];
    for (let round = 0; round < 5; round++) {
      ids.push(...idsOf((await recordNew(store, { count: 4 })).events));
      await until(() => standIn.subscriptions > 0);
      if (round % 2 === 0) await until(() => seen.length > round);
      standIn.dropSubscriptions();
      ids.push(...idsOf((await recordNew(store, { count: 4 })).events));
    }
    await until(() => seen.length >= ids.length);
    abort.abort();
    await reading;
    expect(idsOf(seen)).toEqual(ids);
    await until(() => standIn.subscriptions === 0);
  });

  it('follows the log across a restart of the server', async () => {
    const reading = take(store.log(0n, { live: true }), 4);
    const before = await recordNew(store, { count: 2 });
    await until(() => standIn.subscriptions > 0);
    await standIn.stop();
    standIn = await startStandIn({ batchAppend, log: standIn.log, port: standIn.port });
    const after = await recordNew(store, { count: 2 });
    expect(idsOf(await reading)).toEqual(idsOf([...before.events, ...after.events]));
  });

  it('goes on after a drop behind what the server filtered out, not at its last event', async () => {
    const { position } = await recordNew(store);
    const subscribe = jest.spyOn(EventStoreDBClient.prototype, 'subscribeToAll');
    const abort = new AbortController();
    const reading = collect(store.log(position, { live: true, signal: abort.signal }));
    await until(() => standIn.subscriptions > 0);
    for (let n = 0; n < 40; n++)
      standIn.log.append('$stats', 'any', [
        { id: randomUUID(), type: '$s', contentType: '', data: new Uint8Array(), metadata: new Uint8Array() },
      ]);
    await store.load('x'); // one more round trip: the checkpoints are there
    standIn.dropSubscriptions();
    await until(() => standIn.subscriptions > 0);
    abort.abort();
    await reading;
    const asked = subscribe.mock.calls.map(([options]) => options?.fromPosition as { commit: bigint });
    subscribe.mockRestore();
    expect(asked[0]).toEqual({ commit: position, prepare: position });
    expect(asked[1]?.commit).toBeGreaterThan(position + 1_000n);
  });

  it('reads from the very beginning', async () => {
    const { events } = await recordNew(store);
    const client = EventStoreDBClient.connectionString(standIn.url);
    let first;
    for await (const { event } of client.readAll({ fromPosition: START, maxCount: 1 })) first = event;
    await closeClient(client);
    expect(first?.position.commit).toBeGreaterThan(0n);
    expect(idsOf(await collect(store.log(0n)))).toEqual(idsOf(events));
  });
});

it('an address where nobody answers is refused when the store is opened', async () => {
  const standIn = await startStandIn({ batchAppend: true });
  await standIn.stop();
  await expect(EventStoreDbStore.open({ url: standIn.url, mode: 'sandbox', patience: 200 })).rejects.toThrow(
    LogUnavailable,
  );
});
