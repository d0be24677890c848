import type { LoggedEvent } from './event-store';
import { SchemaUnknown } from './log-errors';
import { openEvent, storedPointer } from './open-event';
import { assertContiguous, currentSchema, isLossless, upcast, type EventData, type Upcasts } from './upcasts';

const rename = (data: EventData, from: string, to: string): EventData => {
  const { [from]: value, ...rest } = data;
  return { ...rest, [to]: value };
};

const upcasts: Upcasts = {
  Assisted: [
    { from: 1, up: data => rename(data, 'kind', 'service'), down: data => rename(data, 'service', 'kind') },
    {
      from: 2,
      up: ({ service, ...rest }) => ({ ...rest, services: [service] }),
      down: ({ services, ...rest }) => ({ ...rest, service: (services as unknown[])[0] }),
    },
  ],
};

const stored = (schema: unknown, data: object): LoggedEvent => ({
  id: 'a0000000-0000-4000-8000-000000000001',
  stream: 'case-1',
  version: 1,
  position: 1n,
  type: 'Assisted',
  data: JSON.stringify(data),
  meta: JSON.stringify({ schema, provenance: 'synthetic' }),
  hash: Buffer.alloc(32),
});

describe('upcasts', () => {
  it('lift from any stored shape to today’s', () => {
    expect(upcast(upcasts, 'Assisted', 1, { kind: 'shelter', n: 1 })).toEqual({
      services: ['shelter'],
      n: 1,
    });
    expect(upcast(upcasts, 'Assisted', 2, { service: 'legal' })).toEqual({ services: ['legal'] });
    expect(upcast(upcasts, 'Assisted', 3, { services: ['a', 'b'] })).toEqual({ services: ['a', 'b'] });
    expect(upcast(upcasts, 'Referred', 1, { to: 'x' })).toEqual({ to: 'x' });
  });

  it('count the present shape from 1, also for names every object has', () => {
    expect(currentSchema(upcasts, 'Assisted')).toBe(3);
    expect(currentSchema(upcasts, 'Referred')).toBe(1);
    expect(currentSchema(upcasts, 'constructor')).toBe(1);
  });

  it.each([
    ['begins late', [2, 3]],
    ['has a hole', [1, 3]],
    ['repeats a step', [1, 1]],
    ['begins at 0', [0, 1]],
  ])('a sequence that %s is refused', (_, froms) => {
    const steps = froms.map(from => ({
      from,
      up: (data: EventData) => data,
      down: (data: EventData) => data,
    }));
    expect(() => assertContiguous({ Assisted: steps })).toThrow(/upcasts of Assisted/);
  });

  it('prove by their way back that nothing is lost', () => {
    expect(isLossless(upcasts, 'Assisted', 1, { kind: 'shelter', n: 1 })).toBe(true);
    const forgetful: Upcasts = { Assisted: [{ from: 1, up: ({ kind }) => ({ kind }), down: data => data }] };
    expect(isLossless(forgetful, 'Assisted', 1, { kind: 'shelter' })).toBe(true);
    expect(isLossless(forgetful, 'Assisted', 1, { kind: 'shelter', note: 'lost' })).toBe(false);
  });
});

describe('an opened event', () => {
  it('has its data in today’s shape and remembers the stored one', () => {
    const opened = openEvent(stored(1, { kind: 'shelter' }), upcasts);
    expect(opened.data).toEqual({ services: ['shelter'] });
    expect(opened.stored).toEqual({ kind: 'shelter' });
    expect(opened.meta.schema).toBe(1);
  });

  it.each([0, 4, 1.5, undefined, '1'])('of shape %p is refused: a newer hub wrote it', schema => {
    expect(() => openEvent(stored(schema, {}), upcasts)).toThrow(SchemaUnknown);
  });

  it('tells where a sealed value was sealed, wherever an upcast moved it', () => {
    const opened = openEvent<{ type: 'Assisted'; data: { services: object[] } }>(
      stored(1, { n: 1, kind: { $e: 1, k: 'x', c: 'y' }, 'a/b~c': [{ $e: 1 }] }),
      upcasts,
    );
    const [envelope] = opened.data.services;
    expect(envelope && storedPointer(opened, envelope)).toBe('/kind');
    const deep = (opened.stored['a/b~c'] as object[])[0];
    expect(deep && storedPointer(opened, deep)).toBe('/a~1b~0c/0');
    expect(storedPointer(opened, { $e: 1 })).toBeUndefined();
  });
});
