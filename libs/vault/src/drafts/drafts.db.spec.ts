import { temporaryDatabase, type TemporaryDatabase } from '@hub/testing';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { MemoryKeks } from '../keks/memory-keks';
import { MemoryKeystore } from '../keystore/memory-keystore';
import { ReleaseLog, type ReleaseRecord } from '../release';
import { Vault } from '../vault';
import { Drafts } from './drafts';
import { migrateDrafts } from './schema';

class Releases extends ReleaseLog {
  readonly entries: ReleaseRecord[] = [];
  async record(entry: ReleaseRecord): Promise<void> {
    this.entries.push(entry);
  }
}

describe('drafts', () => {
  let database: TemporaryDatabase;
  let client: Client;
  let vault: Vault;
  let drafts: Drafts;
  const releases = new Releases();
  const key = { author: 'officer-1', form: 'case/new' };

  beforeAll(async () => {
    database = await temporaryDatabase('drafts');
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `do $$ begin create role drafting_access nologin; exception when duplicate_object then null; end $$`,
    );
    await migrateDrafts(client, { context: 'drafting' });
    await migrateDrafts(client, { context: 'drafting' });
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'drafts-'));
    vault = await Vault.open({
      context: 'drafting',
      keystore: new MemoryKeystore(),
      keks: new MemoryKeks('drafting'),
      sealing: () => [],
      releases,
      revocationFile: path.join(directory, 'revocations.ndjson'),
      createKeys: true,
    });
    drafts = new Drafts({ vault, url: database.url, context: 'drafting' });
  });

  afterAll(async () => {
    await drafts.close();
    await vault.close();
    await client.end();
    await database.drop();
  });

  it('keeps exactly one draft for an author and a form, the latest', async () => {
    await drafts.save(key, { full_name: 'first' });
    await drafts.save(key, { full_name: 'Zorka Izmišljena' });
    expect((await drafts.load(key))?.content).toEqual({ full_name: 'Zorka Izmišljena' });
    expect(await drafts.of('officer-1')).toHaveLength(1);
  });

  it('holds nothing in clear', async () => {
    const { rows } = await client.query<{ all: string }>('select draft::text as all from drafts.draft');
    expect(rows[0]?.all).toContain('case/new');
    expect(rows[0]?.all).not.toContain('Zorka');
  });

  it('shows a draft to its author only, and writes down each opening first', async () => {
    releases.entries.length = 0;
    expect(await drafts.load({ ...key, author: 'officer-2' })).toBeUndefined();
    expect(releases.entries).toHaveLength(0);
    await drafts.load(key);
    expect(releases.entries[0]).toMatchObject({ purpose: 'own-draft', actor: 'officer-1' });
  });

  it('tells who else is writing in the same form, never what', async () => {
    const since = new Date(Date.now() - 60_000);
    const others = await drafts.othersIn({ ...key, author: 'officer-2' }, since);
    expect(others).toMatchObject([{ author: 'officer-1', form: 'case/new' }]);
    expect(JSON.stringify(others)).not.toContain('sealed');
    expect(await drafts.othersIn(key, since)).toEqual([]);
    expect(await drafts.othersIn({ ...key, author: 'officer-2' }, new Date(Date.now() + 60_000))).toEqual([]);
  });

  it('does not open in the place of another draft', async () => {
    await client.query(
      `insert into drafts.draft select 'officer-2', form, subject, sealed, saved_at, expires_at from drafts.draft`,
    );
    expect(await drafts.load({ ...key, author: 'officer-2' })).toBeUndefined();
  });

  it('goes with the person it is about, and when its time is over', async () => {
    const about = { author: 'officer-1', form: 'case/7/section/profile' };
    await drafts.save(about, { note: 'typed' }, 'person-7');
    expect(await drafts.clear(['person-7'])).toBe(1);
    expect(await drafts.load(about)).toBeUndefined();
    await client.query(`update drafts.draft set expires_at = now() - interval '1 second'`);
    expect(await drafts.load(key)).toBeUndefined();
    expect(await drafts.clear()).toBeGreaterThan(0);
  });

  it('is gone when it was submitted', async () => {
    await drafts.save(key, { full_name: 'again' });
    await drafts.discard(key);
    expect(await drafts.load(key)).toBeUndefined();
  });
});
