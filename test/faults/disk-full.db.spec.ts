import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chain, LogUnavailable, migrateLog, PostgresEventStore, StorageFull } from '@hub/event-store';
import { createHttpApp, HealthRegistry, Log, openDatabases, readConfig, type Databases } from '@hub/platform';
import { Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-disk-'));
fs.chmodSync(root, 0o755);
const mounts: string[] = [];

/** A disk of its own, so small that it can be filled. */
function smallDisk(name: string, megabytes: number): string | undefined {
  const directory = path.join(root, name);
  fs.mkdirSync(directory);
  const { status } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,mode=755`,
    'tmpfs',
    directory,
  ]);
  if (status !== 0) return undefined;
  mounts.push(directory);
  return directory;
}

/** Fills a disk to the last block, or but for a few megabytes. */
function fill(disk: string, leave = 0): string {
  const ballast = path.join(disk, 'ballast');
  const file = fs.openSync(ballast, 'w');
  try {
    for (;;) {
      const { bavail, bsize } = fs.statfsSync(disk);
      const room = bavail * bsize - leave * 2 ** 20;
      if (room <= 0) break;
      fs.writeSync(file, Buffer.alloc(Math.min(room, 2 ** 20)));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    fs.closeSync(file);
  }
  return ballast;
}

const data = process.platform === 'linux' ? smallDisk('data', 200) : undefined;
const wal = data && smallDisk('wal', 80);
if (!wal) {
  process.stderr.write('SKIPPED: full-disk tests need root and the right to mount a small file system\n');
}

const size = 60_000;
function bigFact(stream: string) {
  const meta = JSON.stringify({
    ...{ command: randomUUID(), actor: 'system:test', provenance: 'synthetic', codebook: '1.0.0', schema: 1 },
    recordedAt: new Date().toISOString(),
  });
  const text = randomBytes(size / 2).toString('hex');
  const fact = {
    id: randomUUID(),
    stream,
    version: 1,
    type: 'Written',
    data: JSON.stringify({ text }),
    meta,
  };
  return chain([fact], undefined);
}

let store: PostgresEventStore;
const acknowledged: string[] = [];

async function append(): Promise<string> {
  const stream = `note-${randomUUID()}`;
  await store.append(stream, 0, bigFact(stream));
  acknowledged.push(stream);
  return stream;
}

/** Appends until the store refuses, at most so often. */
async function appendUntilRefused(most: number): Promise<unknown> {
  for (let attempt = 0; attempt < most; attempt++) {
    try {
      await append();
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

async function expectNothingLost(): Promise<void> {
  for (const stream of acknowledged) expect(await store.load(stream)).toHaveLength(1);
  const stored: bigint[] = [];
  for await (const batch of store.log(0n)) stored.push(...batch.map(event => event.position));
  expect(stored).toEqual(stored.map((_, index) => BigInt(index + 1)));
  // What was not acknowledged may be stored (the answer was lost), but never less than what was.
  expect(stored.length).toBeGreaterThanOrEqual(acknowledged.length);
}

@Controller('notes')
class Notes {
  constructor(@Inject('append') private readonly write: () => Promise<string>) {}

  @Post()
  async add(): Promise<object> {
    return { id: await this.write() };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<object> {
    return { length: (await store.load(id)).length };
  }
}

@Module({ controllers: [Notes], providers: [{ provide: 'append', useValue: append }] })
class Fixture {}

(wal ? describe : describe.skip)('a full disk', () => {
  const env = {
    HUB_DATA: String(data),
    NORTH_WAL_DIRECTORY: path.join(String(wal), 'north'),
    NORTH_DISK_RESERVE_MB: '20',
  };
  const config = readConfig('north', env);
  const health = new HealthRegistry();
  const lines: string[] = [];
  const log = Log.open('north', { write: line => void lines.push(line) });
  let databases: Databases;
  let app: NestFastifyApplication;

  const send = async (method: 'GET' | 'POST', url: string) => {
    const answer = await app.inject({
      method,
      url,
      headers: { host: config.hostName, 'accept-language': 'en' },
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };

  beforeAll(async () => {
    databases = await openDatabases(config);
    databases.watch(health, log);
    const client = new Client({ connectionString: databases.ownerUrl() });
    await client.connect();
    await migrateLog(client, { context: 'north', mode: 'sandbox' });
    await client.end();
    store = await PostgresEventStore.open({ url: databases.appUrl, context: 'north', patience: 1_000 });
    app = await createHttpApp(Fixture, config, { health, log });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(async () => {
    await app.close();
    await store.close();
    await databases.close();
    for (const mount of mounts) spawnSync('umount', [mount]);
    fs.rmSync(root, { recursive: true, force: true });
  });

  it('of the data: writes are refused before it is full, reads go on, and health says so', async () => {
    const note = await append();
    const ballast = fill(String(data), 10);
    await sleep(1_100); // the guard looks at the disk once a second
    const refused = await send('POST', '/notes');
    expect(refused).toMatchObject({
      status: 503,
      body: { type: 'platform.storage-full', title: 'Not available' },
    });
    expect(await send('GET', `/notes/${note}`)).toMatchObject({ status: 200, body: { length: 1 } });
    expect((await health.report()).checks.disk).toMatchObject({
      ok: false,
      next: expect.stringContaining('make room'),
    });
    fs.rmSync(ballast);
    await sleep(1_100);
    expect((await send('POST', '/notes')).status).toBe(201);
  });

  it('of the data, past the guard: PostgreSQL refuses, keeps serving reads, and loses nothing', async () => {
    const note = await append();
    const ballast = fill(String(data));
    const refusal = await appendUntilRefused(200);
    expect(refusal).toBeInstanceOf(StorageFull);
    expect(await store.load(note)).toHaveLength(1);
    expect(await send('GET', `/notes/${note}`)).toMatchObject({ status: 200 });
    fs.rmSync(ballast);
    await append();
    await expectNothingLost();
  });

  it('of the write-ahead log: a clear stop, and a start by itself once there is room; nothing acknowledged is lost', async () => {
    const ballast = fill(String(wal));
    const refusal = await appendUntilRefused(2_000);
    // The server's last words (53100, PANIC) or, if they were lost with the connection, its absence.
    expect([StorageFull, LogUnavailable]).toContain((refusal as Error).constructor);
    let state = (await health.report()).checks.postgres;
    while (state?.ok !== false) {
      await sleep(50);
      state = (await health.report()).checks.postgres;
    }
    expect(state).toMatchObject({ reason: expect.stringMatching(/^PostgreSQL stopped: \d+ MB left at /) });
    expect((await send('GET', `/notes/${acknowledged[0]}`)).status).toBe(503);
    fs.rmSync(ballast);
    while (!(await health.report()).checks.postgres?.ok) await sleep(50);
    expect(lines.some(line => line.includes('"postgres.restarted"'))).toBe(true);
    await append();
    await expectNothingLost();
    expect(await send('GET', `/notes/${acknowledged[0]}`)).toMatchObject({ status: 200 });
  });
});
