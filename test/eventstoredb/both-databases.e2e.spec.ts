import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '@hub/platform';
import { startServer } from '@hub/runtime';
import { answered, ApiClient, liveServer } from '@hub/testing';
import { victims } from '@hub/victims';
import { startStandIn, type StandIn } from '../../libs/event-store/src/eventstoredb/stand-in/stand-in';
import { freePort, killAll, npm, scratchDirectory, type Run } from '../launch/hub.fixture';

type Context = 'victims' | 'judicial';
const contexts: readonly Context[] = ['victims', 'judicial'];

/** A record as the stand-in keeps it; whoever administers the server can change it. */
interface Kept {
  data: Uint8Array;
}

/**
 * The programs of both databases with their facts in EventStoreDB, spoken to over its protocol. The server is a stand-in:
 * this proves the hub's side, not the server's.
 */
describe('both databases on EventStoreDB', () => {
  const data = scratchDirectory('eventstoredb');
  const stores = {} as Record<Context, StandIn>;
  const ports = {} as Record<Context, string>;
  let settings: Record<string, string>;
  let hub: Run;

  beforeAll(async () => {
    for (const context of contexts) {
      stores[context] = await startStandIn({ batchAppend: context === 'victims' });
      ports[context] = await freePort();
    }
    settings = { HUB_DATA: data, HUB_SEED: '0', HUB_LOG_FILE: path.join(data, 'hub.log') };
    for (const context of contexts) {
      const prefix = context.toUpperCase();
      Object.assign(settings, {
        [`${prefix}_PORT`]: ports[context],
        [`${prefix}_EVENT_STORE`]: 'eventstoredb',
        [`${prefix}_EVENTSTOREDB_URL`]: stores[context].url,
      });
    }
    hub = npm(['start'], settings);
    await hub.says('sandbox sign-ins:\n');
  });
  afterAll(async () => {
    killAll(data);
    for (const store of Object.values(stores)) await store.stop();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const factsOf = (context: Context) =>
    stores[context].log.records.filter(({ stream }) => !stream.startsWith('$'));
  const signIn = (context: Context, role: string) =>
    ApiClient.signIn(liveServer(ports[context], `${context}.localhost`), role);

  /** What an operator's command says in the end, and its exit code. */
  async function ops(...args: string[]) {
    const run = npm(['run', '--silent', 'ops', '--', ...args, '--json'], settings);
    const code = await run.exit;
    const said = JSON.parse(run.output().trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    return { code, said };
  }

  /** Waits until the signer, a process of its own, has signed every fact. */
  async function untilSigned(context: Context): Promise<number> {
    const witness = path.join(data, context, 'signer/events.witness');
    const signed = () => {
      if (!fs.existsSync(witness)) return 0;
      const last = fs.readFileSync(witness, 'utf8').split('\n').at(-2) ?? '{}';
      return Number((JSON.parse(last) as { note?: string }).note?.split('\n')[1] ?? 0);
    };
    while (signed() !== factsOf(context).length) await sleep(200);
    return signed();
  }

  it('record facts there, none in PostgreSQL, and show them', async () => {
    const officer = await signIn('victims', 'officer');
    const before = factsOf('victims').length;
    const known = { given: 'Arta', family: 'Provuese', birth: '1999-02-03', on: '2026-03-01' };
    const { id: person } = answered(await officer.post('/api/v1/persons', known));
    const { office: organisation } = answered(await officer.get('/api/v1/session'), 200);
    const opened = answered(await officer.post('/api/v1/cases', { person, on: '2026-03-01', organisation }));
    const section = { values: { sex: 'female' }, basedOn: 0 };
    const { position } = answered(
      await officer.put(`/api/v1/cases/${opened.id}/sections/profile`, section),
      200,
    );
    const shown = answered(await officer.get(`/api/v1/cases/${opened.id}?after=${position}`), 200);
    expect(shown.version).toBe(2);
    expect(JSON.stringify(shown)).toContain('"sex":"female"');
    expect(factsOf('victims').length).toBe(before + 4); // the person and the identity, the case, the section

    const prosecutor = await signIn('judicial', 'prosecutor');
    const suspect = { kind: 'natural', identity: { given: 'Ilir', family: 'Provues' } };
    const { id: accused } = answered(await prosecutor.post('/api/v1/persons', suspect));
    expect(answered(await prosecutor.get(`/api/v1/persons/${accused}`), 200).id).toBe(accused);
    expect(factsOf('judicial').some(({ stream }) => stream.includes(accused))).toBe(true);
    expect(factsOf('victims').some(({ stream }) => stream.includes(accused))).toBe(false);
    for (const { data: bytes } of [...factsOf('victims'), ...factsOf('judicial')])
      expect(Buffer.from(bytes).toString()).not.toMatch(/Arta|Ilir|Provues/);
  });

  it.each(contexts)('%s: the signer signs the facts, and the verifier finds them proven', async context => {
    const size = await untilSigned(context);
    expect(size).toBeGreaterThan(0);
    const { code, said } = await ops(context, 'verify');
    expect([code, said]).toMatchObject([0, { events: { verdict: 'proven', size } }]);
  });

  it('a byte changed in the store is found, and named', async () => {
    const facts = factsOf('victims');
    const changed = facts.at(-2) as Kept;
    const original = changed.data;
    const text = Buffer.from(original).toString();
    changed.data = Buffer.from(text.replace('2026-03-01', '2026-03-02'));
    expect(Buffer.from(changed.data).equals(Buffer.from(original))).toBe(false);
    const position = Number(facts.at(-2)?.position);
    const { code, said } = await ops('victims', 'verify', '--log', 'events');
    expect(code).toBe(1);
    expect(JSON.stringify(said)).toContain(`{"code":"read-model.proof-leaf","position":${position}}`);
    changed.data = original;
    expect((await ops('victims', 'verify', '--log', 'events')).code).toBe(0);
  });

  it('facts taken out of the store are found; nothing is recorded until two people acknowledge it', async () => {
    hub.ctrlC();
    await hub.exit;
    const { log } = stores.victims;
    const last = factsOf('victims').at(-1);
    for (const list of [log.records, log.of(last?.stream ?? '')] as unknown[][])
      list.splice(list.indexOf(last), 1);
    expect((await ops('victims', 'verify', '--log', 'events')).code).toBe(2);

    const besa = { given: 'Besa', family: 'Provuese', on: '2026-03-02' };
    const server = await startServer(victims, readConfig('victims', { ...settings, VICTIMS_PORT: '0' }));
    const refused = await (await ApiClient.signIn(server, 'officer')).post('/api/v1/persons', besa);
    await server.close();
    expect(refused).toMatchObject({ status: 503, body: { type: 'platform.log-not-proven' } });

    const two = ['--by', 'anna.k', '--and', 'boris.l', '--reason', 'R-2026-7'];
    const { code, said } = await ops('victims', 'acknowledge-rollback', ...two);
    expect([code, said]).toMatchObject([0, { events: { signed: factsOf('victims').length + 1 } }]);

    hub = npm(['start'], settings);
    await hub.says('sandbox sign-ins:\n');
    answered(await (await signIn('victims', 'officer')).post('/api/v1/persons', besa));
    await untilSigned('victims');
    expect((await ops('victims', 'verify', '--log', 'events')).code).toBe(0);
  });
});
