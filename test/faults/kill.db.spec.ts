import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { migrateLog, PostgresEventStore, verifyChain } from '@hub/event-store';
import { startEmbedded, type EmbeddedPostgres } from '@hub/platform';
import { ReadModels } from '@hub/read-model';
import { Client } from 'pg';
import { counters } from './recording-app';

// 10 kills of the app and 3 of PostgreSQL; HUB_FAULTS=long for 100 and 20.
const long = process.env.HUB_FAULTS === 'long';
const [appKills, serverKills] = long ? [100, 20] : [10, 3];
const context = 'faulty';

interface Acknowledged {
  readonly stream: string;
  readonly command: string;
}

/** Kills a whole PostgreSQL at once: its postmaster and every process that works in its directory. */
function killServer(server: EmbeddedPostgres): void {
  const real = fs.realpathSync(server.dataDirectory);
  const victims = fs.readdirSync('/proc').filter(entry => {
    try {
      return /^\d+$/.test(entry) && fs.readlinkSync(`/proc/${entry}/cwd`) === real;
    } catch {
      return false;
    }
  });
  for (const pid of victims) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      // One that ended by itself since it was listed is as dead as it should be.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

const supported = process.platform === 'linux';
if (!supported)
  process.stderr.write('SKIPPED: kill.db.spec.ts finds the processes of PostgreSQL on Linux only\n');

(supported ? describe : describe.skip)(
  'kill -9 of the app and of PostgreSQL while facts are recorded',
  () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-kill-'));
    fs.chmodSync(directory, 0o755);
    const cluster = { dataDirectory: path.join(directory, 'postgres'), user: 'admin', password: 'admin' };
    const acknowledged: Acknowledged[] = [];
    let server: EmbeddedPostgres;

    const url = () => server.url('postgres');

    function startApp(): ChildProcess {
      const register = path.resolve(__dirname, '../../libs/testing/src/register.cjs');
      const args = ['-r', register, path.join(__dirname, 'recording-app.ts'), url(), context];
      const app = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      readline.createInterface({ input: app.stdout }).on('line', line => {
        const [stream = '', command = ''] = line.split(' ');
        if (command) acknowledged.push({ stream, command });
      });
      return app;
    }

    const grown = async (by: number) => {
      const from = acknowledged.length;
      const deadline = Date.now() + 60_000;
      while (acknowledged.length < from + by) {
        if (Date.now() > deadline) throw new Error('the app records nothing any more');
        await pause(20);
      }
    };

    beforeAll(async () => {
      server = await startEmbedded({ ...cluster, settings: { shared_buffers: '64MB' } });
      const client = new Client({ connectionString: url() });
      await client.connect();
      await migrateLog(client, { context, mode: 'sandbox' });
      await client.end();
    });

    afterAll(() => {
      server.stop('immediate');
      fs.rmSync(directory, { recursive: true, force: true });
    });

    it(
      'loses nothing acknowledged, records nothing twice, leaves no gap, and read models equal a fresh rebuild',
      async () => {
        for (let round = 0; round < appKills; round++) {
          const app = startApp();
          await grown(20);
          if (round % Math.ceil(appKills / serverKills) === 0) {
            killServer(server);
            server = await startEmbedded({
              ...cluster,
              port: server.port,
              settings: { shared_buffers: '64MB' },
            });
            await grown(20);
          }
          await pause(Math.random() * 100);
          app.kill('SIGKILL');
          await once(app, 'exit');
        }

        const store = await PostgresEventStore.open({ url: url(), context });
        const commands = new Map<string, number>();
        const streams = new Map<string, number>();
        let position = 0n;
        for await (const batch of store.log(0n, { until: await store.head() })) {
          for (const event of batch) {
            expect(event.position).toBe(++position);
            const { command } = JSON.parse(event.meta) as { command: string };
            commands.set(command, (commands.get(command) ?? 0) + 1);
            expect(event.version).toBe((streams.get(event.stream) ?? 0) + 1);
            streams.set(event.stream, event.version);
          }
        }
        for (const stream of streams.keys()) verifyChain(stream, await store.load(stream));
        expect(acknowledged.filter(({ command }) => commands.get(command) !== 1)).toEqual([]);
        expect([...commands.values()].filter(count => count !== 1)).toEqual([]);

        const live = new ReadModels({ store, url: url(), projections: [counters] });
        await live.start();
        expect(await live.waitFor(position, 30_000)).toBe(true);
        const fresh = new ReadModels({ store, url: url(), projections: [counters], schema: 'fresh' });
        await fresh.start();
        const rows = async (models: ReadModels) =>
          (await models.query('select id, total, facts from counter order by id')).rows;
        expect(await rows(live)).toEqual(await rows(fresh));
        expect((await rows(live)).length).toBe(streams.size);
        await Promise.all([live.stop(), fresh.stop()]);
        await store.close();
      },
      long ? 1_200_000 : 240_000,
    );
  },
);
