import { newStream, sample } from '../contract/sample-events';
import { LogUnavailable, StorageFull, VersionConflict } from '../log-errors';
import { AppendQueue, type Append, type FlushResult, type Flusher } from './append-queue';

const serverError = (code: string) => Object.assign(new Error(`refused with ${code}`), { code });
const connectionLoss = () => new Error('Connection terminated unexpectedly');

/** A server in memory: answers flush by flush, the way it is told to. */
class Server implements Flusher {
  readonly flushes: (readonly Append[])[] = [];
  readonly versions = new Map<string, number>();
  head = 0n;
  /** What happens to the next flushes, in turn; a flush beyond the list succeeds. */
  script: (Error | ((appends: readonly Append[]) => FlushResult))[] = [];
  poison: string | undefined;
  closed = false;

  async flush(appends: readonly Append[]): Promise<FlushResult> {
    this.flushes.push(appends);
    await new Promise(setImmediate);
    const scripted = this.script.shift();
    if (scripted instanceof Error) throw scripted;
    if (scripted) return scripted(appends);
    if (appends.some(append => append.stream === this.poison)) throw serverError('22P02');
    return this.commit(appends);
  }

  commit(appends: readonly Append[]): FlushResult {
    const base = this.head;
    const heads = appends.map(append => {
      const version = this.versions.get(append.stream) ?? 0;
      if (version === append.expectedVersion) {
        this.versions.set(append.stream, version + append.events.length);
        this.head += BigInt(append.events.length);
      }
      return version;
    });
    return { base, heads };
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

const appendTo = (stream: string, expectedVersion = 0, count = 1): Append => {
  const before = expectedVersion > 0 ? sample(stream, { count: expectedVersion }) : [];
  return { stream, expectedVersion, events: sample(stream, { count, after: before }) };
};

function queue(server: Server, stored: Append[] = [], { patience = 10_000, lanes = 1 } = {}) {
  const load = async (stream: string) =>
    stored
      .filter(append => append.stream === stream)
      .flatMap(append => append.events.map((event, index) => ({ ...event, position: BigInt(index + 40) })));
  return new AppendQueue(server, load, { patience, overlap: () => lanes });
}

describe('group commit', () => {
  it('puts what arrives during a flush into the next one', async () => {
    const server = new Server();
    const appends = queue(server);
    const first = appends.append(appendTo(newStream()));
    const others = Array.from({ length: 63 }, () => appends.append(appendTo(newStream())));
    await Promise.all([first, ...others]);
    expect(server.flushes.map(flush => flush.length)).toEqual([1, 63]);
  });

  it('answers each append with the position of its own last event', async () => {
    const server = new Server();
    server.head = 10n;
    const appends = queue(server);
    const [a, b, c] = [appendTo(newStream(), 0, 2), appendTo(newStream(), 5), appendTo(newStream(), 0, 3)];
    const results = await Promise.allSettled([a, b, c].map(append => appends.append(append)));
    expect(results.map(result => (result.status === 'fulfilled' ? result.value : 'conflict'))).toEqual([
      12n,
      'conflict',
      15n,
    ]);
  });

  it('never puts two appends to one stream into one flush, and keeps their order', async () => {
    const server = new Server();
    const appends = queue(server);
    const stream = newStream();
    const chain = [0, 1, 2, 3].map(version => appends.append(appendTo(stream, version)));
    const other = appends.append(appendTo(newStream()));
    expect(await Promise.all(chain)).toEqual([1n, 2n, 4n, 5n]);
    expect(await other).toBe(3n);
    for (const flush of server.flushes) {
      expect(new Set(flush.map(append => append.stream)).size).toBe(flush.length);
    }
  });

  it('keeps a flush small: a thousand events, eight megabytes', async () => {
    const server = new Server();
    const appends = queue(server);
    const many = Array.from({ length: 7 }, () => appendTo(newStream(), 0, 300));
    const big = Array.from({ length: 20 }, () => {
      const stream = newStream();
      return { stream, expectedVersion: 0, events: sample(stream, { data: `"${'x'.repeat(900_000)}"` }) };
    });
    await Promise.all([...many, ...big].map(append => appends.append(append)));
    const eventsOf = (flush: readonly Append[]) =>
      flush.reduce((sum, append) => sum + append.events.length, 0);
    expect(Math.max(...server.flushes.map(eventsOf))).toBeLessThanOrEqual(1_000);
    expect(
      Math.max(...server.flushes.filter(flush => flush[0]?.events.length === 1).map(eventsOf)),
    ).toBeLessThan(11);
  });

  it('carries out an append larger than a flush on its own', async () => {
    const server = new Server();
    const appends = queue(server);
    const [small, large] = [appendTo(newStream()), appendTo(newStream(), 0, 2_000)];
    expect(await Promise.all([appends.append(small), appends.append(large)])).toEqual([1n, 2_001n]);
  });
});

describe('with two flushes under way', () => {
  it('each takes half of what is wanted', async () => {
    const server = new Server();
    const appends = queue(server, [], { lanes: 2 });
    const caller = async () => {
      for (let round = 0; round < 5; round++) await appends.append(appendTo(newStream()));
    };
    await Promise.all(Array.from({ length: 32 }, caller));
    const sizes = server.flushes.map(flush => flush.length);
    expect(sizes.slice(3, 8)).toEqual([16, 16, 16, 16, 16]);
    expect(server.head).toBe(160n);
  });

  it('a stream is in one of them only, and keeps its order', async () => {
    const server = new Server();
    const appends = queue(server, [], { lanes: 2 });
    const streams = Array.from({ length: 3 }, newStream);
    const all = [0, 1, 2, 3, 4].flatMap(version =>
      streams.map(stream => appends.append(appendTo(stream, version))),
    );
    expect(await Promise.all(all)).toHaveLength(15);
    for (const stream of streams) expect(server.versions.get(stream)).toBe(5);
  });

  it('a lost connection takes both back, in their order', async () => {
    const server = new Server();
    const appends = queue(server, [], { lanes: 2 });
    server.script = [connectionLoss(), connectionLoss(), connectionLoss()];
    const streams = Array.from({ length: 6 }, newStream);
    const all = streams.flatMap(stream => [0, 1].map(version => appends.append(appendTo(stream, version))));
    await Promise.all(all);
    const order = server.flushes.slice(3).flatMap(flush => flush.map(append => append.stream));
    expect(order.filter((stream, index) => order.indexOf(stream) === index)).toEqual(streams);
    expect(server.head).toBe(12n);
  });
});

describe('an append the server refuses', () => {
  it('does not take the others of its flush with it', async () => {
    const server = new Server();
    const appends = queue(server);
    server.poison = newStream();
    const good = Array.from({ length: 5 }, () => appends.append(appendTo(newStream())));
    const bad = appends.append(appendTo(server.poison));
    await expect(bad).rejects.toMatchObject({ code: '22P02' });
    expect(await Promise.all(good)).toHaveLength(5);
  });

  it('for want of disk space is refused as such, and not tried one by one', async () => {
    const server = new Server();
    const appends = queue(server);
    server.script = [server.commit.bind(server), serverError('53100')];
    const first = appends.append(appendTo(newStream()));
    const refused = Array.from({ length: 5 }, () => appends.append(appendTo(newStream())));
    await first;
    for (const one of await Promise.allSettled(refused)) {
      expect(one).toMatchObject({
        status: 'rejected',
        reason: { code: 'event-store.storage-full', status: 507 },
      });
    }
    expect(server.flushes).toHaveLength(2);
    expect(await appends.append(appendTo(newStream()))).toBe(2n);
    expect(new StorageFull().message).toContain('nothing was recorded');
  });
});

describe('a lost connection', () => {
  it('is followed by the same appends again', async () => {
    const server = new Server();
    const appends = queue(server);
    server.script = [connectionLoss(), serverError('57P01')];
    const append = appendTo(newStream());
    expect(await appends.append(append)).toBe(1n);
    expect(server.flushes).toEqual([
      [expect.objectContaining(append)],
      [expect.objectContaining(append)],
      [expect.objectContaining(append)],
    ]);
  });

  it('after the commit is found out by id and leaf: the append is answered, not refused', async () => {
    const server = new Server();
    const append = appendTo(newStream(), 0, 2);
    const appends = queue(server, [append]);
    server.script = [
      flush => {
        server.commit(flush);
        throw connectionLoss();
      },
    ];
    expect(await appends.append(append)).toBe(41n);
  });

  it('does not hide a real conflict', async () => {
    const server = new Server();
    const stream = newStream();
    const appends = queue(server, [appendTo(stream)]);
    server.versions.set(stream, 1);
    server.script = [connectionLoss()];
    await expect(appends.append(appendTo(stream))).rejects.toThrow(VersionConflict);
  });

  it('that lasts ends in a refusal that names the reason', async () => {
    const server = new Server();
    const appends = queue(server, [], { patience: 60 });
    server.script = Array.from({ length: 50 }, connectionLoss);
    const both = await Promise.allSettled([1, 2].map(() => appends.append(appendTo(newStream()))));
    for (const one of both)
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) });
  });
});

describe('closing', () => {
  it('carries out what waits, then refuses', async () => {
    const server = new Server();
    const appends = queue(server);
    const waiting = Array.from({ length: 10 }, () => appends.append(appendTo(newStream())));
    await appends.close();
    expect(await Promise.all(waiting)).toHaveLength(10);
    expect(server.closed).toBe(true);
    await expect(appends.append(appendTo(newStream()))).rejects.toThrow(LogUnavailable);
  });

  it('does not wait for a server that is away', async () => {
    const server = new Server();
    const appends = queue(server);
    server.script = Array.from({ length: 50 }, connectionLoss);
    const refused = expect(appends.append(appendTo(newStream()))).rejects.toThrow(LogUnavailable);
    await appends.close();
    await refused;
    expect(server.flushes.length).toBeLessThan(4);
  });
});
