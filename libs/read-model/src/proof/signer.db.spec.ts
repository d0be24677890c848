import { once, EventEmitter } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { leafHash } from '@hub/event-store';
import { record } from '../contract/case-count';
import { disarm, newId, origin, SignedLog } from '../contract/signed-log';
import { parseCheckpoint } from './checkpoint';
import { postgresLeaves } from './leaves';
import { openNote, parseVerificationKey } from './note';
import { proofOf, verifyReceipt } from './receipt';
import { runSigner, type SignerReport } from './signer';
import { ensureSignerKey } from './signer-key';
import { verifyLog } from './verify';

let log: SignedLog;

beforeEach(async () => {
  log = await SignedLog.create();
});
afterEach(async () => {
  await log.drop();
  await log.dropRoles();
});

/** A signer at work; `next` waits for the next report that fits. */
function startSigner(options: Partial<Parameters<typeof runSigner>[0]> = {}) {
  const stopping = new AbortController();
  const reports = new EventEmitter();
  const seen: SignerReport[] = [];
  const done = runSigner({
    readUrl: log.database.url,
    origin,
    keyFile: log.file('key.pem'),
    stateFile: log.file('state.json'),
    witnessFile: log.file('witness.log'),
    everyMs: 20,
    signal: stopping.signal,
    report: report => {
      seen.push(report);
      reports.emit('report');
    },
    ...options,
  });
  const next = async (fits: (report: SignerReport) => boolean): Promise<SignerReport> => {
    for (let from = 0; ; from++) {
      while (from >= seen.length) await once(reports, 'report');
      const report = seen[from];
      if (report && fits(report)) return report;
    }
  };
  const stop = async () => {
    stopping.abort();
    await done;
  };
  return { next, stop, seen };
}

const events = (count: number, stream = newId()) =>
  log.withStore(store =>
    record(
      store,
      stream,
      Array.from({ length: count }, () => ({ type: 'CaseCounted' as const })),
    ),
  );
const witnessed = async () => {
  const keys = [parseVerificationKey(log.verificationKey)];
  const lines = (await readFile(log.file('witness.log'), 'utf8')).trimEnd().split('\n');
  return lines.map(line => {
    const note = openNote((JSON.parse(line) as { note: string }).note, keys);
    return typeof note === 'object' ? parseCheckpoint(note.text)?.size : note;
  });
};
const signed = (size: number) => (report: SignerReport) =>
  report.result === 'signed' && report.size === size && report.fresh;

describe('the signer', () => {
  it('signs the growing log, with a login that may read leaf hashes and nothing else', async () => {
    const readUrl = await log.loginOf('signer');
    const peek = log.asLogin(readUrl, client => client.query('select data from log.events'));
    await expect(peek).rejects.toThrow('permission denied');
    await events(3);
    const signer = startSigner({ readUrl });
    await signer.next(signed(3));
    await events(5);
    await signer.next(signed(8));
    await signer.stop();
    expect(await witnessed()).toEqual([3, 8]);
    expect((await stat(log.file('key.pem'))).mode & 0o077).toBe(0);
    expect(await log.verify()).toMatchObject({ verdict: 'proven', size: 8 });
    // The verifier is another user; only the key is the signer's alone.
    const modes = await Promise.all(
      (['key.pem', 'state.json', 'witness.log'] as const).map(
        async name => (await stat(log.file(name))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o600, 0o644, 0o644]);
  });

  it('signs as soon as there are many new events, however long it may wait otherwise', async () => {
    const signer = startSigner({ everyMs: 3_600_000, everyLeaves: 10, deepEveryMs: 3_600_000 });
    await signer.next(report => report.result === 'signed');
    await events(12);
    await signer.next(signed(12));
    await signer.stop();
    expect(await witnessed()).toEqual([12]);
  });

  it('is one at a time, waits for a database that is away, and goes on', async () => {
    await events(2);
    const first = startSigner();
    await first.next(signed(2));
    const second = startSigner();
    await second.next(report => report.result === 'waiting');
    await log.asSuperuser(client =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`),
    );
    await first.next(report => report.result === 'unreachable');
    await events(2);
    await Promise.race([first.next(signed(4)), second.next(signed(4))]);
    await Promise.all([first.stop(), second.stop()]);
    expect(await witnessed()).toEqual([2, 4]);
  });

  it('signs nothing any more when the log shrinks or contradicts what it signed', async () => {
    await events(40);
    const signer = startSigner();
    await signer.next(signed(40));
    await log.asSuperuser(client => client.query(`${disarm} delete from log.events where position > 30`));
    expect(await signer.next(report => report.result === 'rolled-back')).toMatchObject({
      size: 30,
      signed: 40,
    });
    await log.asSuperuser(client =>
      client.query(
        `insert into log.events select position + 10, version, gen_random_uuid(), stream, type, data, meta, hash
           from log.events where position > 10`,
      ),
    );
    expect(await signer.next(report => report.result === 'altered')).toMatchObject({ size: 40, signed: 40 });
    await signer.stop();
    expect(await witnessed()).toEqual([40]);
  });

  it('finds an old leaf changed when it reads all again, and is never talked into another past', async () => {
    await events(600);
    await log.sign();
    await log.asSuperuser(client =>
      client.query(`${disarm} update log.events set hash = sha256(hash) where position = 5`),
    );
    await events(4);
    expect(await log.sign(true)).toMatchObject({ result: 'altered' });
    expect(await log.sign(false)).toMatchObject({ result: 'signed', size: 604 });
    expect(await log.verify()).toMatchObject({
      verdict: 'altered',
      differences: [
        { code: 'read-model.proof-leaf', position: 5 },
        { code: 'read-model.proof-leaf', position: 6 },
        { code: 'read-model.proof-root', position: 1, to: 600 },
      ],
    });
  });

  it('makes good a crash between its memory and the witness', async () => {
    await events(4);
    await log.sign();
    await writeFile(log.file('witness.log'), '{"at":"cut off in the mid');
    expect(await log.verify()).toMatchObject({ verdict: 'altered', witnessBehind: true });
    expect(await log.sign()).toMatchObject({ result: 'signed', fresh: false });
    expect(await log.verify()).toMatchObject({ verdict: 'proven', checkpoints: 1, witnessBehind: false });
  });

  it('goes on from the witness when it lost its memory, unless the log has changed', async () => {
    await events(300);
    await log.sign();
    await rm(log.file('state.json'));
    await events(5);
    expect(await log.sign()).toMatchObject({ result: 'signed', size: 305 });
    await rm(log.file('state.json'));
    await log.asSuperuser(client => client.query(`${disarm} delete from log.events where position > 200`));
    await expect(log.sign()).rejects.toThrow('does not agree with the witness at size 305');
  });

  it('has one key, whoever asks first', async () => {
    await rm(log.file('key.pem'));
    const keys = await Promise.all(
      Array.from({ length: 5 }, () => ensureSignerKey(log.file('key.pem'), origin)),
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^hub\.test\/victims\+[0-9a-f]{8}\+\S{44}$/);
  });
});

describe('a receipt', () => {
  it('shows that an event stands in the log, without the log', async () => {
    await events(90);
    await log.sign();
    const options = {
      origin,
      witnessFiles: [log.file('witness.log')],
      verificationKeys: [log.verificationKey],
    };
    const proof = (position: bigint) =>
      log.asSuperuser(client => proofOf({ leaves: postgresLeaves(client), ...options, position }));
    const stored = await log.withStore(async store => {
      for await (const batch of store.log(0n)) return batch;
      return [];
    });
    for (const position of [1n, 33n, 64n, 65n, 90n]) {
      const event = stored[Number(position) - 1];
      const receipt = (await proof(position)) ?? '';
      if (!event) throw new Error('an event');
      const leaf = leafHash(event, stored[Number(position) - 2]?.hash);
      expect(verifyReceipt(receipt, leaf, [log.verificationKey])).toMatchObject({
        position,
        checkpoint: { size: 90 },
      });
      expect(
        verifyReceipt(receipt, leafHash({ ...event, type: 'CaseClosed' }, undefined), [log.verificationKey]),
      ).toBeUndefined();
      expect(
        verifyReceipt(receipt.replace(/index \d+/, 'index 7'), leaf, [log.verificationKey]),
      ).toBeUndefined();
      expect(verifyReceipt(receipt.replace('\n90\n', '\n91\n'), leaf, [log.verificationKey])).toBeUndefined();
    }
    expect(await proof(91n)).toBeUndefined();
    expect(verifyReceipt('nothing of the kind', Buffer.alloc(32), [log.verificationKey])).toBeUndefined();
  });
});

describe('the verifier', () => {
  it('verifies any table that is laid out as a log, such as the access log', async () => {
    await events(7);
    await log.asSuperuser(client =>
      client.query(
        'create schema access; create table access.log as select *, now() as recorded_at from log.events',
      ),
    );
    expect(await log.verify({ table: 'access.log' })).toMatchObject({
      size: 7,
      differing: 0,
      verdict: 'no-evidence',
    });
    await log.asSuperuser(client => client.query(`update access.log set type = 'Other' where position = 3`));
    expect(await log.verify({ table: 'access.log' })).toMatchObject({ verdict: 'altered', differing: 1 });
  });

  it('refuses what it cannot use', async () => {
    await expect(log.verify({ verificationKeys: ['nonsense'] })).rejects.toMatchObject({
      code: 'read-model.proof-key',
    });
    await expect(log.verify({ witnessFiles: [log.directory] })).rejects.toMatchObject({
      code: 'read-model.proof-witness',
    });
    await expect(
      verifyLog({
        url: 'postgres://nobody@127.0.0.1:1/none',
        origin,
        witnessFiles: [],
        verificationKeys: [],
      }),
    ).rejects.toMatchObject({ code: 'read-model.proof-database' });
  });
});
