import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { record } from '../contract/case-count';
import { checkpointText } from './checkpoint';
import { postgresLeaves } from './leaves';
import { signNote } from './note';
import { acknowledgeRollback } from './rollback';
import { checkAgainstWitness } from './start-rule';
import { disarm, newId, origin, rechain, SignedLog } from '../contract/signed-log';
import { exitCodeOf, type Proof } from './verdict';

const streams = Array.from({ length: 48 }, newId);
const victim = 321; // position the manipulations aim at, between the checkpoints at 300 and 350
let original: SignedLog;

beforeAll(async () => {
  original = await SignedLog.create();
  await original.fill(12, streams, 50);
});
afterAll(async () => {
  await original.drop();
  await original.dropRoles();
});

interface Manipulation {
  readonly name: string;
  /** What a superuser of the database does, its triggers and constraints gone. */
  readonly sql?: (client: Client) => Promise<unknown>;
  /** What somebody with access to the evidence does. */
  readonly files?: (log: SignedLog, now: Proof) => Promise<void>;
  readonly exitCode: 1 | 2 | 3;
  readonly found: (proof: Proof) => unknown;
  readonly expected: unknown;
}

const first = (proof: Proof) => proof.differences[0];
const window = {
  code: 'read-model.proof-root',
  position: 301,
  to: 350,
  signedAt: expect.any(String) as string,
};
const streamAt = async (client: Client, position: number) => {
  const { rows } = await client.query<{ stream: string }>(
    'select stream from log.events where position = $1',
    [position],
  );
  return rows[0]?.stream ?? '';
};
const edit = (set: string) => (client: Client) =>
  client.query(`update log.events set ${set} where position = ${victim}`);
const editAndRechain = (set: string) => async (client: Client) => {
  await edit(set)(client);
  await rechain(client, await streamAt(client, victim));
};
const otherAmount = `data = replace(data::text, '"amount":', '"amount":9')::json`;
const witnessLines = async (log: SignedLog) =>
  (await readFile(log.file('witness.log'), 'utf8')).trimEnd().split('\n');
const cutWitness = async (log: SignedLog, lines: number) =>
  writeFile(log.file('witness.log'), `${(await witnessLines(log)).slice(0, lines).join('\n')}\n`);

const manipulations: readonly Manipulation[] = [
  {
    name: 'edit the data of an event',
    sql: edit(otherAmount),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'edit the data without changing its meaning (white space)',
    sql: edit(`data = (' ' || data::text)::json`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'change when an event was recorded',
    sql: edit(`meta = replace(meta::text, '"recordedAt":"20', '"recordedAt":"19')::json`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'change who recorded an event',
    sql: edit(`meta = replace(meta::text, 'system:test', 'system:nobody')::json`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'change the type of an event',
    sql: edit(`type = 'CaseClosed'`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'change the stored leaf only',
    sql: edit(`hash = sha256(hash)`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-leaf', position: victim },
  },
  {
    name: 'edit an event and recompute its leaf',
    sql: async client => {
      await editAndRechain(otherAmount)(client);
      // only this leaf: the next event of the stream gets back the one it had
      await client.query(
        `create table leaf as select position, hash from log.events where position = ${victim}`,
      );
      await client.query(
        `update log.events e set hash = o.hash from original_leaf o where o.position = e.position`,
      );
      await client.query(`update log.events e set hash = l.hash from leaf l where l.position = e.position`);
    },
    exitCode: 1,
    found: proof => proof.differences.map(({ code }) => code),
    expected: ['read-model.proof-root', 'read-model.proof-leaf'], // the leaf is that of the next event
  },
  {
    name: 'edit an event and recompute the whole chain of its stream',
    sql: editAndRechain(otherAmount),
    exitCode: 1,
    found: proof => proof.differences,
    expected: [window],
  },
  {
    name: 'backdate an event and recompute the whole chain of its stream',
    sql: editAndRechain(`meta = replace(meta::text, '"recordedAt":"20', '"recordedAt":"19')::json`),
    exitCode: 1,
    found: proof => proof.differences,
    expected: [window],
  },
  {
    name: 'swap two events of different streams',
    sql: client =>
      client.query(
        `update log.events set position = ${2 * victim + 1} - position where position in (${victim}, ${victim + 1})`,
      ),
    exitCode: 1,
    found: proof => proof.differences,
    expected: [window],
  },
  {
    name: 'swap two events of one stream and recompute its chain',
    sql: async client => {
      const stream = await streamAt(client, victim);
      await client.query(
        `update log.events e set data = o.data, meta = o.meta, id = o.id from log.events o
          where e.stream = $1 and o.stream = $1 and e.version in (7, 8) and o.version = 15 - e.version`,
        [stream],
      );
      await rechain(client, stream);
    },
    exitCode: 1,
    found: proof => proof.differences.map(({ code }) => code),
    expected: ['read-model.proof-root'],
  },
  {
    name: 'insert an event in the middle and move the rest up',
    sql: async client => {
      await client.query(`update log.events set position = position + 1 where position >= ${victim}`);
      await client.query(
        `insert into log.events (position, version, id, stream, type, data, meta, hash)
         select ${victim}, 1, gen_random_uuid(), 'case-' || gen_random_uuid(), type, data, meta, hash
           from log.events where position = 1`,
      );
      await rechain(client, await streamAt(client, victim));
    },
    exitCode: 1,
    found: proof => proof.differences,
    expected: [window],
  },
  {
    name: 'delete an event in the middle',
    sql: client => client.query(`delete from log.events where position = ${victim}`),
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-gap', position: victim },
  },
  {
    name: 'delete an event in the middle and close the gap',
    sql: async client => {
      const stream = await streamAt(client, victim);
      const { rows } = await client.query<{ version: number }>(
        `delete from log.events where position = ${victim} returning version`,
      );
      await client.query(`update log.events set position = position - 1 where position > ${victim}`);
      await client.query(`update log.events set version = version - 1 where stream = $1 and version > $2`, [
        stream,
        rows[0]?.version,
      ]);
      await rechain(client, stream);
    },
    exitCode: 1,
    found: first,
    expected: window,
  },
  {
    name: 'delete a whole stream and close the gaps',
    sql: async client => {
      await client.query(`delete from log.events where stream = $1`, [await streamAt(client, victim)]);
      await client.query(
        `update log.events e set position = n.p
           from (select id, row_number() over (order by position) p from log.events) n where n.id = e.id`,
      );
    },
    exitCode: 1,
    found: proof => first(proof)?.code,
    expected: 'read-model.proof-root',
  },
  {
    name: 'duplicate an event at the end',
    sql: client =>
      client.query(
        `insert into log.events (position, version, id, stream, type, data, meta, hash)
         select 601, version, id, stream, type, data, meta, hash from log.events where position = ${victim}`,
      ),
    exitCode: 1,
    found: proof => proof.differences.map(({ code, position }) => `${code} ${position}`),
    expected: ['read-model.proof-version 601', 'read-model.proof-duplicate 601'],
  },
  {
    name: 'move an event to another stream',
    sql: async client => {
      await client.query(`update log.events set stream = $1, version = 99 where position = ${victim}`, [
        await streamAt(client, victim + 1),
      ]);
    },
    exitCode: 1,
    found: first,
    expected: { code: 'read-model.proof-version', position: victim },
  },
  {
    name: 'cut the tail',
    sql: client => client.query(`delete from log.events where position > 512`),
    exitCode: 2,
    found: proof => [proof.proven?.size, proof.signed?.size, proof.size],
    expected: [500, 600, 512],
  },
  {
    name: 'empty the log',
    sql: client => client.query('truncate log.events'),
    exitCode: 2,
    found: proof => [proof.proven, proof.signed?.size, proof.size],
    expected: [undefined, 600, 0],
  },
  {
    name: 'cut the tail and record something else in its place',
    sql: async client => {
      await client.query(`delete from log.events where position > 512`);
      await client.query(
        `insert into log.events (position, version, id, stream, type, data, meta, hash)
         select 512 + n, 1, gen_random_uuid(), 'case-' || gen_random_uuid(), e.type, e.data, e.meta, e.hash
           from generate_series(1, 120) n, log.events e where e.position = 1`,
      );
      const { rows } = await client.query<{ stream: string }>(
        'select stream from log.events where position > 512',
      );
      for (const { stream } of rows) await rechain(client, stream);
    },
    exitCode: 1,
    found: first,
    expected: { ...window, position: 501, to: 550 },
  },
  {
    name: 'replace a checkpoint by one of another tree',
    files: async log => {
      const lines = await witnessLines(log);
      const line = JSON.parse(lines[6] ?? '') as { at: string; note: string };
      line.note = line.note.replace(/\n(\S{43}=)\n/, `\n${Buffer.alloc(32, 1).toString('base64')}\n`);
      lines[6] = JSON.stringify(line);
      await writeFile(log.file('witness.log'), `${lines.join('\n')}\n`);
    },
    exitCode: 1,
    found: proof => proof.forged,
    expected: [7],
  },
  {
    name: 'rewrite the log and sign it with a key of one’s own',
    sql: editAndRechain(otherAmount),
    files: async (log, now) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const root = Buffer.from(now.root, 'hex');
      const note = signNote(checkpointText({ origin, size: 600, root }), origin, privateKey);
      await writeFile(log.file('witness.log'), `${JSON.stringify({ at: new Date().toISOString(), note })}\n`);
      await rm(log.file('state.json'));
    },
    exitCode: 3,
    found: proof => [proof.verdict, proof.checkpoints],
    expected: ['no-evidence', 0],
  },
  {
    name: 'replace the witness file by an older copy',
    files: log => cutWitness(log, 8),
    exitCode: 1,
    found: proof => [proof.witnessBehind, proof.differences],
    expected: [true, []],
  },
  {
    name: 'cut the tail and replace the witness file by an older copy',
    sql: client => client.query(`delete from log.events where position > 400`),
    files: log => cutWitness(log, 8),
    exitCode: 1,
    found: proof => [proof.witnessBehind, proof.signed?.size, proof.size],
    expected: [true, 600, 400],
  },
];

describe('a log a database administrator had his hands on', () => {
  it.each(manipulations)('is found out: $name', async ({ sql, files, exitCode, found, expected }) => {
    const proof = await original.tampered(sql ?? (async () => undefined), files);
    expect(found(proof)).toEqual(expected);
    expect(exitCodeOf([proof])).toBe(exitCode);
  });

  it('has every manipulation in the documentation', () => {
    const page = readFileSync(path.resolve(__dirname, '../../../../docs/security/manipulations.md'), 'utf8');
    expect(manipulations.map(({ name }) => name).filter(name => !page.includes(`| ${name} `))).toEqual([]);
    expect(manipulations.length).toBeGreaterThanOrEqual(12);
  });

  it('is proven when nobody had', async () => {
    const proof = await original.verify();
    expect(proof).toMatchObject({
      verdict: 'proven',
      size: 600,
      differences: [],
      checkpoints: 12,
      proven: { size: 600 },
      uncovered: { events: 0 },
    });
    expect(exitCodeOf([proof])).toBe(0);
  });
});

describe('the start-up rule', () => {
  const check = (log: SignedLog) =>
    log.asSuperuser(client =>
      checkAgainstWitness({
        leaves: postgresLeaves(client),
        origin,
        witnessFiles: [log.file('witness.log')],
        verificationKeys: [log.verificationKey],
      }),
    );

  it('tells a proven log from a shorter, an altered and an unwitnessed one', async () => {
    expect(await check(original)).toMatchObject({ verdict: 'proven', size: 600, signed: { size: 600 } });
    const log = await original.copy();
    await log.asSuperuser(client => client.query(`${disarm} delete from log.events where position > 590`));
    expect(await check(log)).toMatchObject({ verdict: 'rolled-back', size: 590, signed: { size: 600 } });
    await log.withStore(async store => {
      for (let n = 0; n < 20; n++) await record(store, newId(), [{ type: 'CaseCounted' }]);
    });
    expect(await check(log)).toMatchObject({ verdict: 'altered', size: 610, signed: { size: 600 } });
    await writeFile(log.file('witness.log'), '');
    expect(await check(log)).toEqual({ verdict: 'no-evidence', size: 610 });
    await log.drop();
  });

  it('lets a restored log go on once two people have acknowledged it, and says so for ever', async () => {
    const log = await original.copy();
    const acknowledge = (by: readonly [string, string]) =>
      log.asSuperuser(client =>
        acknowledgeRollback({
          leaves: postgresLeaves(client),
          origin,
          witnessFile: log.file('witness.log'),
          stateFile: log.file('state.json'),
          keyFile: log.file('key.pem'),
          by,
          reason: 'restore',
        }),
      );
    await expect(acknowledge(['ops:a', 'ops:b'])).rejects.toMatchObject({
      code: 'read-model.rollback-not-needed',
    });
    await log.asSuperuser(client => client.query(`${disarm} delete from log.events where position > 420`));
    expect(await log.sign()).toEqual({ result: 'rolled-back', size: 420, signed: 600 });
    await expect(acknowledge(['ops:a', 'ops:a'])).rejects.toMatchObject({
      code: 'read-model.rollback-needs-two',
    });
    expect(await acknowledge(['ops:a', 'ops:b'])).toMatchObject({
      signed: { size: 600 },
      restored: { size: 400 },
    });
    expect(await log.sign()).toEqual({ result: 'signed', size: 420, fresh: true });
    await log.withStore(store => record(store, newId(), [{ type: 'CaseCounted' }, { type: 'CaseClosed' }]));
    expect(await log.sign(true)).toEqual({ result: 'signed', size: 422, fresh: true });
    expect(await check(log)).toMatchObject({ verdict: 'proven', size: 422 });
    expect(await log.verify()).toMatchObject({
      verdict: 'proven',
      abandoned: 4,
      checkpoints: 10,
      proven: { size: 422 },
    });
    await log.drop();
  });
});

describe('what no checkpoint covers yet', () => {
  it('is said, and is no proof once it is old', async () => {
    const log = await original.copy();
    await log.withStore(store => record(store, newId(), [{ type: 'CaseCounted' }], new Date().toISOString()));
    expect(await log.verify()).toMatchObject({ verdict: 'proven', uncovered: { events: 1 } });
    await log.withStore(store =>
      record(store, newId(), [{ type: 'CaseCounted' }], '2026-01-01T00:00:00.000Z'),
    );
    expect(await log.verify({ graceMs: -1 })).toMatchObject({
      verdict: 'no-evidence',
      uncovered: { events: 2 },
    });
    await log.drop();
  });
});
