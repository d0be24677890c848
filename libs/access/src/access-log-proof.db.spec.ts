import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureSignerKey, exitCodeOf, runSigner, verifyLog, type SignerReport } from '@hub/read-model';
import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import { Client } from 'pg';
import { AccessDatabase } from './access-database';
import { AccessLog } from './access-log';
import { Accounts } from './accounts';
import { migrateAccess } from './schema/migrate';

const context = 'proofs';
const origin = 'hub.test/proofs-access';
const table = 'access.log';
let temporary: TemporaryDatabase;
let root: Client;
let directory: string;
let verificationKey: string;
const file = (name: string) => path.join(directory, name);

const verify = () =>
  verifyLog({
    url: temporary.url,
    table,
    origin,
    witnessFiles: [file('witness.log')],
    verificationKeys: [verificationKey],
    stateFile: file('state.json'),
  });

/** What somebody does who owns the database: the triggers go first. */
async function asOwner(...statements: string[]): Promise<void> {
  await root.query('alter table access.log disable trigger all');
  for (const statement of statements) await root.query(statement);
}

beforeAll(async () => {
  temporary = await temporaryDatabase('accessproof');
  directory = await mkdtemp(path.join(os.tmpdir(), 'hub-access-proof-'));
  root = new Client({ connectionString: temporary.url });
  await root.connect();
  await migrateAccess(root, { context });
  const database = new AccessDatabase({ context, url: temporary.url });
  const log = new AccessLog(database);
  await new Accounts(database, 'production').firstAdministrator(
    { signInName: 'first', name: 'First' },
    'administrator',
    'ops:root',
  );
  for (let n = 0; n < 30; n++) {
    await log.record({
      kind: 'consultation',
      actor: `account-${n % 3}`,
      purpose: 'assistance',
      subjects: [`person-${n}`],
    });
  }
  await database.close();
  verificationKey = await ensureSignerKey(file('key.pem'), origin);
  // The signer's own role is enough: it sees positions and leaves, and nothing else of the log.
  await root.query(`alter role ${context}_signer login password 'leaves'`);
  const stop = new AbortController();
  const reports = new EventEmitter();
  const running = runSigner({
    readUrl: temporary.urlFor(`${context}_signer`, 'leaves'),
    table,
    origin,
    keyFile: file('key.pem'),
    stateFile: file('state.json'),
    witnessFile: file('witness.log'),
    everyMs: 0,
    signal: stop.signal,
    report: report => reports.emit('report', report),
  });
  const [report] = (await once(reports, 'report')) as [SignerReport];
  expect(report).toMatchObject({ result: 'signed', fresh: true });
  stop.abort();
  await running;
});

afterAll(async () => {
  await root.end();
  await temporary.drop();
  await rm(directory, { recursive: true });
});

describe('the access log before the verifier of the event log', () => {
  it('is proven, account facts and accesses alike', async () => {
    expect(exitCodeOf([await verify()])).toBe(0);
  });
});

describe('an access log a database administrator had his hands on', () => {
  it.each<[string, number, string[]]>([
    [
      'who looked was changed',
      1,
      [
        `update access.log set meta = replace(meta::text, 'account-1', 'account-2')::json where position = 20`,
      ],
    ],
    [
      'the purpose was changed',
      1,
      [
        `update access.log set meta = replace(meta::text, 'assistance', 'protection')::json where position = 20`,
      ],
    ],
    ['an entry was taken out', 1, ['delete from access.log where position = 20']],
    ['the tail was cut', 2, ['delete from access.log where position > 25']],
    [
      'the facts gave somebody a role',
      1,
      [`update access.log set data = '{"role":"supervisor"}' where type = 'RoleGranted'`],
    ],
  ])('is found out when %s (R40)', async (_, exitCode, statements) => {
    await root.query(
      'create table kept as select position, id, stream, version, type, data, meta, hash, recorded_at from access.log',
    );
    await asOwner(...statements);
    const found = exitCodeOf([await verify()]);
    await asOwner(
      'delete from access.log',
      `insert into access.log (position, id, stream, version, type, data, meta, hash, recorded_at) select * from kept`,
    );
    await root.query(
      'alter table access.log enable always trigger no_change; alter table access.log enable always trigger no_truncate; drop table kept',
    );
    expect(found).toBe(exitCode);
    expect(exitCodeOf([await verify()])).toBe(0);
  });
});
