import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient, PaperBrowser, type ApiServer } from '@hub/testing';
import { Installation, type Running } from './installation';
import { megabytesOf } from './memory';
import { percentile } from './percentile';
import type { Line } from './run';

/** Cases of the register; fewer only while developing. */
const CASES = Number(process.env.HUB_BENCH_CASES ?? 100_000);
const FACTS_OF_THE_CASE = 200;
const USERS = 50;
/** More sign-ins of an account in a row would be held back; further users share a session. */
const SESSIONS = 8;
const SECONDS = 120;
/** For so long, in milliseconds, a user reads or types before the next request: eight seconds on average. */
const [SHORTEST, LONGEST] = [4_000, 12_000];

type Work = 'list' | 'search' | 'case' | 'write' | 'bare';

/** A client of one user: pages under a session, facts through the interface. */
interface User {
  readonly pages: PaperBrowser;
  readonly api: ApiClient;
  /** A case of one's own, to write in. */
  readonly own: string;
  version: number;
}

export interface LoadBench {
  readonly context: 'victims' | 'judicial';
  readonly port: string;
  /** Address of the list, and below it of the cases. */
  readonly list: string;
  readonly filters: readonly string[];
  /** Roles of the users, as many of each. */
  readonly roles: readonly string[];
  /** Whose office the case with many facts belongs to. */
  readonly of: string;
  readonly indicator: string;
  open(api: ApiClient): Promise<{ readonly id: string; readonly version: number }>;
  /** One fact more. @returns the version of the case after it */
  write(api: ApiClient, id: string, version: number): Promise<number>;
}

/** Published figures of a land that does not exist, as many persons as asked for: the operator imports them. */
function figures(file: string, indicator: string, persons: number): void {
  const heading =
    'Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source';
  const years = Array.from({ length: 17 }, (_, at) => 2008 + at);
  const each = Math.ceil(persons / years.length / 4);
  const rows = years.flatMap(year =>
    ['Female', 'Male'].flatMap(sex =>
      ['0 to 17 years', '18 years or over'].map(
        age =>
          `ALB,Albania,Europe,Southern Europe,${indicator},Total,Total,${sex},${age},${year},Counts,${each},GLOTIP`,
      ),
    ),
  );
  fs.writeFileSync(file, `${[heading, ...rows].join('\n')}\n`);
}

/** What a request is for; nothing where it is only a step on the way. */
function workOf(list: string, method: string, url: string): Work | undefined {
  const [address = ''] = url.split('?');
  if (address === '/health/live') return 'bare';
  if (method === 'GET' && address === list) return 'list';
  if (method === 'POST' && address === '/search') return 'search';
  if (method === 'GET' && /^[0-9a-f-]{36}$/.test(address.slice(list.length + 1))) return 'case';
  return method !== 'GET' && address.startsWith('/api/') ? 'write' : undefined;
}

/** The clock at the door of a server: how long each request took, by what it was for. */
class Clocked {
  readonly took: Record<Work, number[]> = { list: [], search: [], case: [], write: [], bare: [] };
  readonly failed: string[] = [];
  readonly server: ApiServer & { readonly url: string };

  constructor({ server }: Running, list: string, url: string) {
    const inject = async (sent: { method: string; url: string }) => {
      const began = performance.now();
      const answer = await server.app.inject(sent as object);
      const work = workOf(list, sent.method, sent.url);
      if (work) this.took[work].push(performance.now() - began);
      // 422 answers a search for a case beyond the reach of who asks.
      const answered = answer.statusCode < 400 || (work === 'search' && answer.statusCode === 422);
      if (!answered) this.failed.push(`${answer.statusCode} ${sent.method} ${sent.url}`);
      return answer;
    };
    const app = { inject: inject as unknown as ApiServer['app']['inject'] };
    this.server = { url, app, assembly: server.assembly };
  }

  /** What came before the users did, is not counted. */
  forget(): void {
    for (const times of Object.values(this.took)) times.length = 0;
  }
}

const chosen = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)];

/** A day's work in small: leafing, finding, reading, recording. */
async function next(user: User, bench: LoadBench, target: { big: string; references: readonly string[] }) {
  const { pages, api, own } = user;
  const dice = Math.random();
  if (dice < 0.35) await pages.get(`${bench.list}${chosen(['', ...bench.filters])}`);
  else if (dice < 0.55) await pages.submit('/search', { query: chosen(target.references) });
  else if (dice < 0.8) await pages.get(`${bench.list}/${target.big}`);
  else user.version = await bench.write(api, own, user.version);
}

async function working(user: User, bench: LoadBench, target: { big: string; references: string[] }) {
  const end = performance.now() + SECONDS * 1_000;
  await pause(Math.random() * LONGEST);
  while (performance.now() < end) {
    await next(user, bench, target);
    await pause(SHORTEST + Math.random() * (LONGEST - SHORTEST));
  }
}

async function usersOf(bench: LoadBench, server: Clocked['server']): Promise<User[]> {
  const api = await ApiClient.signIn(server, bench.of);
  const sessions: PaperBrowser[] = [];
  for (let at = 0; at < SESSIONS; at++) {
    for (const role of bench.roles) sessions.push(await new PaperBrowser(server).signIn(role, 'en'));
  }
  const users: User[] = [];
  for (let at = 0; at < USERS; at++) {
    const pages = sessions[at % sessions.length];
    const { id, version } = await bench.open(api);
    if (pages) users.push({ pages, api, own: id, version });
  }
  return users;
}

async function caseWithManyFacts(bench: LoadBench, api: ApiClient): Promise<string> {
  const { id, version } = await bench.open(api);
  for (let at = version; at < FACTS_OF_THE_CASE;) at = await bench.write(api, id, at);
  return id;
}

async function fill(bench: LoadBench, hub: Installation): Promise<Running> {
  await hub.stop(await hub.start(bench.port)); // the sandbox, with accounts and cases of every kind
  const file = path.join(hub.data, 'figures.csv');
  figures(file, bench.indicator, CASES);
  const { recorded } = await hub.ops('import', '--format', 'glotip', file);
  if (Number(recorded) < CASES) throw new Error(`${String(recorded)} of ${CASES} cases recorded`);
  await hub.ops('rebuild');
  return hub.start(bench.port);
}

/** The most an app holds while something goes on, in megabytes, without its PostgreSQL. */
async function mostOf<T>({ child }: Running, work: () => Promise<T>): Promise<number> {
  let most = 0;
  const look = () => (most = Math.max(most, megabytesOf([child.pid ?? 0])));
  const timer = setInterval(look, 1_000);
  try {
    await work();
    look();
    return most;
  } finally {
    clearInterval(timer);
  }
}

/** Fifty users who read and record for two minutes in a register of 100,000 cases, and what the app holds meanwhile. */
export async function benchLoad(report: (line: Line) => void, bench: LoadBench): Promise<void> {
  const hub = new Installation(bench.context);
  try {
    const running = await fill(bench, hub);
    const clocked = new Clocked(running, bench.list, `http://${bench.context}.localhost:${bench.port}`);
    const { server, took, failed } = clocked;
    const users = await usersOf(bench, server);
    const [first] = users;
    if (!first) throw new Error('there is no user');
    const big = await caseWithManyFacts(bench, first.api);
    const { body } = await first.api.get('/api/v1/cases?limit=100');
    const references = (body.cases as { reference: string }[]).map(({ reference }) => reference);
    clocked.forget();
    const memory = await mostOf(running, () =>
      Promise.all([
        ...users.map(user => working(user, bench, { big, references })),
        (async () => {
          for (let at = 0; at < SECONDS * 4; at++) {
            await server.app.inject({ method: 'GET', url: '/health/live', headers: hostOf(server) });
            await pause(250);
          }
        })(),
      ]),
    );
    if (failed.length > 0)
      throw new Error(`${failed.length} requests failed: ${failed.slice(0, 3).join('; ')}`);
    const reference = percentile(took.bare, 0.95);
    for (const work of ['list', 'search', 'case', 'write'] as const) {
      const value = percentile(took[work], 0.95);
      const name = `load-${bench.context}/${work}-p95`;
      report({ name, value, reference, ratio: value / reference, unit: 'ms' });
    }
    const name = `load-${bench.context}/memory`;
    report({ name, value: memory, reference: 500, ratio: memory / 500, unit: 'MB' });
  } finally {
    await hub.end();
  }
}

const hostOf = ({ assembly }: ApiServer) => ({ host: assembly.config.hostName });
