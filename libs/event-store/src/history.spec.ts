import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Act, Aggregate, EventHead, Sealer } from './aggregate';
import type { DomainEvent, LoggedEvent, Position, StoredEvent } from './event-store';
import { History, type HistoryOptions } from './history';
import { ChainBroken, CommandIdRefused, VersionConflict } from './log-errors';
import { MemoryEventStore } from './memory/memory-event-store';

type Noted = DomainEvent<'Noted', { text: string }>;
type Struck = DomainEvent<'Struck', { text: string }>;
type Fact = Noted | Struck;

const notebook: Aggregate<readonly string[], Fact> = {
  stream: 'notebook',
  initial: [],
  evolve: (notes, { type, data }) =>
    type === 'Noted' ? [...notes, data.text] : notes.filter(note => note !== data.text),
};
const note = (text: string): Noted => ({ type: 'Noted', data: { text } });
const plain: Sealer = { seal: async event => event.data };
const act = (more: Partial<Act> = {}): Act => ({
  command: randomUUID(),
  actor: 'account-1',
  provenance: 'synthetic',
  ...more,
});
const now = new Date('2026-05-04T10:15:30.123Z');

function historyOf(store = new MemoryEventStore(), options: Partial<HistoryOptions> = {}) {
  return new History(store, { sealer: plain, upcasts: {}, codebook: '1.2.0', clock: () => now, ...options });
}

/** A store that others write to between our load and our append. */
class BusyStore extends MemoryEventStore {
  constructor(private readonly before: (times: number) => Promise<void>) {
    super();
  }
  attempts = 0;
  override async append(stream: string, expected: number, events: readonly StoredEvent[]): Promise<Position> {
    if (events[0]?.meta.includes('account-1')) await this.before(++this.attempts);
    return super.append(stream, expected, events);
  }
}

describe('recording', () => {
  it('writes who, why, when and under which criteria', async () => {
    const history = historyOf();
    const id = randomUUID();
    const command = randomUUID();
    await history.create(
      notebook,
      id,
      () => [note('a')],
      act({ command, office: 'office-1', purpose: 'case_work' }),
    );
    const [event] = await history.store.load(`notebook-${id}`);
    expect(JSON.parse(event?.meta ?? '')).toEqual({
      command,
      actor: 'account-1',
      office: 'office-1',
      purpose: 'case_work',
      provenance: 'synthetic',
      codebook: '1.2.0',
      schema: 1,
      recordedAt: '2026-05-04T10:15:30.123Z',
    });
  });

  it('derives event ids from command, stream and place', async () => {
    const command = '11111111-1111-4111-8111-111111111111';
    const idsIn = async (id: string) => {
      const history = historyOf();
      await history.create(notebook, id, () => [note('a'), note('b')], act({ command }));
      return (await history.store.load(`notebook-${id}`)).map(event => event.id);
    };
    const first = await idsIn('x');
    expect(await idsIn('x')).toEqual(first);
    expect(new Set([...first, ...(await idsIn('y'))]).size).toBe(4);
    for (const id of first)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('hands the sealer the place each fact will have, and stores what it gives back', async () => {
    const places: unknown[] = [];
    const sealer: Sealer = {
      seal: async (event, where) => {
        places.push(where);
        return { ...event.data, text: { $e: 1, k: 'k', c: 'c' } };
      },
    };
    const upcasts = {
      Noted: [{ from: 1, up: (data: object) => ({ ...data }), down: (data: object) => ({ ...data }) }],
    };
    const history = historyOf(undefined, { sealer, upcasts });
    await history.create(notebook, 'x', () => [note('secret'), note('secret')], act());
    const events = await history.store.load('notebook-x');
    expect(places).toEqual(events.map(event => ({ stream: 'notebook-x', eventId: event.id, schema: 2 })));
    expect(events.map(event => event.data).join()).not.toContain('secret');
  });

  it('tells the fold who recorded what and when', async () => {
    const heads: EventHead[] = [];
    const watching = {
      ...notebook,
      evolve: (state: readonly string[], event: Fact, head: EventHead) => (
        heads.push(head),
        notebook.evolve(state, event, head)
      ),
    };
    const history = historyOf();
    await history.create(watching, 'x', () => [note('a')], act({ office: 'office-1' }));
    await history.change(watching, 'x', () => [note('b')], act());
    await history.read(watching, 'x');
    expect(heads.slice(-2)).toEqual([
      expect.objectContaining({
        version: 1,
        actor: 'account-1',
        office: 'office-1',
        recordedAt: now.toISOString(),
      }),
      { id: expect.any(String), version: 2, actor: 'account-1', recordedAt: now.toISOString() },
    ]);
  });

  it('records nothing when there is nothing to say', async () => {
    const history = historyOf();
    expect(await history.change(notebook, 'x', () => [], act())).toEqual({
      id: 'x',
      version: 0,
      position: 0n,
      repeated: false,
    });
    const { position } = await history.create(notebook, 'x', () => [note('a')], act());
    expect(await history.change(notebook, 'x', () => [], act())).toEqual({
      id: 'x',
      version: 1,
      position,
      repeated: false,
    });
    expect(await history.store.head()).toBe(1n);
  });

  it.each(['', 'not-a-uuid', '11111111-1111-4111-8111-11111111111'])(
    'refuses the command id %p',
    async command => {
      await expect(historyOf().create(notebook, 'x', () => [note('a')], act({ command }))).rejects.toThrow(
        CommandIdRefused,
      );
    },
  );

  it('passes on what decide refuses, without a retry', async () => {
    const decide = jest.fn(() => {
      throw new Error('already closed');
    });
    await expect(historyOf().change(notebook, 'x', decide, act())).rejects.toThrow('already closed');
    expect(decide).toHaveBeenCalledTimes(1);
  });

  it('refuses upcasts with a hole before anything is recorded', () => {
    const step = { from: 2, up: (data: object) => ({ ...data }), down: (data: object) => ({ ...data }) };
    expect(() => historyOf(undefined, { upcasts: { Noted: [step] } })).toThrow(/upcasts of Noted/);
  });
});

describe('reading', () => {
  it('gives the state at any earlier version', async () => {
    const history = historyOf();
    for (const text of ['a', 'b', 'c']) await history.change(notebook, 'x', () => [note(text)], act());
    expect((await history.read(notebook, 'x', { atVersion: 2 })).state).toEqual(['a', 'b']);
    expect((await history.read(notebook, 'x', { atVersion: 0 })).state).toEqual([]);
    expect(await history.read(notebook, 'x')).toMatchObject({ state: ['a', 'b', 'c'], version: 3 });
  });

  it('lifts old shapes before the fold', async () => {
    const store = new MemoryEventStore();
    await historyOf(store).create(notebook, 'x', () => [note('a')], act());
    const shout = (data: { readonly text?: unknown }) => ({ ...data, text: String(data.text).toUpperCase() });
    const upcasts = { Noted: [{ from: 1, up: shout, down: shout }] };
    expect((await historyOf(store, { upcasts }).read(notebook, 'x')).state).toEqual(['A']);
  });

  it('refuses a stream that was tampered with, also to a command', async () => {
    class Forged extends MemoryEventStore {
      override async load(stream: string): Promise<LoggedEvent[]> {
        return (await super.load(stream)).map(event => ({ ...event, data: '{"text":"forged"}' }));
      }
    }
    const history = historyOf(new Forged());
    await history.create(notebook, 'x', () => [note('a')], act());
    await expect(history.read(notebook, 'x')).rejects.toThrow(ChainBroken);
    await expect(history.change(notebook, 'x', () => [note('b')], act())).rejects.toThrow(ChainBroken);
    expect(await history.store.head()).toBe(1n);
  });
});

describe('when somebody else is faster', () => {
  const rival = (store: MemoryEventStore, text: string) =>
    historyOf(store).change(notebook, 'x', () => [note(text)], act({ actor: 'account-2' }));

  it('decides again on the new state, up to three times', async () => {
    const store: BusyStore = new BusyStore(async times => {
      if (times <= 3) await rival(store, `rival ${times}`);
    });
    const seen: number[] = [];
    await historyOf(store).change(notebook, 'x', (_, version) => (seen.push(version), [note('mine')]), act());
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('gives up after three', async () => {
    const store: BusyStore = new BusyStore(async times => void (await rival(store, `rival ${times}`)));
    await expect(historyOf(store).change(notebook, 'x', () => [note('mine')], act())).rejects.toThrow(
      VersionConflict,
    );
    expect(store.attempts).toBe(4);
  });

  it('gives up at once for a client that named its version', async () => {
    const store: BusyStore = new BusyStore(async times => void (await rival(store, `rival ${times}`)));
    const mine = act({ expectedVersion: 0 });
    await expect(historyOf(store).change(notebook, 'x', () => [note('mine')], mine)).rejects.toThrow(
      VersionConflict,
    );
    expect(store.attempts).toBe(1);
  });

  it('refuses a client whose version is old before deciding', async () => {
    const history = historyOf();
    await history.create(notebook, 'x', () => [note('a')], act());
    const decide = jest.fn(() => [note('b')]);
    const stale = history.change(notebook, 'x', decide, act({ expectedVersion: 0 }));
    await expect(stale).rejects.toMatchObject({ expected: 0, actual: 1, status: 409 });
    expect(decide).not.toHaveBeenCalled();
  });

  it('answers a repeated command from the stream, even with an old version', async () => {
    const history = historyOf();
    const once = act({ expectedVersion: 0 });
    const first = await history.change(notebook, 'x', () => [note('a'), note('b')], once);
    await history.change(notebook, 'x', () => [note('c')], act());
    expect(await history.change(notebook, 'x', () => [note('z')], once)).toEqual({
      ...first,
      repeated: true,
    });
  });

  it('does not create what another command has created', async () => {
    const history = historyOf();
    await history.create(notebook, 'x', () => [note('a')], act());
    await expect(history.create(notebook, 'x', () => [note('b')], act())).rejects.toThrow(VersionConflict);
  });
});

it('whatever is recorded in whatever batches folds to the same state', async () => {
  const facts = fc.array(
    fc.record({
      type: fc.constantFrom('Noted' as const, 'Struck' as const),
      text: fc.constantFrom('a', 'b', 'ș', 'ѓ'),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { maxLength: 6 }), async batches => {
      const history = historyOf();
      const toFact = ({ type, text }: { type: Fact['type']; text: string }): Fact => ({
        type,
        data: { text },
      });
      for (const batch of batches) await history.change(notebook, 'x', () => batch.map(toFact), act());
      const all = batches.flat().map(toFact);
      const head = { id: '', version: 0, recordedAt: '', actor: '' };
      const { state, version } = await history.read(notebook, 'x');
      expect(version).toBe(all.length);
      expect(state).toEqual(
        all.reduce((notes, fact) => notebook.evolve(notes, fact, head), notebook.initial),
      );
    }),
    { numRuns: 50 },
  );
});
