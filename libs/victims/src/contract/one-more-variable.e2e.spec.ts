import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Criteria, Variable } from '@hub/codebook';
import { victimCriteria } from '@hub/codebook/victims';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, type ApiAnswer } from '@hub/testing';
import { sealingOf } from '../sealing';
import { victims } from '../victims';

const added: readonly Variable[] = [
  {
    ...{ name: 'dwelling', number: 'V999', personalData: 'Q' },
    type: { kind: 'code', list: 'dwelling' },
    missing: ['unknown'],
  },
  {
    ...{ name: 'dwelling_notes', number: 'V998', personalData: 'D' },
    type: { kind: 'text' },
    sealed: { class: 'narrative', reason: 'free text' },
  },
];

/** The criteria with a code and a sealed text more in one section: all that is added, as the codebook would add it. */
const criteria: Criteria = {
  ...victimCriteria,
  version: '1.1.0-test',
  lists: {
    ...victimCriteria.lists,
    dwelling: { name: 'dwelling', part: 'victims', codes: [{ code: 'flat' }, { code: 'tent' }] },
  },
  sections: victimCriteria.sections.map(section =>
    section.name === 'background' ? { ...section, variables: [...section.variables, ...added] } : section,
  ),
};

describe('a variable added to the criteria', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'one-more-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let trainer: ApiClient;
  let url: string;
  let position: string;

  const done = ({ status, text, body }: ApiAnswer) => {
    if (status >= 300) throw new Error(`${status} ${text}`);
    return body;
  };

  beforeAll(async () => {
    server = await startServer(
      { ...victims, criteria, sealing: sealingOf(criteria) },
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    trainer = await ApiClient.signIn(server, 'trainer');
    const person = done(await trainer.post('/api/v1/persons', { on: '2026-03-01', given: 'Arta' })).id;
    const opened = { person, on: '2026-03-01', organisation: 'al-police-01' };
    const id = done(await trainer.post('/api/v1/cases', opened)).id as string;
    url = `/api/v1/cases/${id}`;
    done(await trainer.post(`${url}/decisions`, { status: 'presumed', on: '2026-03-02' }));
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  it('is checked', async () => {
    const values = { dwelling: 'castle' };
    const refused = await trainer.put(`${url}/sections/background`, { values, basedOn: 0 });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/values/dwelling' })]);
  });

  it('is recorded and read, its text sealed', async () => {
    const values = { dwelling: 'tent', dwelling_notes: 'By the river' };
    const recorded = await trainer.put(`${url}/sections/background`, { values, basedOn: 0 });
    position = done(recorded).position as string;
    const read = done(await trainer.get(`${url}?after=${position}`));
    expect(read.sections.background.values).toEqual({ dwelling: 'tent', dwelling_notes: { sealed: true } });
    let log = '';
    for await (const batch of server.assembly.store.log(0n)) log += batch.map(event => event.data).join();
    expect(log).toContain('"dwelling":"tent"');
    expect(log).not.toContain('river');
    const texts = await trainer.for('training').get(`${url}/sealed-values`);
    expect(texts.text).toContain('By the river');
  });

  it('is in the description of the interface and of the criteria', async () => {
    const api = done(await trainer.get('/api/v1/openapi.json'));
    const described = JSON.stringify(api.components.schemas.Values_background);
    expect(described).toContain('"dwelling"');
    expect(described).toContain('"tent"');
    const schema = done(await trainer.get('/api/v1/criteria/sections/background/schema'));
    expect(schema.properties.dwelling).toBeDefined();
  });

  it('is in the import template', async () => {
    const { columns } = done(await trainer.get('/api/v1/criteria/import-template'));
    expect(JSON.stringify(columns)).toContain('"dwelling"');
  });

  it('is a column of the read model and a breakdown of tables', async () => {
    const { rows } = await server.assembly.readModels.query<{ n: number }>(
      'select count(*)::int as n from case_fact where dwelling is not null',
    );
    expect(rows[0]?.n).toBe(1);
    const table = await trainer
      .for('training')
      .get(`/api/v1/indicators/VI01/table?by=year,dwelling&after=${position}`);
    expect(done(table)).toMatchObject({
      columns: ['year', 'dwelling', 'value'],
      rows: [['2026', 'tent', 1]],
    });
  });
});
