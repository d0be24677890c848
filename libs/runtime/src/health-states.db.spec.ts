import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabases, readConfig, type Databases } from '@hub/platform';
import { ensureSignerKey, runSigner } from '@hub/read-model';
import { sealedAt, type SealedValue } from '@hub/vault';
import { Client } from 'pg';
import { assemble, type Assembly } from './assemble';
import { bell, bells, type BellNamed } from './bells.fixture';
import { dataChecks } from './health-checks';
import { migrate } from './migrate';
import { originOf, proofFiles } from './proof-files';

const act = () => ({ command: randomUUID(), actor: 'a1', provenance: 'synthetic' as const });

describe('the health page', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-health-'));
  fs.chmodSync(data, 0o755);
  const config = readConfig('bells', { HUB_DATA: data });
  let databases: Databases;
  let hub: Assembly;

  const start = async () => (hub = await assemble(bells, config, databases));
  const restart = async (change: () => unknown) => {
    await hub.close();
    await change();
    return start();
  };
  const look = async (name: 'keys' | 'proof' | 'accounts') => dataChecks(hub)[name]?.();

  const change = async (url: string, ...statements: string[]) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  /** As the administrator of the database could: past every trigger. */
  const secrets = () =>
    JSON.parse(fs.readFileSync(path.join(config.dataDirectory, 'postgres-logins.json'), 'utf8')) as {
      admin: string;
    };
  const asSuperuser = (database: string) => {
    const url = new URL(databases.appUrl);
    return Object.assign(url, {
      username: 'bells_admin',
      password: secrets().admin,
      pathname: `/${database}`,
    }).href;
  };
  const forge = (...statements: string[]) =>
    change(asSuperuser('bells'), 'alter table log.events disable trigger append_only', ...statements);

  async function named(name: string): Promise<{ id: string; at: (pointer: string) => SealedValue }> {
    const id = randomUUID();
    const fact: BellNamed = { type: 'BellNamed', data: { name, maker: `Maker of ${name}` } };
    await hub.history.create(bell, id, () => [fact], act());
    const [event] = await hub.store.load(`bell-${id}`);
    const at = (pointer: string) => {
      const sealed = event && sealedAt(event, pointer, id);
      if (!sealed) throw new Error('not sealed');
      return sealed;
    };
    return { id, at };
  }

  const read = async (id: string, { envelope, where }: SealedValue) => {
    const opener = await hub.vault.release({
      ...{
        subject: id,
        classes: ['identity' as const],
        purpose: 'p',
        actor: 'a1',
        resource: { kind: 'bell' },
      },
    });
    return opener.open(envelope, where);
  };

  beforeAll(async () => {
    databases = await openDatabases(config);
    await migrate(config, databases);
    await start();
  });
  afterAll(async () => {
    await hub.close();
    await databases.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('is green while everything is as it was stored', async () => {
    const { id, at } = await named('Emanuel');
    expect(await read(id, at('/name'))).toEqual({ value: 'Emanuel' });
    expect(await look('keys')).toEqual({ ok: true });
    expect(await look('proof')).toEqual({
      ok: true,
      facts: { events: 'nothing signed yet', access: 'nothing signed yet' },
    });
    expect(await look('accounts')).toEqual({ ok: true });
  });

  it('names the event of a tampered envelope, whose value nobody gets', async () => {
    const { id, at } = await named('Gloriosa');
    const { envelope, where } = at('/name');
    const bytes = Buffer.from(envelope.c, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const tampered = { envelope: { ...envelope, c: bytes.toString('base64') }, where };
    expect(await read(id, tampered)).toEqual({ fault: 'vault.envelope-tampered' });
    const health = await look('keys');
    expect(health).toMatchObject({ ok: false, next: expect.stringContaining('ops verify') as string });
    expect(health).toMatchObject({
      reason: `vault.envelope-tampered; Unreadable: the stored value was altered or moved. Tell the administrator.; event ${where.eventId} of bell-${id} at /name; 1 since the start`,
    });
    await restart(() => undefined);
    expect(await look('keys')).toEqual({ ok: true });
  });

  it('says that a field was swapped with another of the same event', async () => {
    const { id, at } = await named('Mary');
    expect(await read(id, { envelope: at('/maker').envelope, where: at('/name').where })).toEqual({
      fault: 'vault.envelope-tampered',
    });
    expect(await look('keys')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('at /name') as string,
    });
    expect(await read(id, at('/maker'))).toEqual({ value: 'Maker of Mary' });
    await restart(() => undefined);
  });

  it('says that a key is missing from the keystore, and that it is damaged', async () => {
    const [gone, spoilt, control] = [await named('Anne'), await named('Clement'), await named('Stephen')];
    const keys = asSuperuser('bells_keys');
    await restart(() =>
      change(
        keys,
        `set session_replication_role = 'replica'`,
        `delete from keys.deks where subject = '${gone.id}'`,
        `update keys.deks set wrapped = overlay(wrapped placing '\\x00000000' from 20) where subject = '${spoilt.id}'`,
      ),
    );
    expect(await read(control.id, control.at('/name'))).toEqual({ value: 'Stephen' });
    expect(await look('keys')).toEqual({ ok: true });
    expect(await read(gone.id, gone.at('/name'))).toEqual({ fault: 'vault.key-missing' });
    expect(await look('keys')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^vault\.key-missing; /) as string,
    });
    expect(await read(spoilt.id, spoilt.at('/name'))).toEqual({ fault: 'vault.key-damaged' });
    expect(await look('keys')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^vault\.key-damaged; /) as string,
    });
    await restart(() => undefined);
  });

  it('says that the key encryption key is missing, and holds everything back', async () => {
    const { id, at } = await named('Peter');
    const file = path.join(config.keyDirectory, 'kek-1.json');
    await restart(() => fs.renameSync(file, `${file}.away`));
    expect(await look('keys')).toMatchObject({
      ok: false,
      reason: 'vault.kek-missing; The key of epoch 1 is missing. Create it or restore it from two shares.',
    });
    await expect(read(id, at('/name'))).rejects.toMatchObject({ code: 'vault.kek-missing', status: 503 });
    await restart(() => fs.renameSync(`${file}.away`, file));
    expect(await look('keys')).toEqual({ ok: true });
    expect(await read(id, at('/name'))).toEqual({ value: 'Peter' });
  });

  it('says that the keystore is behind the log, until the erasures are replayed', async () => {
    const [forgotten, control] = [await named('Zorka'), await named('Big Ben')];
    const plan = await hub.vault.erasures.plan(forgotten.id);
    await hub.history.change(bell, forgotten.id, () => [{ type: 'SubjectKeyDestroyed', data: plan }], act());
    // A keystore restored from a backup that is older than the erasure has never heard of it.
    const older = [
      `set session_replication_role = 'replica'`,
      'delete from keys.intents',
      'delete from keys.ledger',
      'delete from keys.read_mark',
    ];
    await restart(() => change(asSuperuser('bells_keys'), ...older));
    expect(await look('keys')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^vault\.ledger-behind; .*missing: 1/) as string,
      next: expect.stringContaining('ops erase --replay') as string,
    });
    await expect(read(control.id, control.at('/name'))).rejects.toMatchObject({
      code: 'vault.ledger-behind',
    });
    await expect(named('Nobody')).rejects.toMatchObject({ code: 'vault.ledger-behind' });
    await hub.vault.erasures.replay([plan]);
    await restart(() => undefined);
    expect(await look('keys')).toEqual({ ok: true });
    expect(await read(forgotten.id, forgotten.at('/name'))).toEqual({ forgotten: true });
    expect(await read(control.id, control.at('/name'))).toEqual({ value: 'Big Ben' });
  });

  it('says that rights stand in the table of accounts which nobody granted', async () => {
    const account = randomUUID();
    const insert = `insert into access.account (id, name, sign_in_name, grants, created_at, rights_version)
      values ('${account}', 'Quasimodo', 'quasimodo', '[{"role": "listener"}]', now(), 1)`;
    await forge(insert);
    expect(await look('accounts')).toMatchObject({
      ok: false,
      reason: expect.stringContaining(account) as string,
    });
    await forge(`delete from access.account where id = '${account}'`);
    expect(await look('accounts')).toEqual({ ok: true });
  });

  it('says that a log is not the one that was signed; it is read, and nothing is recorded', async () => {
    const signed = await named('Tsar Bell');
    await sign();
    await restart(() => undefined);
    // The control: an honest log goes on.
    expect(await look('proof')).toMatchObject({
      ok: true,
      facts: { events: expect.stringMatching(/^\d+ signed$/) as string },
    });
    await named('Kolokol');

    const position = `(select position from log.events where stream = 'bell-${signed.id}')`;
    await restart(() => forge(`update log.events set hash = sha256('forged') where position = ${position}`));
    expect(await look('proof')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^the log of events is not the one that was signed/) as string,
    });
    await expect(named('Nobody')).rejects.toMatchObject({ code: 'platform.log-not-proven', status: 503 });
    expect(await hub.store.head()).toBeGreaterThan(0n);
  });

  it('says that a log lost its tail', async () => {
    await restart(() => forge('delete from log.events where position > 2'));
    expect(await look('proof')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(
        /^the log of events is smaller than what was signed \(2 entries, \d+ signed\)/,
      ) as string,
    });
    await expect(named('Nobody')).rejects.toMatchObject({ code: 'platform.log-not-proven' });
  });

  it('says that the verification keys are gone while a witness file speaks of the log', async () => {
    await restart(() => fs.rmSync(proofFiles(config, 'events').publicFile));
    expect(await look('proof')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('verification-keys.json is missing') as string,
    });
  });

  /** What the signer process does. */
  async function sign(): Promise<void> {
    const { directory, keyFile, publicFile, stateFile, witnessFile } = proofFiles(config, 'events');
    fs.mkdirSync(directory, { recursive: true });
    const origin = originOf(config, 'events');
    fs.writeFileSync(publicFile, JSON.stringify({ events: await ensureSignerKey(keyFile, origin) }));
    const done = new AbortController();
    await runSigner({
      ...{ keyFile, stateFile, witnessFile, origin, readUrl: databases.signerUrl(), signal: done.signal },
      report: ({ result }) => result === 'signed' && done.abort(),
    });
  }
});
