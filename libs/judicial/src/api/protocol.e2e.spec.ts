import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { answered, ApiClient } from '@hub/testing';
import { judicial } from '../judicial';

describe('the interface of the judicial database', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-protocol-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let prosecutor: ApiClient;

  beforeAll(async () => {
    const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
    server = await startServer(judicial, readConfig('judicial', env));
    prosecutor = await ApiClient.signIn(server, 'prosecutor');
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const opening = { openedOn: '2025-01-10', origin: 'police_own', legalBasis: ['AL-110a'] };
  const open = async () =>
    `/api/v1/cases/${answered(await prosecutor.post('/api/v1/cases', opening)).id as string}`;
  const offence = (about: string, scope: string, basedOn: number, who = prosecutor) =>
    who.post(`${about}/sections`, { section: 'offence', values: { scope }, basedOn });

  it('refuses a version that is no longer the present one, with what has changed field by field', async () => {
    const about = await open();
    const first = await offence(about, 'internal', 1, prosecutor.with({ 'if-match': '"1"' }));
    expect([first.status, first.headers.etag]).toEqual([201, '"2"']);
    const stale = await offence(about, 'cross_border', 1, prosecutor.with({ 'if-match': '"1"' }));
    expect([stale.status, stale.body.type]).toEqual([409, 'judicial.request.conflict']);
    expect(stale.body).toMatchObject({
      ...{ expected: 1, actual: 2 },
      since: [{ version: 2, type: 'SectionRecorded', section: 'offence', fields: ['scope'] }],
      differences: [{ variable: 'scope', recorded: 'internal', given: 'cross_border' }],
    });
    expect((await offence(about, 'cross_border', 1)).status).toBe(409);
    const seen = prosecutor.with({ 'if-match': '"2"' });
    expect((await offence(about, 'cross_border', 2, seen)).status).toBe(201);
    const malformed = await seen.with({ 'if-match': 'two' }).post(`${about}/investigations`, {});
    expect(malformed.status).toBeGreaterThanOrEqual(400);
  });

  it('opens a person to the prosecutor of the case a moment ago, while the read models are behind', async () => {
    const behind = server.assembly.readModels.query(
      'with held as (select name from checkpoint for update) select pg_sleep(1.5), count(*) from held',
    );
    const known = { kind: 'natural', identity: { given: 'Ilir', family: 'Gjoka' } };
    const person: string = answered(await prosecutor.post('/api/v1/persons', known)).id;
    const suspect = { person, kind: 'natural', on: '2025-01-11', legalBasis: ['AL-110a'] };
    answered(await prosecutor.post(`${await open()}/suspects`, suspect));
    const asked = prosecutor.for('proceedings').send('GET', `/api/v1/persons/${person}/identity`);
    expect(answered(await asked, 200).identity).toMatchObject({ family: { value: 'Gjoka' } });
    expect((await behind).rows).toHaveLength(1);
  });

  it('carries a command out once, however often its key is sent, and reads what was just recorded', async () => {
    const about = await open();
    const once = prosecutor.with({ 'idempotency-key': 'the investigation of the morning' });
    const investigation = { on: '2025-01-15' };
    const first = await once.post(`${about}/investigations`, investigation);
    const again = await once.post(`${about}/investigations`, investigation);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect([again.body.position, again.body.version]).toEqual([first.body.position, first.body.version]);
    const { facts, version } = answered(await prosecutor.get(`${about}?after=${first.body.position}`), 200);
    expect([version, facts.map(({ type }: { type: string }) => type)]).toEqual([
      2,
      ['CaseOpened', 'InvestigationOpened'],
    ]);
    const begin = prosecutor.with({ 'idempotency-key': 'one case' });
    const [one, same] = [
      await begin.post('/api/v1/cases', opening),
      await begin.post('/api/v1/cases', opening),
    ];
    expect([one.status, same.status, same.body.id]).toEqual([201, 200, one.body.id]);
    const endless = await prosecutor.get(`${about}?after=nonsense`);
    expect([endless.status, endless.body.type]).toEqual([400, 'judicial.request.after']);
  });

  it('answers 202 where a position is not known yet, with the advice to ask again', async () => {
    const future = String((await server.assembly.store.head()) + 1_000n);
    const waiting = await prosecutor.get(`/api/v1/cases?after=${future}`);
    expect([waiting.status, waiting.headers['retry-after'], waiting.body]).toEqual([
      202,
      '1',
      { pending: true, after: future },
    ]);
  });

  it('takes no field it does not know, and names the one it refuses', async () => {
    const about = await open();
    const wrong = await prosecutor.post(`${about}/investigations`, { on: '2025-01-15', secret: true });
    expect([wrong.status, wrong.headers['content-type']]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(wrong.body.errors).toMatchObject([{ pointer: '/secret' }]);
    const several = await prosecutor.post(`${about}/measures`, {
      kind: 7,
      on: 'soon',
      person: 'nobody',
    });
    const pointers = (several.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect([...pointers].sort()).toEqual(['/kind', '/on', '/person']);
  });

  it('refuses a day the calendar does not have', async () => {
    const asked = await prosecutor.get('/api/v1/cases?dueBy=2025-02-31');
    expect([asked.status, asked.body.type]).toEqual([422, 'judicial.date.malformed']);
  });

  it('answers in the language asked for, with a stable code', async () => {
    const about = await open();
    const said = async (lang: string) => {
      const asked = prosecutor.with({ 'accept-language': lang });
      return (await asked.post(`${about}/investigations/conclusions`, { on: '2025-01-15' })).body;
    };
    const told = await Promise.all(['en', 'sq', 'bs', 'bg', 'mk,en;q=0.5', 'ro'].map(said));
    expect(new Set(told.map(({ type }) => type as string))).toEqual(
      new Set(['judicial.investigation.not-opened']),
    );
    expect(new Set(told.map(({ detail }) => detail as string)).size).toBe(6);
    expect(told[0].detail).toBe('No investigation has been opened.');
    expect(told[4].detail).toMatch(/^[\u0400-\u04ff .]+$/);
  });
});
