import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, type ApiAnswer } from '@hub/testing';
import { victims } from '../victims';

describe('the REST interface', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-protocol-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let trainer: ApiClient;
  let person: string;

  const done = ({ status, text, body }: ApiAnswer) => {
    if (status >= 300) throw new Error(`${status} ${text}`);
    return body;
  };
  const open = async () => {
    const body = { person, on: '2026-03-01', organisation: 'al-police-01' };
    return done(await trainer.post('/api/v1/cases', body)).id as string;
  };
  const profile = (id: string, values: object, basedOn: number, client = trainer) =>
    client.put(`/api/v1/cases/${id}/sections/profile`, { values, basedOn });

  beforeAll(async () => {
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    trainer = await ApiClient.signIn(server, 'trainer');
    person = done(await trainer.post('/api/v1/persons', { on: '2026-03-01', given: 'Arta' })).id;
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('refuses a version that is no longer the present one, with what has changed field by field', async () => {
    const id = await open();
    const first = await profile(id, { sex: 'female' }, 0);
    expect([first.status, first.headers.etag]).toEqual([200, '"2"']);
    const second = await profile(id, { sex: 'male' }, 0, trainer.with({ 'if-match': '"1"' }));
    expect([second.status, second.body.type]).toEqual([409, 'victims.request.conflict']);
    expect(second.body).toMatchObject({ expected: 1, actual: 2, since: [{ section: 'profile' }] });
    expect(JSON.stringify(second.body.differences)).toMatch(/sex.*female.*male|sex.*male.*female/);
    const based = await profile(id, { sex: 'male' }, 0);
    expect([based.status, based.body.type]).toEqual([409, 'victims.section.changed-meanwhile']);
    expect((await profile(id, { sex: 'male' }, 2, trainer.with({ 'if-match': '"2"' }))).status).toBe(200);
  });

  it('opens a person to the officer of the case a moment ago, while the read models are behind', async () => {
    const behind = server.assembly.readModels.query(
      'with held as (select name from checkpoint for update) select pg_sleep(1.5), count(*) from held',
    );
    const officer = await ApiClient.signIn(server, 'officer');
    const about = { on: '2026-03-01', given: 'Drita' };
    const id: string = done(await trainer.post('/api/v1/persons', about)).id;
    const opened = { person: id, on: '2026-03-01', organisation: 'al-police-01' };
    done(await officer.post('/api/v1/cases', opened));
    const asked = officer.for('case_work').send('GET', `/api/v1/persons/${id}/identity`);
    expect(done(await asked)).toMatchObject({ identity: { given: { value: 'Drita' } } });
    expect((await behind).rows).toHaveLength(1);
  });

  it('carries a command out once, however often its key is sent', async () => {
    const id = await open();
    const once = trainer.with({ 'idempotency-key': 'the consent of the morning' });
    const consent = { status: 'given', on: '2026-03-02' };
    const first = await once.post(`/api/v1/cases/${id}/consents`, consent);
    const again = await once.post(`/api/v1/cases/${id}/consents`, consent);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.position).toBe(first.body.position);
    const { facts } = done(await trainer.get(`/api/v1/cases/${id}?after=${first.body.position}`));
    expect(facts).toHaveLength(2);
  });

  it('answers in the language asked for, with the field and a stable code', async () => {
    const id = await open();
    const decision = { status: 'presumed', on: '2999-01-01' };
    const said = async (lang: string) =>
      (await trainer.with({ 'accept-language': lang }).post(`/api/v1/cases/${id}/decisions`, decision)).body;
    expect(await said('mk,en;q=0.5')).toMatchObject({
      type: 'victims.date.in-future',
      detail: 'Датумот е во иднина.',
    });
    expect(await said('sq')).toMatchObject({ detail: 'Data është në të ardhmen.' });
    const wrong = await trainer.with({ 'accept-language': 'ro' }).post(`/api/v1/cases/${id}/decisions`, {
      status: 'perhaps',
      on: 'yesterday',
      secret: true,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    const pointers = (wrong.body.errors as { pointer: string; message: string }[]).map(
      ({ pointer }) => pointer,
    );
    expect([...pointers].sort()).toEqual(['/on', '/secret', '/status']);
    expect(JSON.stringify(wrong.body.errors)).toContain('Această dată nu există. Indicați un an');
  });

  it('gives a list page by page, each case once', async () => {
    const opened = [];
    for (let nth = 0; nth < 7; nth++) opened.push(await open());
    await server.assembly.readModels.waitFor(await server.assembly.store.head(), 20_000);
    const all = done(await trainer.get('/api/v1/cases?limit=200')).cases as { id: string }[];
    const seen: string[] = [];
    for (let next = ''; ;) {
      const page = done(await trainer.get(`/api/v1/cases?limit=3${next}`));
      seen.push(...(page.cases as { id: string }[]).map(({ id }) => id));
      if (!page.next) break;
      next = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen).toEqual(expect.arrayContaining(opened));
    const bad = await trainer.get('/api/v1/cases?cursor=bm9uc2Vuc2U');
    expect([bad.status, bad.body.type]).toEqual([400, 'victims.request.cursor']);
  });

  it('refuses what is too large or too deep, and a body that is no JSON', async () => {
    const id = await open();
    const large = await trainer.post(`/api/v1/cases/${id}/seals`, { note: 'x'.repeat(2_000_000) });
    expect(large.status).toBe(413);
    let deep: unknown = 'x';
    for (let level = 0; level < 200; level++) deep = { deep };
    expect([400, 413, 422]).toContain((await trainer.post(`/api/v1/cases/${id}/seals`, deep)).status);
    const text = await trainer.with({ 'content-type': 'text/plain' }).post(`/api/v1/cases/${id}/seals`, {});
    expect([400, 415, 422, 403]).toContain(text.status);
  });
});
