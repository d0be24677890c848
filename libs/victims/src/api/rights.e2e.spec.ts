import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessDatabase } from '@hub/access';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, undescribed, type ApiAnswer } from '@hub/testing';
import { v4 } from 'uuid';
import { Case, type CaseFact } from '../case/case';
import { caseIdOf, caseReference } from '../reference';
import { victims } from '../victims';

const note = 'Why, in a sentence.';

describe('the rights of persons, and what is put right, over HTTP', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-rights-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let officer: ApiClient;
  let supervisor: ApiClient;
  let people = 0;

  beforeAll(async () => {
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    officer = await ApiClient.signIn(server, 'officer');
    supervisor = await ApiClient.signIn(server, 'supervisor');
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  /** As if the password had been typed some minutes ago. */
  const passwordTyped = async (minutesAgo: number) => {
    const { pool } = server.app.get(AccessDatabase, { strict: false });
    await pool.query(`update access.session set factor_at = factor_at - $1 * interval '1 minute'`, [
      minutesAgo,
    ]);
  };

  const done = ({ status, text, body }: ApiAnswer) => {
    if (status !== 200 && status !== 201) throw new Error(`${status} ${text}`);
    return body;
  };
  const after = (answer: ApiAnswer) => `after=${done(answer).position}`;

  const register = async (family: string) => {
    const birth = `19${60 + people++}-04-05`;
    const identity = { given: 'Arta', family, birth, contact: `${family}@example.invalid` };
    const person = done(await officer.post('/api/v1/persons', { ...identity, on: '2026-03-01' }))
      .id as string;
    const opened = await officer.post('/api/v1/cases', { person, on: '2026-03-01', organisation: desk() });
    const id = done(opened).id as string;
    await officer.put(`/api/v1/cases/${id}/sections/profile`, { values: { sex: 'female' }, basedOn: 0 });
    const { nameIndex, readModels, store } = server.assembly;
    const head = await store.head();
    await readModels.waitFor(head, 20_000);
    await nameIndex?.waitFor(head, 20_000);
    return { person, case: id };
  };
  const desk = () => victims.sandboxDesk(server.assembly.book).office;
  const search = async (family: string) => {
    const found = await officer.for('case_work').post('/api/v1/persons/searches', { given: 'Arta', family });
    return (done(found).persons as { person: string }[]).map(({ person }) => person);
  };
  const identity = (person: string, as = officer) =>
    as.for('right_of_the_person').get(`/api/v1/persons/${person}/identity`);

  it('wants the password again before an erasure is asked for', async () => {
    const { person } = await register('Harrotest');
    await passwordTyped(8);
    const stale = await officer.post(`/api/v1/persons/${person}/erasures`, {
      ground: 'request_of_the_person',
    });
    expect([stale.status, stale.body.type]).toEqual([403, 'access.step-up-required']);
    await officer.stepUp('officer');
    const asked = await officer.post(`/api/v1/persons/${person}/erasures`, {
      ground: 'request_of_the_person',
    });
    expect(asked.status).toBe(201);
    await supervisor.stepUp('supervisor');
  });

  it('forgets a person when a second one approves: no name, no text, no search brings it back', async () => {
    const { person, case: id } = await register('Fshirjetest');
    await officer.post(`/api/v1/cases/${id}/transfers`, { to: desk(), on: '2026-03-02', note: 'Secretnote' });
    await supervisor.post(`/api/v1/cases/${id}/seals`, { note: 'Secretnote' });
    await supervisor.post(`/api/v1/cases/${id}/unseals`, { note: 'Secretnote' });
    expect(await search('Fshirjetest')).toEqual([person]);
    expect((await identity(person)).text).toContain('Fshirjetest');

    await officer.stepUp('officer');
    done(await officer.post(`/api/v1/persons/${person}/erasures`, { ground: 'request_of_the_person' }));
    const own = await officer.post(`/api/v1/persons/${person}/erasures/approvals`);
    expect(own.status).toBe(403);
    expect((await identity(person)).text).toContain('Fshirjetest');
    const none = await officer.get(`/api/v1/persons/${person}/erasure-certificate`);
    expect([none.status, none.body.type]).toEqual([404, 'victims.person.not-erased']);

    const once = supervisor.with({ 'idempotency-key': `approve-${person}` });
    const approved = await once.post(`/api/v1/persons/${person}/erasures/approvals`);
    const repeated = await once.post(`/api/v1/persons/${person}/erasures/approvals`);
    expect([repeated.status, repeated.body.position]).toEqual([200, approved.body.position]);
    const another = await supervisor.post(`/api/v1/persons/${person}/erasures/approvals`);
    expect([another.status, another.body.type]).toEqual([409, 'victims.person.no-erasure-requested']);
    const read = done(await officer.get(`/api/v1/persons/${person}?${after(approved)}`));
    expect(read).toMatchObject({ erasure: 'completed', identity: [] });
    expect((await identity(person)).text).not.toContain('Fshirjetest');
    const texts = await supervisor.for('right_of_the_person').get(`/api/v1/cases/${id}/sealed-values`);
    expect(texts.text).not.toContain('Secretnote');
    const { nameIndex, store } = server.assembly;
    await nameIndex?.waitFor(await store.head(), 20_000);
    expect(await search('Fshirjetest')).toEqual([]);
    await nameIndex?.rebuild();
    await nameIndex?.waitFor(await store.head(), 20_000);
    expect(await search('Fshirjetest')).toEqual([]);

    const certificate = done(await officer.get(`/api/v1/persons/${person}/erasure-certificate`));
    expect(certificate).toMatchObject({
      subject: person,
      lastBackup: { because: 'keys-destroyed' },
      classes: expect.arrayContaining(['identity', 'contact', 'sensitive', 'narrative']),
    });
    expect(certificate.text.length).toBeGreaterThan(5);
    const albanian = await officer
      .with({ 'accept-language': 'sq' })
      .get(`/api/v1/persons/${person}/erasure-certificate`);
    expect(done(albanian).text[0]).not.toBe(certificate.text[0]);

    const again = await officer.put(`/api/v1/persons/${person}/identity`, {
      given: 'Arta',
      family: 'Fshirjetest',
      reason: 'new_information',
    });
    expect([again.status, again.body.type]).toEqual([409, 'victims.person.forgotten']);
    expect(done(await officer.get(`/api/v1/cases/${id}`)).sections.profile.values).toEqual({ sex: 'female' });
  });

  it('refuses an erasure while the data are held, and says so', async () => {
    const { person } = await register('Mbajturtest');
    done(await supervisor.post(`/api/v1/persons/${person}/holds`, { note }));
    const held = await officer.post(`/api/v1/persons/${person}/erasures`, {
      ground: 'request_of_the_person',
    });
    expect([held.status, held.body.type]).toEqual([409, 'victims.person.held']);
    expect(held.body.detail).toContain('held');
    done(await supervisor.post(`/api/v1/persons/${person}/holds/ends`, { note }));
    done(await officer.post(`/api/v1/persons/${person}/erasures`, { ground: 'request_of_the_person' }));
    const told = await supervisor.post(`/api/v1/persons/${person}/erasures/refusals`);
    expect(told.status).toBe(201);
    expect((await identity(person)).text).toContain('Mbajturtest');
  });

  it('forgets merged persons together or not at all, whatever was asked for one of them before', async () => {
    const [one, other, third] = [
      await register('Bashkuartest'),
      await register('Perthithurtest'),
      await register('Meparshemtest'),
    ];
    const ground = 'request_of_the_person';
    await officer.stepUp('officer');
    await supervisor.stepUp('supervisor');
    for (const { person } of [other, third])
      done(await officer.post(`/api/v1/persons/${person}/erasures`, { ground }));
    for (const { person: absorbed } of [other, third])
      done(await supervisor.post(`/api/v1/persons/${one.person}/merges`, { absorbed, note }));
    done(await supervisor.post(`/api/v1/persons/${third.person}/erasures/approvals`));
    done(await officer.post(`/api/v1/persons/${one.person}/erasures`, { ground }));

    done(await supervisor.post(`/api/v1/persons/${other.person}/holds`, { note }));
    const held = await supervisor.post(`/api/v1/persons/${one.person}/erasures/approvals`);
    expect([held.status, held.body.type]).toEqual([409, 'victims.person.held']);
    expect((await identity(one.person)).text).toContain('Bashkuartest');

    done(await supervisor.post(`/api/v1/persons/${other.person}/holds/ends`, { note }));
    const approved = await supervisor.post(`/api/v1/persons/${one.person}/erasures/approvals`);
    for (const { person } of [one, other, third]) {
      const read = await officer.get(`/api/v1/persons/${person}?${after(approved)}`);
      expect(done(read)).toMatchObject({ erasure: 'completed', identity: [] });
    }
    const late = await register('Vonuartest');
    const merged = await supervisor.post(`/api/v1/persons/${one.person}/merges`, {
      absorbed: late.person,
      note,
    });
    expect([merged.status, merged.body.type]).toEqual([409, 'victims.person.forgotten']);
    expect((await identity(late.person)).text).toContain('Vonuartest');
  });

  it('leaves a restricted person open for their own rights only', async () => {
    const { person, case: id } = await register('Kufizimtest');
    done(await supervisor.post(`/api/v1/persons/${person}/restrictions`, { note }));
    const work = await officer.for('case_work').get(`/api/v1/persons/${person}/identity`);
    expect(work.status).toBe(403);
    expect(work.text).not.toContain('Kufizimtest');
    expect((await identity(person)).text).toContain('Kufizimtest');
    const described = await officer.put(`/api/v1/cases/${id}/sections/profile`, {
      values: { sex: 'male' },
      basedOn: 3,
    });
    expect(described.status).toBe(403);
    done(await supervisor.post(`/api/v1/persons/${person}/restrictions/ends`, { note }));
    expect((await officer.for('case_work').get(`/api/v1/persons/${person}/identity`)).status).toBe(200);
  });

  it('hides a sealed case from the office, and even that it exists', async () => {
    const { case: id } = await register('Vulostest');
    const sealed = await supervisor.post(`/api/v1/cases/${id}/seals`, { note });
    const hidden = await officer.get(`/api/v1/cases/${id}?${after(sealed)}`);
    expect(hidden.status).toBe(404);
    const list = done(await officer.get(`/api/v1/cases?limit=200&${after(sealed)}`)).cases as {
      id: string;
    }[];
    expect(list.map(one => one.id)).not.toContain(id);
    const officerId = (await officer.get('/api/v1/session')).body.account as string;
    const assigned = await supervisor.post(`/api/v1/cases/${id}/assignments`, { to: officerId });
    expect((await officer.get(`/api/v1/cases/${id}?${after(assigned)}`)).status).toBe(200);
    done(await supervisor.post(`/api/v1/cases/${id}/unseals`, { note }));
  });

  it('takes a case recorded in error out of every view, and keeps it in the log', async () => {
    const { case: id } = await register('Gabimtest');
    const registered = done(await officer.get(`/api/v1/cases/${id}`)).facts[0] as { id: string };
    const body = { fact: registered.id, reason: 'wrong_case', note };
    const reasons = await officer.post(`/api/v1/cases/${id}/errors`, { ...body, reason: 'nonsense' });
    expect([reasons.status, reasons.body.errors[0].pointer]).toEqual([422, '/reason']);
    const wrong = await officer.post(`/api/v1/cases/${id}/errors`, { ...body, reason: 'typing_error' });
    const gone = await officer.get(`/api/v1/cases/${id}?${after(wrong)}`);
    expect(gone.status).toBe(404);
    const stream: string[] = [];
    for await (const batch of server.assembly.store.log(0n)) {
      stream.push(...batch.filter(event => event.stream === `case-${id}`).map(({ type }) => type));
    }
    expect(stream).toEqual(['CaseRegistered', 'SectionRecorded', 'RecordedInError']);
    const more = await officer.post(`/api/v1/cases/${id}/consents`, { status: 'given', on: '2026-03-03' });
    expect([404, 409]).toContain(more.status);
  });

  it('links, unlinks, merges and separates persons, who count once', async () => {
    const [one, other] = [await register('Njetest'), await register('Dytest')];
    const link = { to: other.person, kind: 'relative', note };
    const linked = await officer.post(`/api/v1/persons/${one.person}/links`, link);
    const read = done(await officer.get(`/api/v1/persons/${one.person}?${after(linked)}`));
    expect(read.links).toEqual([expect.objectContaining({ to: other.person, kind: 'relative' })]);
    const twice = await officer.post(`/api/v1/persons/${one.person}/links`, link);
    expect([twice.status, twice.body.type]).toEqual([409, 'victims.person.already-linked']);
    done(
      await officer.post(`/api/v1/persons/${one.person}/unlinks`, {
        to: other.person,
        kind: 'relative',
        note,
      }),
    );

    const merge = { absorbed: other.person, note };
    expect((await officer.post(`/api/v1/persons/${one.person}/merges`, merge)).status).toBe(403);
    const once = supervisor.with({ 'idempotency-key': `merge ${one.person}` });
    done(await once.post(`/api/v1/persons/${one.person}/merges`, merge));
    await server.assembly.readModels.waitFor(await server.assembly.store.head(), 20_000);
    const survivor = done(await officer.get(`/api/v1/persons/${one.person}`));
    expect([...survivor.cases].sort()).toEqual([one.case, other.case].sort());
    expect(survivor.absorbed).toEqual([other.person]);
    expect(done(await officer.get(`/api/v1/persons/${other.person}`)).into).toBe(one.person);
    const closed = await officer.put(`/api/v1/persons/${other.person}/identity`, {
      given: 'Ana',
      reason: 'typing_error',
    });
    expect([closed.status, closed.body.type]).toEqual([409, 'victims.person.merged-away']);
    const itself = await supervisor.post(`/api/v1/persons/${one.person}/merges`, {
      absorbed: one.person,
      note,
    });
    expect([itself.status, itself.body.type]).toEqual([409, 'victims.person.same']);

    done(
      await supervisor.post(`/api/v1/persons/${one.person}/separations`, { separated: other.person, note }),
    );
    // The merge once more, as a network that lost the first answer sends it: it stays undone.
    expect((await once.post(`/api/v1/persons/${one.person}/merges`, merge)).status).toBe(200);
    await server.assembly.readModels.waitFor(await server.assembly.store.head(), 20_000);
    expect(done(await officer.get(`/api/v1/persons/${one.person}`)).cases).toEqual([one.case]);
    expect(done(await officer.get(`/api/v1/persons/${other.person}`)).into).toBeNull();
  });

  it('names the cases of a person within reach, and says how many more there are', async () => {
    const { person, case: own } = await register('Fqinjetest');
    const { history, readModels, store } = server.assembly;
    const command = v4();
    const reference = caseReference(command, 2026, 0);
    const data = { reference, person, on: '2026', organisation: 'al-police-02', organisationType: 'police' };
    const facts: CaseFact[] = [{ type: 'CaseRegistered', data }];
    const act = { command, actor: 'system:test', provenance: 'synthetic' as const };
    const foreign = caseIdOf(reference);
    await history.create(Case, foreign, () => facts, act);
    // A person is where the latest case is.
    const latest = done(
      await officer.post('/api/v1/cases', { person, on: '2026-03-02', organisation: desk() }),
    ).id as string;
    await readModels.waitFor(await store.head(), 20_000);
    const near = done(await officer.get(`/api/v1/persons/${person}`));
    expect([[...near.cases].sort(), near.casesBeyondReach]).toEqual([[own, latest].sort(), 1]);
    const all = done(await supervisor.get(`/api/v1/persons/${person}`));
    expect([[...all.cases].sort(), all.casesBeyondReach]).toEqual([[own, latest, foreign].sort(), 0]);
  });

  it('opens a case for the own office only, and says so at the field', async () => {
    const known = { given: 'Arta', family: 'Zyratest', birth: '1958-04-05', on: '2026-03-01' };
    const person = done(await officer.post('/api/v1/persons', known)).id as string;
    const { institutions } = server.assembly.book;
    const other = institutions.find(({ id }) => id !== desk())?.id;
    const opened = await officer.post('/api/v1/cases', { person, on: '2026-03-01', organisation: other });
    expect(opened.status).toBe(422);
    expect(opened.body.errors).toMatchObject([
      { pointer: '/organisation', code: 'victims.organisation.out-of-reach' },
    ]);
    const asked = { person, on: '2026-03-01', organisation: other, reach: [{ scope: 'all', sealed: true }] };
    expect((await officer.post('/api/v1/cases', asked)).status).toBe(422);

    // Nor does a correction carry a case to another office: that is a transfer.
    const { case: id } = await register('Zyratjetertest');
    const { events } = done(await officer.get(`/api/v1/cases/${id}/timeline`));
    const fact = events.find(({ type }: { type: string }) => type === 'CaseRegistered').id;
    const moved = await officer.post(`/api/v1/cases/${id}/corrections`, {
      ...{ fact, changes: { organisation: other }, reason: 'typing_error', note },
    });
    expect([moved.status, moved.body.errors]).toMatchObject([
      422,
      [{ pointer: '/changes/organisation', code: 'victims.correction.tied' }],
    ]);
  });

  it('keeps the register of organisations, and tells a second writer what has changed', async () => {
    const about = { name: 'Strehëza Test', type: 'ngo', unit: 'AL-01' };
    const entry = { id: 'al-shelter-test', ...about };
    expect((await officer.post('/api/v1/organisations', entry)).status).toBe(403);
    done(await supervisor.post('/api/v1/organisations', entry));
    const twice = await supervisor.post('/api/v1/organisations', entry);
    expect([twice.status, twice.body.type]).toEqual([409, 'victims.organisation.already-registered']);
    const renamed = { ...about, name: 'Strehëza e Re' };
    done(await supervisor.with({ 'if-match': '"1"' }).put(`/api/v1/organisations/${entry.id}`, renamed));
    const late = await supervisor
      .with({ 'if-match': '"1"' })
      .put(`/api/v1/organisations/${entry.id}`, renamed);
    expect([late.status, late.body.type]).toEqual([409, 'victims.request.conflict']);
    expect(late.body).toMatchObject({ expected: 1, actual: 2, since: [{ type: 'OrganisationChanged' }] });
    done(await supervisor.post(`/api/v1/organisations/${entry.id}/closings`, { on: '2026-04-01' }));
    await server.assembly.readModels.waitFor(await server.assembly.store.head(), 20_000);
    const listed = done(await officer.get('/api/v1/organisations')).organisations as { id: string }[];
    expect(listed.find(one => one.id === entry.id)).toMatchObject({
      name: 'Strehëza e Re',
      closedOn: '2026-04-01',
    });
  });

  it('describes all of this at one address', async () => {
    const api = done(await officer.get('/api/v1/openapi.json'));
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/persons/{person}/erasures/approvals',
        '/api/v1/cases/{case}/sections/{section}',
      ]),
    );
    expect(undescribed(api)).toEqual([]);
    expect(api.components.schemas.Values_profile.properties.sex).toBeDefined();
  });
});
