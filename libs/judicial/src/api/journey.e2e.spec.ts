import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { answered, ApiClient, undescribed } from '@hub/testing';
import { judicial } from '../judicial';

const ARTICLE = 'AL-110a';
const CHILDREN = 'AL-128b';
const COURT = 'al-special-court';
const APPEAL_COURT = 'al-special-appeal';
const lek = (amount: number) => ({ amount, currency: 'ALL' });

interface Seen {
  readonly person: string;
  readonly judgments: readonly { readonly id: string; readonly on: string; readonly instance: string }[];
  readonly indictments: readonly { readonly id: string }[];
  readonly appeals: readonly { readonly id: string }[];
}

describe('a case over the interface, from the report to its closing', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-api-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let prosecutor: ApiClient;
  let chief: ApiClient;
  let analyst: ApiClient;
  let id = '';
  let convicted = '';
  let acquitted = '';
  /** Position of the log after the latest fact. */
  let latest = '0';
  const before = { suspects: '0', judgment: '0', appeal: '0' };

  beforeAll(async () => {
    const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
    server = await startServer(judicial, readConfig('judicial', env));
    prosecutor = await ApiClient.signIn(server, 'prosecutor');
    chief = await ApiClient.signIn(server, 'chief_prosecutor');
    analyst = (await ApiClient.signIn(server, 'analyst')).for('statistics');
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const record = async (what: string, body: object, who = prosecutor) => {
    const recorded = answered(await who.post(`/api/v1/cases/${id}/${what}`, body));
    latest = recorded.position;
    return recorded;
  };
  const refused = async (what: string, body: object) => {
    const { status, body: said } = await prosecutor.post(`/api/v1/cases/${id}/${what}`, body);
    return [status, said.type];
  };
  const read = async () => answered(await prosecutor.get(`/api/v1/cases/${id}?after=${latest}`), 200);
  const seen = async (person: string): Promise<Seen> => {
    const { proceeding } = await read();
    return proceeding.defendants.find((one: Seen) => one.person === person);
  };
  const factOf = async (type: string): Promise<string> =>
    (await read()).facts.find((fact: { type: string }) => fact.type === type).id;
  const describeAs = async (section: string, values: object, person?: string) =>
    record('sections', { section, values, basedOn: (await read()).version, ...(person && { person }) });
  const table = async (indicator: string, query = 'by=year') => {
    const url = `/api/v1/indicators/${indicator}/table?${query}&after=${latest}`;
    return answered(await analyst.get(url), 200).rows;
  };

  it('is described by the interface itself, from its code and the criteria', async () => {
    const api = answered(await prosecutor.get('/api/v1/openapi.json'), 200);
    expect(api.openapi).toBe('3.1.0');
    const routes = Object.keys(api.paths);
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.every(route => route.startsWith('/api/v1/'))).toBe(true);
    expect(undescribed(api)).toEqual([]);
    const { sex } = api.components.schemas.Values_person_profile.properties;
    expect(sex).toBeDefined();
  });

  it('is opened, and read back at once', async () => {
    const body = { openedOn: '2025-01-10', origin: 'police_own', legalBasis: [ARTICLE] };
    const opened = answered(await prosecutor.post('/api/v1/cases', body));
    ({ id, position: latest } = opened);
    expect(await read()).toMatchObject({ reference: opened.reference, version: 1, stage: 's0_report' });
    const { cases } = answered(await prosecutor.get(`/api/v1/cases?reference=${opened.reference}`), 200);
    expect(cases).toMatchObject([{ id, openedOn: '2025-01-10' }]);
  });

  it('is investigated against two suspects, who are charged and indicted', async () => {
    before.suspects = latest;
    const persons = [];
    for (const family of ['Gjoka', 'Marku']) {
      const identity = { given: 'Ilir', family };
      const registered = answered(await prosecutor.post('/api/v1/persons', { kind: 'natural', identity }));
      const person: string = registered.id;
      await record('suspects', { person, kind: 'natural', on: '2025-01-12', legalBasis: [ARTICLE] });
      persons.push(person);
    }
    [convicted = '', acquitted = ''] = persons;
    expect(await refused('investigations/conclusions', { on: '2025-03-01' })).toEqual([
      422,
      'judicial.investigation.not-opened',
    ]);
    await record('investigations', { on: '2025-01-15' });
    await record('investigations/conclusions', { on: '2025-03-01' });
    const charge = (person: string, legalBasis: string[]) =>
      record('prosecution-decisions', { person, on: '2025-03-05', decision: 'charged_thb', legalBasis });
    await charge(convicted, [ARTICLE, CHILDREN]);
    await charge(acquitted, [ARTICLE]);
    const defendants = [
      { person: convicted, charges: [ARTICLE, CHILDREN] },
      { person: acquitted, charges: [ARTICLE] },
    ];
    await record('indictments', { on: '2025-03-06', court: COURT, defendants });
    expect((await read()).stage).toBe('s3_indictment');
  });

  it('is judged at first instance per defendant and charge, not before the main hearing', async () => {
    const judgment = {
      ...{ on: '2025-05-04', court: COURT },
      defendants: [
        {
          person: convicted,
          verdicts: [
            { legalBasis: ARTICLE, verdict: 'convicted_thb' },
            { legalBasis: CHILDREN, verdict: 'acquitted' },
          ],
        },
        { person: acquitted, verdicts: [{ legalBasis: ARTICLE, verdict: 'acquitted' }] },
      ],
    };
    expect(await refused('judgments', judgment)).toEqual([422, 'judicial.trial.not-opened']);
    const [indictment] = (await seen(convicted)).indictments;
    await record('trials', { indictment: indictment?.id, on: '2025-04-20', court: COURT });
    const [first, second] = judgment.defendants;
    const partly = { ...first, verdicts: first?.verdicts.slice(0, 1) };
    expect(await refused('judgments', { ...judgment, defendants: [partly, second] })).toEqual([
      422,
      'judicial.charge.unanswered',
    ]);
    before.judgment = latest;
    await record('judgments', judgment);
    await record('sentences', { person: convicted, on: '2025-05-06', kind: 'imprisonment', months: 96 });
    expect((await seen(convicted)).judgments).toMatchObject([
      { instance: 'first', verdicts: judgment.defendants[0]?.verdicts },
    ]);
  });

  it('has the date of the judgment put right with a second person only', async () => {
    const correction = {
      ...{ fact: await factOf('JudgmentDelivered'), reason: 'typing_error' },
      changes: { on: '2025-05-05' },
    };
    const broken = { ...correction, changes: { on: '2025-05-07' } };
    expect(await refused('corrections', broken)).toEqual([422, 'judicial.correction.breaks-order']);
    await record('corrections', correction);
    const { proposals } = await read();
    expect(proposals).toMatchObject([{ amendment: { data: { fact: { data: { on: '2025-05-05' } } } } }]);
    expect((await seen(convicted)).judgments).toMatchObject([{ on: '2025-05-04' }]);
    const approval = { proposal: proposals[0].proposal };
    expect(await refused('corrections/approvals', approval)).toEqual([403, 'access.not-allowed']);
    await record('corrections/approvals', approval, chief);
    expect((await read()).proposals).toEqual([]);
    expect((await seen(convicted)).judgments).toMatchObject([{ on: '2025-05-05' }]);
  });

  it('is decided on appeal, where the acquitted one is convicted too, and becomes final', async () => {
    const finally_ = { on: '2025-07-01', persons: [convicted, acquitted] };
    const [judgment] = (await seen(convicted)).judgments;
    const filed = { judgment: judgment?.id, on: '2025-05-11', by: 'both' };
    await record('appeals', { ...filed, persons: [convicted, acquitted] });
    expect(await refused('final-judgments', finally_)).toEqual([422, 'judicial.appeal.pending']);
    const [appeal] = (await seen(acquitted)).appeals;
    before.appeal = latest;
    await record('appeals/decisions', {
      ...{ appeal: appeal?.id, on: '2025-06-20', court: APPEAL_COURT },
      outcomes: [
        { person: convicted, outcome: 'upheld' },
        {
          ...{ person: acquitted, outcome: 'reversed_to_conviction' },
          verdicts: [{ legalBasis: ARTICLE, verdict: 'convicted_thb' }],
        },
      ],
    });
    await record('sentences', { person: acquitted, on: '2025-06-20', kind: 'imprisonment', months: 60 });
    await record('final-judgments', finally_);
    expect((await read()).stage).toBe('s7_final_judgment');
  });

  it('has its money: what is confiscated, and what victims are awarded and paid', async () => {
    await record('confiscations', {
      ...{ person: convicted, on: '2025-06-20', kind: 'ordinary' },
      value: lek(1_200_000),
    });
    await record('compensations', { person: convicted, on: '2025-06-20', value: lek(500_000) });
    const { confiscations, awards } = (await read()).proceeding;
    expect(confiscations).toMatchObject([{ value: lek(1_200_000) }]);
    const [{ id: award }] = awards;
    const payment = { award, on: '2025-09-01', value: lek(600_000) };
    expect(await refused('compensations/payments', payment)).toEqual([
      422,
      'judicial.compensation.exceeds-award',
    ]);
    await record('compensations/payments', { ...payment, value: lek(200_000) });
  });

  it('is closed when all that is mandatory is answered, and not before', async () => {
    const closing = { on: '2025-10-01', reason: 'all_finally_decided' };
    expect(await refused('closings', closing)).toEqual([422, 'judicial.case.incomplete']);
    await describeAs('offence', {
      ...{ exploitation_forms: ['sexual'], main_exploitation: 'sexual', scope: 'internal' },
      ...{ offence_countries: ['AL'], acts: ['recruitment'], means: ['deception'] },
      ...{ offence_period_start: '2024', offence_units: ['AL-11'] },
    });
    await describeAs('victim_counts', { victims_female_adult: 2 });
    for (const [person, sex] of [
      [convicted, 'male'],
      [acquitted, 'female'],
    ] as const) {
      await describeAs('person_profile', { sex, age_at_offence: 34, citizenship: ['AL'] }, person);
    }
    await record('closings', closing);
    expect((await read()).proceeding.closed).toMatchObject(closing);
    expect(await refused('investigations', { on: '2025-10-02' })).toEqual([
      422,
      'judicial.case.already-closed',
    ]);
  });

  it('is counted in the tables as it was recorded, and as of an earlier position as it was known then', async () => {
    expect(await table('JI02')).toEqual([['2025', 2]]);
    expect(await table('JI02', 'by=sex')).toEqual([
      ['female', 1],
      ['male', 1],
    ]);
    const known = async (indicator: string, position: string) => table(indicator, `by=year&asOf=${position}`);
    expect(await known('JI02', before.suspects)).toEqual([]);
    expect(await known('JI02', before.judgment)).toEqual([['2025', 2]]);
    expect(await known('JI05', before.judgment)).toEqual([]);
    expect(await known('JI05', before.appeal)).toEqual([['2025', 1]]);
    expect(await known('JI06', before.appeal)).toEqual([]);
    expect(await table('JI06')).toEqual([['2025', 2]]);
  });
});
