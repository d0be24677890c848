import { randomUUID } from 'node:crypto';
import { leafHash, verifyChain } from '@hub/event-store';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { AccessDatabase } from './access-database';
import { ACCESS_KINDS, AccessLog, type AccessEntry } from './access-log';
import { operator } from './operator';
import { append } from './record';
import { migrateAccess } from './schema/migrate';

let temporary: TemporaryDatabase;
let root: Client;
let database: AccessDatabase;
let log: AccessLog;

beforeAll(async () => {
  temporary = await temporaryDatabase('accesslog');
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context: 'victims' });
  database = new AccessDatabase({ context: 'victims', url: temporary.url });
  log = new AccessLog(database);
});

afterAll(async () => {
  await database.close();
  await root.end();
  await temporary.drop();
});

const entry = (more: Partial<AccessEntry> = {}): AccessEntry => ({
  kind: 'consultation',
  actor: 'anna',
  office: 'tirana',
  purpose: 'assistance',
  subjects: ['person-1'],
  classes: ['identity'],
  resource: { kind: 'case', id: 'case-1' },
  ...more,
});
const reader = { actor: 'auditor', purpose: 'lawfulness-check' };
const stored = async () =>
  (
    await root.query(
      'select id, stream, version, type, data::text, meta::text, hash, position from access.log order by position',
    )
  ).rows;

describe('an entry of the access log', () => {
  it.each(ACCESS_KINDS)('can be a %s, one of the six kinds of the law (R36)', async kind => {
    const resource = { kind: 'case', id: randomUUID() };
    await log.record(
      entry({ kind, resource, ...(kind === 'disclosure' && { recipient: 'court of Tirana' }) }),
    );
    const [found] = await log.ofResource('case', resource.id);
    expect(found).toMatchObject({
      kind,
      actor: 'anna',
      office: 'tirana',
      purpose: 'assistance',
      subjects: ['person-1'],
      classes: ['identity'],
      resource,
    });
    expect(Math.abs((found?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('names justification, person and recipient, or is refused (R37)', async () => {
    await expect(log.record(entry({ purpose: ' ' }))).rejects.toMatchObject({
      code: 'access.purpose-required',
    });
    await expect(log.record(entry({ kind: 'disclosure' }))).rejects.toMatchObject({
      code: 'access.recipient-required',
    });
  });

  it.each<[string, object, object]>([
    ['a seventh kind', { kind: 'glance' }, { actor: 'a', purpose: 'p' }],
    ['no kind', {}, { actor: 'a', purpose: 'p' }],
    ['no justification', { kind: 'consultation' }, { actor: 'a' }],
    ['an empty justification', { kind: 'consultation' }, { actor: 'a', purpose: ' ' }],
    ['a disclosure to nobody', { kind: 'disclosure' }, { actor: 'a', purpose: 'p' }],
    ['no person', { kind: 'consultation' }, { purpose: 'p' }],
    ['no time', { kind: 'consultation' }, { actor: 'a', purpose: 'p', recordedAt: undefined }],
  ])('cannot stand in the table with %s, whoever writes it', async (_, data, meta) => {
    const at = { recordedAt: new Date().toISOString() };
    const append = root.query('select access.append($1, $2, $3, $4, $5)', [
      [randomUUID()],
      ['access'],
      ['AccessRecorded'],
      [JSON.stringify(data)],
      [JSON.stringify({ ...at, ...meta })],
    ]);
    await expect(append).rejects.toMatchObject({ code: expect.stringMatching(/^235\d\d$/) });
  });

  it('is written before anything is shown: when the log cannot be written, that is all one learns', async () => {
    await root.query('revoke execute on function access.append from victims_access');
    const failure = log.record(entry());
    await expect(failure).rejects.toMatchObject({ code: 'access.log-unavailable', status: 503 });
    await root.query('grant execute on function access.append to victims_access');
  });

  it('comes all or none where several belong together', async () => {
    const before = (await stored()).length;
    await expect(log.recordMany([entry(), entry({ purpose: '' })])).rejects.toBeDefined();
    expect((await stored()).length).toBe(before);
    await log.recordMany([entry(), entry()]);
    expect((await stored()).length).toBe(before + 2);
  });

  it('is found by each of its persons', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await log.record(entry({ subjects: [one, other], kind: 'combination' }));
    expect(await log.ofSubject(one)).toHaveLength(1);
    expect(await log.ofSubject(other)).toHaveLength(1);
    expect(await log.ofSubject(randomUUID())).toHaveLength(0);
  });

  it('names the operator by the user of the operating system', async () => {
    await log.record(
      entry({
        actor: operator(),
        subjects: [],
        resource: { kind: 'table', id: 'VI03' },
        detail: { by: 'year,sex', rows: 12 },
      }),
    );
    const [found] = await log.ofResource('table', 'VI03');
    expect(found?.actor).toMatch(/^ops:.+/);
    expect(found?.detail).toEqual({ by: 'year,sex', rows: 12 });
  });
});

describe('the access log', () => {
  it('refuses change and deletion by everybody, its owner and the superuser included (R40)', async () => {
    for (const statement of [
      'update access.log set type = type',
      'delete from access.log',
      'truncate access.log',
    ]) {
      for (const role of ['victims_access', 'victims_auditor', 'victims_owner', 'test']) {
        await root.query(`set role ${role}`);
        await expect(root.query(statement)).rejects.toThrow(/append-only|permission denied/);
        await root.query('reset role');
      }
    }
    await root.query('set session_replication_role = replica');
    await expect(root.query('delete from access.log')).rejects.toThrow('append-only');
    await root.query('reset session_replication_role');
    await root.query('set role victims_access');
    const past = `insert into access.log (position, id, stream, version, type, data, meta, hash, recorded_at)
      values (1000000, gen_random_uuid(), 'access', 1000000, 'AccountCreated', '{}', '{"actor":"x"}', sha256(''), now())`;
    await expect(root.query(past)).rejects.toThrow('permission denied');
    await root.query('reset role');
  });

  it('is gapless and chained under concurrent writers, and a rolled back entry leaves no hole', async () => {
    const failing = database.transaction(async client => {
      await append(client, [
        {
          stream: 'access',
          type: 'AccessRecorded',
          data: { kind: 'consultation' },
          actor: 'x',
          purpose: 'p',
          at: new Date(),
        },
      ]);
      throw new Error('rolled back');
    });
    await Promise.allSettled([
      failing,
      ...Array.from({ length: 40 }, (_, n) => log.record(entry({ subjects: [`s${n}`] }))),
    ]);
    const rows = await stored();
    expect(rows.map(row => Number(row.position))).toEqual(rows.map((_, index) => index + 1));
    expect(() =>
      verifyChain(
        'access',
        rows.filter(row => row.stream === 'access'),
      ),
    ).not.toThrow();
  });

  it('carries leaves that any verifier of the event log can work out, ć and Ж included', async () => {
    await log.record(entry({ kind: 'disclosure', recipient: 'Суд во Скопје – Općinski sud „Ž“' }));
    const rows = await stored();
    const [last, before] = [rows.at(-1), rows.filter(row => row.stream === 'access').at(-2)];
    expect(leafHash(last, before.hash).equals(last.hash)).toBe(true);
    expect(leafHash({ ...last, data: last.data.replace('Ž', 'Z') }, before.hash).equals(last.hash)).toBe(
      false,
    );
  });

  it('is read by the auditor, whose reading is an entry itself (R38)', async () => {
    const first = await log.read({ limit: 1 }, reader);
    expect(first[0]).toMatchObject({
      actor: 'auditor',
      purpose: 'lawfulness-check',
      resource: { kind: 'access-log' },
    });
    const next = await log.read({ before: first[0]?.position, limit: 2, actor: 'anna' }, reader);
    expect(next).toHaveLength(2);
    expect(next.every(({ actor, position }) => actor === 'anna' && position < first[0].position)).toBe(true);
    const none = await log.read({ until: new Date('2000-01-01') }, reader);
    expect(none).toEqual([]);
    const combined = await log.read(
      { kind: 'combination', from: new Date('2000-01-01'), resource: { kind: 'case' } },
      reader,
    );
    expect(new Set(combined.map(({ kind }) => kind))).toEqual(new Set(['combination']));
  });

  it('is exported for the authority line by line, and the lines verify without this server', async () => {
    const range = { from: new Date('2000-01-01'), until: new Date('2100-01-01') };
    await expect(log.export(range, { ...reader, recipient: '' })).rejects.toMatchObject({
      code: 'access.recipient-required',
    });
    const lines: string[] = [];
    for await (const line of await log.export(range, { ...reader, recipient: 'the Commissioner' }))
      lines.push(line);
    const events = lines.map(line => JSON.parse(line) as Record<string, string>);
    expect(events).toHaveLength((await stored()).length);
    const chain = events
      .filter(event => event['stream'] === 'access')
      .map(({ id = '', stream = '', version, type = '', data = '', meta = '', hash = '' }) => ({
        id,
        stream,
        version: Number(version),
        type,
        data,
        meta,
        hash: Buffer.from(hash, 'hex'),
      }));
    expect(() => verifyChain('access', chain)).not.toThrow();
    expect(JSON.parse(chain.at(-1)?.data ?? '')).toMatchObject({
      kind: 'disclosure',
      recipient: 'the Commissioner',
    });
    const altered = chain.map((event, index) =>
      index === 3 ? { ...event, meta: event.meta.replace('anna', 'beni') } : event,
    );
    expect(() => verifyChain('access', altered)).toThrow();
  });
});
