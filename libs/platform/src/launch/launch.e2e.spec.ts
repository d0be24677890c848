import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../postgres/postmaster';

const platform = path.resolve(__dirname, '..');
const register = path.resolve(platform, '../../testing/src/register.cjs');
const signIn = "{ role: 'officer', name: 'officer', password: 'training-officer' }";

/** An app as the launcher knows it: a program that opens its databases, serves health and says that it is ready. */
const app = (context: string) => `
  const load = require;
  load(${JSON.stringify(register)});
  const { openDatabases } = load(${JSON.stringify(`${platform}/databases/databases.ts`)});
  const { readConfig } = load(${JSON.stringify(`${platform}/config/hub-config.ts`)});
  const { stopWhenTold } = load(${JSON.stringify(`${platform}/process/stop-when-told.ts`)});
  const config = readConfig('${context}', process.env);
  const open = process.env.${context.toUpperCase()}_FAIL ? Promise.reject(new Error('broken on purpose')) : openDatabases(config);
  open.then(databases => {
    const server = load('node:http').createServer((request, response) => {
      if (request.url === '/env') return response.end(JSON.stringify(process.env));
      if (request.url === '/die') process.kill(process.pid, 'SIGKILL');
      response.statusCode = request.url === '/health/ready' ? 200 : 404;
      response.end(String(process.pid));
    });
    stopWhenTold(() => new Promise(resolve => server.close(resolve)).then(() => databases.close()));
    server.listen(config.port, '127.0.0.1', () => {
      console.log('a remark');
      console.log(JSON.stringify({ ready: true, url: 'http://' + config.hostName + ':' + config.port, signIns: [${signIn}] }));
    });
    setInterval(() => server.closeIdleConnections(), 100).unref();
  }, error => { console.error(error.message); process.exit(1); });
`;

/** Stands for the style sheet and the script. */
const assets = `require('node:fs').appendFileSync('assets-built', 'built\\n');`;

const driver = `
  require(${JSON.stringify(register)});
  const { launch } = require(${JSON.stringify(`${platform}/launch/launch.ts`)});
  let stop; const told = new Promise(resolve => { stop = resolve; });
  process.on('SIGINT', () => stop());
  launch({ repository: process.cwd(), env: process.env, stdout: t => process.stdout.write(t), stderr: t => process.stderr.write(t) }, told)
    .then(code => { process.exitCode = code; }, error => { console.error(error.message); process.exitCode = 1; });
`;

const directories: string[] = [];
const running: ChildProcess[] = [];

function checkout(): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hub-launch-'));
  fs.chmodSync(root, 0o755);
  directories.push(root);
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  for (const [index, context] of ['north', 'south'].entries()) {
    write(`apps/${context}/launch.json`, JSON.stringify({ context, port: 4901 + index }));
    write(`apps/${context}/src/main.ts`, app(context));
  }
  for (const file of ['tsconfig.json', '.swcrc', 'package-lock.json', 'libs/web/assets/app.scss'])
    write(file, '{}');
  write('libs/testing/src/register.cjs', '');
  write('libs/web/src/assets/build.ts', assets);
  return root;
}

interface Launcher {
  readonly process: ChildProcess;
  output(): string;
  errors(): string;
  exit: Promise<number | null>;
  says(text: string): Promise<void>;
}

function start(root: string, env: Record<string, string>): Launcher {
  const process_ = spawn(process.execPath, ['-e', driver], {
    cwd: root,
    env: { PATH: process.env.PATH, HUB_DATA: path.join(root, 'var'), ...env },
  });
  running.push(process_);
  let [output, errors] = ['', ''];
  process_.stdout.on('data', (data: Buffer) => (output += data.toString()));
  process_.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exit = once(process_, 'close').then(([code]) => code as number | null);
  const says = async (text: string) => {
    while (!output.includes(text)) {
      if (process_.exitCode !== null) throw new Error(`ended: ${errors}`);
      await Promise.race([once(process_.stdout, 'data'), exit]);
    }
  };
  return { process: process_, output: () => output, errors: () => errors, exit, says };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};
const untilGone = async (...pids: number[]) => {
  while (pids.some(isAlive)) await sleep(20);
};
const postmaster = (root: string, context: string) => {
  const file = path.join(root, 'var', context, 'postgres/postmaster.pid');
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : undefined;
};
const fetchText = async (port: number, address: string) =>
  (await fetch(`http://127.0.0.1:${port}${address}`)).text();

afterAll(() => {
  for (const one of running) one.kill('SIGKILL');
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true });
});

describe('the launcher', () => {
  const root = checkout();
  let ports: { NORTH_PORT: string; SOUTH_PORT: string };
  beforeAll(async () => {
    ports = { NORTH_PORT: String(await freePort()), SOUTH_PORT: String(await freePort()) };
  });
  const north = () => Number(ports.NORTH_PORT);
  const south = () => Number(ports.SOUTH_PORT);

  it('builds, starts both, says when they are ready, and how to sign in; Ctrl-C stops everything', async () => {
    const hub = start(root, { ...ports, SOUTH_DATABASE_SECRET: 'x', NORTH_WORD: 'y' });
    await hub.says('sandbox sign-ins:\n');
    const lines = hub.output().split('\n');
    expect(lines).toContain(`north ready at http://north.localhost:${north()}`);
    expect(lines).toContain(`south ready at http://south.localhost:${south()}`);
    await hub.says('south     officer');
    expect(hub.errors()).toContain('north: a remark\n');
    const env = JSON.parse(await fetchText(north(), '/env')) as Record<string, string>;
    expect(env).toMatchObject({ NORTH_WORD: 'y', NORTH_PORT: ports.NORTH_PORT });
    expect(Object.keys(env).filter(name => name.startsWith('SOUTH'))).toEqual([]);
    const servers = [postmaster(root, 'north') ?? 0, postmaster(root, 'south') ?? 0];
    expect(servers.every(isAlive)).toBe(true);
    hub.process.kill('SIGINT');
    expect(await hub.exit).toBe(0);
    expect(servers.some(isAlive)).toBe(false);
  });

  it('builds again only after a change, and leaves no orphan in the way after kill -9', async () => {
    const assetsBuilt = () => fs.readFileSync(path.join(root, 'assets-built'), 'utf8');
    const compiled = () => fs.statSync(path.join(root, 'dist/apps/north/src/main.js')).mtimeMs;
    const first = compiled();
    expect(assetsBuilt()).toBe('built\n');
    const hub = start(root, ports);
    await hub.says('sandbox sign-ins:\n');
    expect([hub.errors().includes('building'), compiled(), assetsBuilt()]).toEqual([false, first, 'built\n']);
    const pids = [Number(await fetchText(north(), '/pid')), Number(await fetchText(south(), '/pid'))];
    const servers = [postmaster(root, 'north') ?? 0, postmaster(root, 'south') ?? 0];
    hub.process.kill('SIGKILL');
    await untilGone(...pids, ...servers);
    fs.appendFileSync(path.join(root, 'libs/web/assets/app.scss'), ' ');
    const again = start(root, ports);
    await again.says('sandbox sign-ins:\n');
    expect([again.errors().includes('building'), compiled(), assetsBuilt()]).toEqual([
      true,
      first,
      'built\nbuilt\n',
    ]);
    again.process.kill('SIGINT');
    expect(await again.exit).toBe(0);
  });

  it('recovers after kill -9 of everything at once', async () => {
    const hub = start(root, ports);
    await hub.says('sandbox sign-ins:\n');
    const pids = [Number(await fetchText(north(), '/pid')), Number(await fetchText(south(), '/pid'))];
    const servers = [postmaster(root, 'north') ?? 0, postmaster(root, 'south') ?? 0];
    for (const pid of [hub.process.pid ?? 0, ...pids, ...servers]) process.kill(pid, 'SIGKILL');
    await untilGone(...pids, ...servers);
    const again = start(root, ports);
    await again.says('sandbox sign-ins:\n');
    again.process.kill('SIGINT');
    expect(await again.exit).toBe(0);
  });

  it('stops the rest when one app ends', async () => {
    const hub = start(root, ports);
    await hub.says('sandbox sign-ins:\n');
    const other = postmaster(root, 'south') ?? 0;
    await fetchText(north(), '/die').catch(() => undefined);
    expect(await hub.exit).toBe(137);
    expect(hub.errors()).toContain('north ended (exit code 137); stopping the rest\n');
    expect(isAlive(other)).toBe(false);
  });

  it('passes on why an app does not start', async () => {
    const hub = start(root, { ...ports, SOUTH_FAIL: '1' });
    expect(await hub.exit).toBe(1);
    expect(hub.errors()).toContain('broken on purpose\n');
  });

  it('says in one line that a port is taken', async () => {
    const squatter = net.createServer().listen(south(), '127.0.0.1');
    await once(squatter, 'listening');
    const hub = start(root, ports);
    expect(await hub.exit).toBe(1);
    const advice = 'stop what listens there, or set SOUTH_PORT to another port';
    expect(hub.errors()).toBe(`port ${south()} is taken: ${advice}\n`);
    squatter.close();
  });

  it('says in one line that the data directory cannot be written', async () => {
    const hub = start(root, { ...ports, HUB_DATA: path.join(root, 'package-lock.json') });
    expect(await hub.exit).toBe(1);
    expect(hub.errors()).toMatch(
      /^HUB_DATA: \S+\/package-lock\.json\/north cannot be written \(ENOTDIR\); set it to another directory\n$/,
    );
  });

  it('says in one line that two contexts would meet', async () => {
    const hub = start(root, { NORTH_PORT: '5000', SOUTH_PORT: '5000' });
    expect(await hub.exit).toBe(1);
    expect(hub.errors()).toBe('SOUTH_PORT and NORTH_PORT name the same target: they must differ\n');
  });
});
