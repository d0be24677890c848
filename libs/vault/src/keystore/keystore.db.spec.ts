import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type TemporaryDatabase, temporaryDatabase } from '@hub/testing';
import { EpochRetired, type KeyRow, type Keystore, type KeystoreNotice } from './keystore';
import { MemoryKeystore } from './memory-keystore';
import { PostgresKeystore } from './postgres-keystore';
import { migrateKeystore } from './schema';

let database: TemporaryDatabase;
let owner: Client;
beforeAll(async () => {
  database = await temporaryDatabase('keys');
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  await migrateKeystore(owner, { context: 'keystorespec', password: 'vault' });
  await migrateKeystore(owner, { context: 'keystorespec', password: 'vault' }); // safe to repeat
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const roleUrl = () => database.urlFor('keystorespec_keys', 'vault');
const row = (subject: string, over: Partial<KeyRow> = {}): KeyRow => ({
  id: randomUUID(),
  subject,
  class: 'identity',
  generation: 1,
  epoch: 1,
  wrapped: randomBytes(60),
  ...over,
});

describe.each([
  ['in PostgreSQL, as its own role', () => new PostgresKeystore(roleUrl())],
  ['in memory', () => new MemoryKeystore()],
])('a keystore %s', (_name, make: () => Keystore) => {
  let keystore: Keystore;
  beforeAll(async () => {
    keystore = make();
    await keystore.openEpoch(1, 'print-1');
  });
  afterAll(() => keystore.close());

  it('keeps the first of two keys for one triple', async () => {
    const [subject, first] = [randomUUID(), randomBytes(60)];
    await keystore.provision([row(subject, { wrapped: first }), row(subject, { class: 'contact' })]);
    await keystore.provision([row(subject)]);
    const { keys } = (await keystore.keysOf([subject])).get(subject) ?? { keys: [] };
    expect(keys.map(key => key.class).sort()).toEqual(['contact', 'identity']);
    expect(keys.find(key => key.class === 'identity')?.wrapped?.equals(first)).toBe(true);
  });

  it('turns destroyed keys into tombstones whose triple can never be made again', async () => {
    const [subject, other] = [randomUUID(), randomUUID()];
    await keystore.provision([row(subject), row(other)]);
    const promise = await keystore.intend(subject, ['identity', 'narrative']);
    expect(promise.deks).toHaveLength(1);
    expect(await keystore.destroy(promise, async () => undefined)).toEqual({ repeated: false });
    expect(await keystore.destroy(promise, async () => undefined)).toEqual({ repeated: true });
    await keystore.provision([
      row(subject),
      row(subject, { generation: 2 }),
      row(subject, { class: 'narrative' }),
      row(subject, { class: 'contact' }),
    ]);
    const found = await keystore.keysOf([subject, other]);
    expect(
      found
        .get(subject)
        ?.keys.filter(key => key.wrapped)
        .map(key => key.class),
    ).toEqual(['contact']);
    expect(found.get(subject)?.closed).toEqual(new Set(['identity', 'narrative']));
    expect(found.get(other)?.keys[0]?.wrapped).not.toBeNull();
  });

  it('does nothing when what must come first fails', async () => {
    const subject = randomUUID();
    await keystore.provision([row(subject)]);
    const promise = await keystore.intend(subject, ['identity']);
    await expect(keystore.destroy(promise, () => Promise.reject(new Error('disk full')))).rejects.toThrow(
      'disk full',
    );
    expect((await keystore.keysOf([subject])).get(subject)?.closed.size).toBe(0);
  });

  it('writes the tombstone of a key it never had, and goes on counting after it', async () => {
    const [subject, id] = [randomUUID(), randomUUID()];
    const deks = [{ id, class: 'identity', generation: 1 }];
    await keystore.destroy({ ledgerSeq: 1000, subject, classes: ['identity'], deks }, async () => undefined);
    expect((await keystore.keysOf([subject])).get(subject)?.keys).toMatchObject([{ id, wrapped: null }]);
    expect((await keystore.intend(randomUUID(), ['identity'])).ledgerSeq).toBeGreaterThan(1000);
  });

  it('re-wraps what lives in batches and takes no new key under an epoch that retired', async () => {
    await keystore.openEpoch(2, 'print-2');
    await expect(keystore.provision([row(randomUUID())])).rejects.toBeInstanceOf(EpochRetired);
    await keystore.provision([row(randomUUID(), { epoch: 2 })]);
    const live = await keystore.liveIn(1);
    expect(live).toBeGreaterThan(2);
    const counts: number[] = [];
    for (let found = -1; found !== 0;)
      counts.push((found = await keystore.rewrap(2, 2, async () => randomBytes(60))));
    expect(counts.reduce((sum, count) => sum + count)).toBe(live);
    expect(await keystore.liveIn(1)).toBe(0);
    await keystore.epochDestroyed(1);
    expect((await keystore.epochs()).map(({ epoch, state }) => [epoch, state])).toEqual([
      [1, 'destroyed'],
      [2, 'current'],
    ]);
  });
});

describe('the keystore database', () => {
  const tombstone = async () => {
    const keystore = new PostgresKeystore(roleUrl());
    const subject = randomUUID();
    const [current] = (await keystore.epochs()).filter(({ state }) => state === 'current');
    await keystore.provision([row(subject, { epoch: current?.epoch ?? 0 })]);
    await keystore.destroy(await keystore.intend(subject, ['identity']), async () => undefined);
    await keystore.close();
    return { subject, epoch: current?.epoch };
  };
  const insert = `insert into keys.deks (id, subject, class, generation, epoch, wrapped) values ($1, $2, 'identity', $3, $4, 'x')`;

  it('refuses, even to its owner, to make a destroyed triple again, to heal or to delete a tombstone', async () => {
    const { subject, epoch } = await tombstone();
    const refused = { code: 'KE002' };
    await expect(owner.query(insert, [randomUUID(), subject, 1, epoch])).rejects.toMatchObject(refused);
    await expect(owner.query(insert, [randomUUID(), subject, 2, epoch])).rejects.toMatchObject(refused);
    await expect(
      owner.query(
        `update keys.deks set wrapped = 'x', destroyed_at = null, ledger_seq = null where subject = $1`,
        [subject],
      ),
    ).rejects.toMatchObject(refused);
    for (const statement of [
      'delete from keys.deks',
      'truncate keys.deks',
      'delete from keys.ledger',
      'truncate keys.intents',
    ]) {
      await expect(owner.query(statement)).rejects.toMatchObject({ code: 'KE003' });
    }
    await owner.query(insert, [randomUUID(), randomUUID(), 1, epoch]); // the control: another person is taken
  });

  it('refuses the triple by constraint too, should the guard be dropped', async () => {
    const { subject, epoch } = await tombstone();
    await owner.query('begin');
    await owner.query('drop trigger deks_insert on keys.deks');
    await expect(owner.query(insert, [randomUUID(), subject, 1, epoch])).rejects.toMatchObject({
      code: '23505',
    });
    await owner.query('rollback');
  });

  it('gives its role no way to delete, to change the ledger or to make tables', async () => {
    const client = new Client({ connectionString: roleUrl() });
    await client.connect();
    for (const statement of [
      'delete from keys.deks',
      'truncate keys.deks',
      `update keys.ledger set subject = 'x'`,
      'delete from keys.ledger',
      'create table keys.other (id int)',
      'create table public.other (id int)',
      'alter table keys.deks disable trigger all',
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  it('tells other processes what was destroyed, and says so when it may have missed something', async () => {
    const [here, there] = [new PostgresKeystore(roleUrl()), new PostgresKeystore(roleUrl())];
    const notices: KeystoreNotice[] = [];
    const heard = (kind: string, count: number) =>
      new Promise<void>(resolve => {
        const look = () =>
          notices.filter(notice => notice.kind === kind).length >= count ? resolve() : setTimeout(look, 5);
        look();
      });
    await there.listen(notice => notices.push(notice));
    const subject = randomUUID();
    await here.destroy(await here.intend(subject, ['identity']), async () => undefined);
    await heard('destroyed', 1);
    expect(notices.at(-1)).toEqual({ kind: 'destroyed', subject });

    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vault-listen' and datname = $1`,
      [database.name],
    );
    await heard('unsure', 3); // at the start, at the loss, and after the return
    await here.destroy(await here.intend(randomUUID(), ['identity']), async () => undefined);
    await heard('destroyed', 2);
    await Promise.all([here.close(), there.close()]);
  });
});
