import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { type DomainEvent, History, migrateLog, PostgresEventStore } from '@hub/event-store';
import { type TemporaryDatabase, temporaryDatabase } from '@hub/testing';
import { type SealedValue, sealedAt } from '../envelope';
import { FileKeks } from '../keks/file-keks';
import { dumpKeystore, loadKeystore } from '../keystore/dump';
import { PostgresKeystore } from '../keystore/postgres-keystore';
import { migrateKeystore } from '../keystore/schema';
import { ReleaseLog } from '../release';
import { type OpenOptions, Vault } from '../vault';
import { openPromises, promisesIn } from './ledger';
import { RevocationFile } from './revocation-file';

/** A hub's vault and log on real PostgreSQL, which a child process can share and be killed in. */
const context = 'erasurespec';
const person = { stream: 'person', initial: 0, evolve: (state: number) => state + 1 };
const act = () => ({ command: randomUUID(), actor: 'a1', provenance: 'synthetic' as const });
class NoReleases extends ReleaseLog {
  async record(): Promise<void> {
    // not what these tests are about
  }
}
const sealing = (event: DomainEvent, stream: string) =>
  event.type === 'PersonNamed'
    ? [{ pointer: '/name', dataClass: 'identity' as const, subject: stream.slice('person-'.length) }]
    : [];

let log: TemporaryDatabase;
let keys: TemporaryDatabase;
let directory: string;
let store: PostgresEventStore;
beforeAll(async () => {
  [log, keys] = await Promise.all([temporaryDatabase('log'), temporaryDatabase('keys')]);
  await migrate(log.url, client => migrateLog(client, { context, mode: 'sandbox' }));
  await migrate(keys.url, client => migrateKeystore(client, { context }));
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'erasure-'));
  store = await PostgresEventStore.open({ url: log.url });
});
afterAll(async () => {
  await store.close();
  await Promise.all([log.drop(), keys.drop()]);
  fs.rmSync(directory, { recursive: true });
});

async function migrate(url: string, work: (client: Client) => Promise<unknown>) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client);
  await client.end();
}

const open = (over: Partial<OpenOptions> = {}, place = directory) =>
  Vault.open({
    context,
    keystore: new PostgresKeystore(keys.url),
    keks: new FileKeks({ directory: path.join(place, 'keys'), context, mode: 'sandbox' }),
    sealing,
    releases: new NoReleases(),
    revocationFile: path.join(place, 'revocations.ndjson'),
    createKeys: true,
    ...over,
  });

/** Records a named person through the log and returns the sealed name as a read model would keep it. */
async function named(vault: Vault, name: string): Promise<{ id: string; sealed: SealedValue }> {
  const history = new History(store, { sealer: vault, upcasts: {}, codebook: '1.0.0' });
  const id = randomUUID();
  await history.create(person, id, () => [{ type: 'PersonNamed', data: { name } }], act());
  const [event] = await store.load(`person-${id}`);
  const sealed = event && sealedAt(event, '/name', id);
  if (!sealed) throw new Error('not sealed');
  return { id, sealed };
}

async function read(vault: Vault, { id, sealed }: { id: string; sealed: SealedValue }) {
  const request = { subject: id, purpose: 'p', actor: 'a1', resource: { kind: 'person' } };
  const opener = await vault.release({ ...request, classes: ['identity'] });
  return opener.open(sealed.envelope, sealed.where);
}

async function promise(vault: Vault, id: string) {
  const destruction = await vault.erasures.plan(id);
  const history = new History(store, { sealer: vault, upcasts: {}, codebook: '1.0.0' });
  await history.change(person, id, () => [{ type: 'SubjectKeyDestroyed', data: destruction }], act());
  return destruction;
}

describe('a process killed in the middle of an erasure', () => {
  /** Where kill-child.ts dies, and whether the log had promised by then. */
  const points = [
    ['after the intent, before the log promised', 'planned', false],
    ['after the log promised, before anything else', 'promised', true],
    ['after the revocation file was written, before the tombstones', 'filed', true],
    ['after the tombstones, before anybody was told', 'destroyed', true],
    ['after the next key was made', 'kek-made', true],
    ['after the next epoch was opened', 'epoch-open', true],
    ['between two batches of the re-wrap', 'half-wrapped', true],
    ['after the re-wrap, before the old key was destroyed', 'wrapped', true],
    ['after the old key was destroyed, before the note of it', 'kek-destroyed', true],
  ] as const;

  it.each(points)(
    '%s: what the log promised is finished, and nothing else',
    async (_title, point, promised) => {
      const vault = await open();
      const [forgotten, control] = [await named(vault, 'Zorka'), await named(vault, 'Stojan')];
      await vault.close();

      const child = spawn(
        process.execPath,
        ['-r', './libs/testing/src/register.cjs', require.resolve('./kill-child'), point, forgotten.id],
        {
          cwd: path.resolve(__dirname, '../../../..'),
          env: {
            ...process.env,
            LOG_URL: log.url,
            KEYS_URL: keys.url,
            DIRECTORY: directory,
            CONTEXT: context,
          },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

      const after = await open({ log: store });
      await after.finishRewrap();
      expect(await read(after, forgotten)).toEqual(promised ? { forgotten: true } : { value: 'Zorka' });
      expect(await read(after, control)).toEqual({ value: 'Stojan' });
      const filed = new RevocationFile(path.join(directory, 'revocations.ndjson')).entries();
      expect(filed.some(({ subject }) => subject === forgotten.id)).toBe(promised);
      const epochs = await after.options.keystore.epochs();
      const live = await Promise.all(epochs.map(({ epoch }) => after.options.keystore.liveIn(epoch)));
      expect(live.filter(count => count > 0)).toHaveLength(1);
      expect(epochs.filter(({ state }) => state === 'retiring')).toEqual([]);
      expect(await after.erasures.reconcile(await promisesIn(store))).toBe(0); // nothing is left to do
      await after.close();
    },
  );
});

describe('a backup older than an erasure', () => {
  async function dump(): Promise<string[]> {
    const lines: string[] = [];
    await migrate(keys.url, async client => {
      for await (const line of dumpKeystore(client)) lines.push(line);
    });
    return lines;
  }

  async function restored(lines: readonly string[]): Promise<TemporaryDatabase> {
    const database = await temporaryDatabase('restored');
    await migrate(database.url, async client => {
      await migrateKeystore(client, { context });
      await loadKeystore(client, lines);
    });
    return database;
  }

  it('is refused until the revocations are replayed, and then never brings the person back', async () => {
    const vault = await open();
    const [forgotten, control] = [await named(vault, 'Zorka'), await named(vault, 'Stojan')];
    const backup = await dump();
    await vault.erasures.destroy(await promise(vault, forgotten.id));
    const later = await named(vault, 'Later'); // its key is in no backup
    await vault.close();
    const old = await restored(backup);
    const keystore = () => new PostgresKeystore(old.url);
    const promised = await promisesIn(store);

    // The control: the danger is real. Without ledger and file the old keystore opens everything.
    const blind = await open({ keystore: keystore(), revocationFile: path.join(directory, 'empty') });
    expect(await read(blind, forgotten)).toEqual({ value: 'Zorka' });
    await blind.close();

    await expect(open({ keystore: keystore(), log: store })).rejects.toMatchObject({
      code: 'vault.ledger-behind',
    });
    await expect(open({ keystore: keystore() })).rejects.toMatchObject({ code: 'vault.ledger-behind' }); // file alone
    const held = await open({ keystore: keystore(), log: store, onRefusal: 'hold' });
    expect(held.health()).toMatchObject({ state: 'held', code: 'vault.ledger-behind' });
    await expect(read(held, control)).rejects.toMatchObject({ code: 'vault.ledger-behind', status: 503 });
    await expect(named(held, 'Nobody')).rejects.toMatchObject({ code: 'vault.ledger-behind' });

    expect(await held.erasures.replay(promised)).toBeGreaterThan(0);
    await held.close();
    const after = await open({ keystore: keystore(), log: store });
    expect(await read(after, forgotten)).toEqual({ forgotten: true });
    expect(await read(after, control)).toEqual({ value: 'Stojan' });
    expect(await read(after, later)).toEqual({ fault: 'vault.key-missing' }); // lost, and said so: not `forgotten`
    expect(after.health().state).toBe('faults');
    await after.close();
    await old.drop();
  });

  it('opens nothing at all once the re-wrap has followed; the backup taken in between opens the rest', async () => {
    const vault = await open();
    const [forgotten, control] = [await named(vault, 'Zorka'), await named(vault, 'Stojan')];
    const before = await dump();
    await vault.erasures.destroy(await promise(vault, forgotten.id));
    let between: string[] = [];
    await vault.rewrap({ beforeDestroy: async () => void (between = await dump()) });
    await vault.close();

    const old = await restored(before);
    await expect(open({ keystore: new PostgresKeystore(old.url), log: store })).rejects.toMatchObject({
      code: 'vault.kek-missing',
    });
    await old.drop();
    const fresh = await restored(between);
    const after = await open({ keystore: new PostgresKeystore(fresh.url), log: store });
    expect(await read(after, control)).toEqual({ value: 'Stojan' });
    expect(await read(after, forgotten)).toEqual({ forgotten: true });
    await after.close();
    await fresh.drop();
  });

  it('of the log is no way either: the revocation file remembers what the older log does not', async () => {
    const vault = await open();
    const forgotten = await named(vault, 'Zorka');
    const backup = await dump();
    await vault.erasures.destroy(await promise(vault, forgotten.id));
    await vault.close();
    const old = await restored(backup);
    await expect(open({ keystore: new PostgresKeystore(old.url) })).rejects.toMatchObject({
      code: 'vault.ledger-behind',
    });
    await old.drop();
  });
});

describe('a start', () => {
  it('reads on where the last one stopped, and everything when that place is another log or a revocation is not filed', async () => {
    const revocations = () => new RevocationFile(path.join(directory, 'revocations.ndjson')).entries();
    const vault = await open({ log: store });
    const { keystore } = vault.options;
    const before = await promisesIn(store);
    expect(before.length).toBeGreaterThan(0);
    expect((await openPromises(store, keystore, revocations())).promises).toEqual([]);

    const forgotten = await named(vault, 'Zorka');
    const promised = await promise(vault, forgotten.id); // and killed before the keystore heard of it
    expect((await openPromises(store, keystore, revocations())).promises).toEqual([promised]);

    const all = [...before, promised];
    expect((await openPromises(store, keystore, revocations().slice(1))).promises).toEqual(all);
    const mark = (await keystore.readMark()) ?? { position: 0n };
    await keystore.setReadMark({ position: mark.position, leaf: Buffer.alloc(32) });
    expect((await openPromises(store, keystore, revocations())).promises).toEqual(all);
    await keystore.setReadMark({ position: 10n ** 9n, leaf: Buffer.alloc(32) }); // a log that lost its tail
    expect((await openPromises(store, keystore, revocations())).promises).toEqual(all);
    await vault.close();

    const after = await open({ log: store });
    expect(await read(after, forgotten)).toEqual({ forgotten: true });
    expect((await after.options.keystore.readMark())?.position).toBe(await store.head());
    await after.close();
  });

  it('asks for a backup of the keystore before it finishes a re-wrap that was cut off', async () => {
    let backups = 0;
    const vault = await open({ beforeDestroy: async () => void backups++ });
    await vault.rewrap();
    expect(backups).toBe(1);
    await expect(
      vault.rewrap({ beforeDestroy: () => Promise.reject(new Error('no place')) }),
    ).rejects.toThrow('no place');
    await vault.finishRewrap();
    expect(backups).toBe(2);
    await vault.close();
  });
});

describe('the next epoch', () => {
  it('comes three times under load from two processes without a failed request', async () => {
    const [one, two] = [await open(), await open()];
    const known = await Promise.all(Array.from({ length: 20 }, (_, index) => named(one, `Person ${index}`)));
    let running = true;
    let requests = 0;
    const load = async (vault: Vault, worker: number) => {
      while (running) {
        const at = (requests += 1) % known.length;
        const one = known[at];
        vault.ring.notice({ kind: 'unsure' }); // as if the minute of the cache were over
        if (one) expect(await read(vault, one)).toEqual({ value: `Person ${at}` });
        const fresh = await named(vault, `New ${worker}`);
        expect(await read(vault, fresh)).toEqual({ value: `New ${worker}` });
      }
    };
    const workers = [load(one, 1), load(two, 2), load(two, 3)];
    const epochs: number[] = [];
    for (let round = 0; round < 3; round++) epochs.push((await one.rewrap({ batch: 7 })).epoch);
    running = false;
    await Promise.all(workers); // a failed request rejects here
    expect(requests).toBeGreaterThan(3);
    const files = fs.readdirSync(path.join(directory, 'keys'));
    expect(files).toEqual([`kek-${epochs.at(-1)}.json`]);
    for (const [at, one] of known.entries()) expect(await read(two, one)).toEqual({ value: `Person ${at}` });
    expect(two.health().state).toBe('ok');
    await Promise.all([one.close(), two.close()]);
  });

  it('leaves the old key where it is when the backup in between fails', async () => {
    const vault = await open();
    const person = await named(vault, 'Stojan');
    const files = fs.readdirSync(path.join(directory, 'keys'));
    const full = () => Promise.reject(new Error('disk full'));
    await expect(vault.rewrap({ beforeDestroy: full })).rejects.toThrow('disk full');
    expect(fs.readdirSync(path.join(directory, 'keys'))).toEqual(expect.arrayContaining(files));
    expect((await vault.finishRewrap())?.destroyed).toHaveLength(1);
    expect(await vault.finishRewrap()).toBeUndefined(); // nothing is left to do
    expect(await read(vault, person)).toEqual({ value: 'Stojan' });
    await vault.close();
  });
});

describe('an erasure', () => {
  it('reaches the openers of another process at once by notice', async () => {
    const [one, two] = [await open(), await open()];
    const person = await named(one, 'Zorka');
    const request = { subject: person.id, purpose: 'p', actor: 'a1', resource: { kind: 'person' } };
    const opener = await two.release({ ...request, classes: ['identity'] });
    const look = () => opener.open(person.sealed.envelope, person.sealed.where);
    expect(await look()).toEqual({ value: 'Zorka' });
    const began = Date.now();
    await one.erasures.destroy(await promise(one, person.id));
    while (!('forgotten' in (await look()))) await new Promise(resolve => setTimeout(resolve, 5));
    expect(Date.now() - began).toBeLessThan(5000);
    await Promise.all([one.close(), two.close()]);
  });

  it('reaches a process that hears no notices within a minute', async () => {
    let now = Date.now();
    const deaf = new PostgresKeystore(keys.url);
    deaf.listen = async () => undefined;
    const [one, two] = [await open(), await open({ keystore: deaf, clock: () => now })];
    const person = await named(one, 'Zorka');
    expect(await read(two, person)).toEqual({ value: 'Zorka' });
    await one.erasures.destroy(await promise(one, person.id));
    expect(await read(two, person)).toEqual({ value: 'Zorka' }); // the control: it really did not hear
    now += 60_000;
    expect(await read(two, person)).toEqual({ forgotten: true });
    await Promise.all([one.close(), two.close()]);
  });

  it('is not begun when the revocation file cannot be written', async () => {
    const vault = await open();
    const person = await named(vault, 'Zorka');
    const destruction = await vault.erasures.plan(person.id);
    const blocked = await open({ revocationFile: path.join(directory, 'dir-in-place', 'x') });
    fs.rmSync(path.join(directory, 'dir-in-place'), { recursive: true });
    await expect(blocked.erasures.destroy(destruction)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await read(blocked, person)).toEqual({ value: 'Zorka' });
    await Promise.all([vault.close(), blocked.close()]);
  });
});
