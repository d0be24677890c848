import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import {
  type DomainEvent,
  History,
  type LoggedEvent,
  migrateLog,
  PostgresEventStore,
} from '@hub/event-store';
import { type EmbeddedPostgres, startEmbedded } from '@hub/platform';
import { sealedAt } from '../envelope';
import { FileKeks } from '../keks/file-keks';
import { dumpKeystore } from '../keystore/dump';
import { PostgresKeystore } from '../keystore/postgres-keystore';
import { createKeystore } from '../keystore/schema';
import { NameIndex } from '../names/name-index';
import { migrateNames } from '../names/name-rows';
import { ReleaseLog } from '../release';
import { Vault } from '../vault';
import { scanForCanaries } from './canaries';

class NoReleases extends ReleaseLog {
  async record(): Promise<void> {
    // not what this test is about
  }
}

const context = 'atrest';
const person = { stream: 'person', initial: 0, evolve: (state: number) => state + 1 };
const subjectOf = (stream: string) => stream.slice('person-'.length);
const sealing = (event: DomainEvent, stream: string) =>
  event.type === 'PersonNamed'
    ? ['/given', '/family', '/note', '/tokens'].map(pointer => ({
        pointer,
        dataClass: 'identity' as const,
        subject: subjectOf(stream),
      }))
    : [];
const names = (event: LoggedEvent) => {
  const tokens = sealedAt(event, '/tokens', subjectOf(event.stream));
  return tokens ? [{ subject: subjectOf(event.stream), tokens }] : [];
};

/** Letters that both scripts share one to one, so that the other script's form is looked for as well. */
const canary = () => Array.from(randomBytes(14), byte => 'abdefgiklmnoprstuvz'.charAt(byte % 19)).join('');

describe('names at rest', () => {
  let base: string;
  let cluster: EmbeddedPostgres;
  beforeAll(async () => {
    base = fs.mkdtempSync(path.join(os.tmpdir(), 'at-rest-'));
    fs.chmodSync(base, 0o755);
    cluster = await startEmbedded({
      dataDirectory: path.join(base, 'postgres'),
      user: 'owner',
      password: 'owner',
      settings: { wal_compression: 'off', full_page_writes: 'on', log_statement: 'none' },
    });
  });
  afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

  it('of 50 persons are in no file of the cluster, its log, its WAL or the keystore backup, in six encodings', async () => {
    const owner = new Client({ connectionString: cluster.url('postgres') });
    await owner.connect();
    await migrateLog(owner, { context, mode: 'sandbox' });
    await migrateNames(owner, { context });
    const keysUrl = await createKeystore(cluster.url('postgres'), { context, password: 'vault' });
    const store = await PostgresEventStore.open({ url: cluster.url('postgres') });
    const vault = await Vault.open({
      context,
      keystore: new PostgresKeystore(keysUrl),
      keks: new FileKeks({ directory: path.join(base, 'keys'), context, mode: 'sandbox' }),
      sealing,
      releases: new NoReleases(),
      revocationFile: path.join(base, 'revocations.ndjson'),
      createKeys: true,
    });
    const history = new History(store, { sealer: vault, upcasts: {}, codebook: '1.0.0' });
    const index = new NameIndex({ url: cluster.url('postgres'), store, vault, names });
    index.start();

    const canaries: string[] = [];
    for (let n = 0; n < 50; n++) {
      const [given, family] = [canary(), canary()];
      canaries.push(given, family);
      const note = `${given} ${family} ${'seen at the border '.repeat(150)}`;
      const tokens = await vault.names.of({ given, family, birth: '1999-05-17' });
      const act = { command: randomUUID(), actor: 'a1', provenance: 'synthetic' as const };
      const data = { given, family, note, tokens };
      await history.create(person, randomUUID(), () => [{ type: 'PersonNamed', data }], act);
    }
    expect(await index.waitFor(await store.head(), 10_000)).toBe(true);
    const { rows } = await owner.query<{ count: string }>('select count(*) from names.tokens');
    expect(Number(rows[0]?.count)).toBe(450);
    // A violated constraint, whose message could carry the row.
    await expect(owner.query(`insert into log.events (id) values ($1)`, [canaries[0]])).rejects.toThrow();

    // The negative control: the same kind of row in clear, long and uncompressed, must be found in table and WAL.
    const planted = canary();
    await owner.query('create table planted (note text)');
    await owner.query('alter table planted alter note set storage external');
    await owner.query('insert into planted values ($1)', [`${planted} ${randomBytes(6000).toString('hex')}`]);
    await owner.query('checkpoint');

    const keysOwner = new Client({ connectionString: cluster.url(`${context}_keys`) });
    await keysOwner.connect();
    const lines: string[] = [];
    for await (const line of dumpKeystore(keysOwner)) lines.push(line);
    expect(lines.length).toBeGreaterThan(50);
    fs.writeFileSync(path.join(base, 'keystore.ndjson'), lines.join('\n'));

    await Promise.all([index.close(), keysOwner.end(), owner.end(), vault.close()]);
    await store.close();
    cluster.stop();

    // Where root's own directory shuts the server's user out, the cluster lies elsewhere.
    const places = [...new Set([base, cluster.dataDirectory])].filter((place, _index, all) =>
      all.every(other => other === place || !place.startsWith(`${other}/`)),
    );
    const hits = scanForCanaries(places, [planted, ...canaries]);
    const found = hits
      .filter(hit => hit.canary === planted)
      .map(({ file }) => path.relative(cluster.dataDirectory, file));
    expect(found.some(file => file.startsWith('base/'))).toBe(true);
    expect(found.some(file => file.startsWith('pg_wal/'))).toBe(true);
    expect(hits.filter(hit => hit.canary !== planted)).toEqual([]);
  }, 120_000);
});
