import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccessDatabase, Accounts, actorOf, catalogueFaults, reachOf, Routes } from '@hub/access';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import {
  ApiClient,
  type ApiAnswer,
  isReached,
  purposeOf,
  states,
  surfacesByAction,
  unseen,
  wasGiven,
  type Place,
  type State,
  type Surface,
} from '@hub/testing';
import { v4 } from 'uuid';
import { Case, type CaseFact } from '../case/case';
import type { PersonFact } from '../person/identity';
import { Person } from '../person/person';
import { caseIdOf, caseReference } from '../reference';
import { victims } from '../victims';
import { accessMatrix, purposeMatrix } from './access-matrix';
import { actions, roles, type Action, type Role } from './policy';

const places: Readonly<Record<Place, { organisation: string; county: string; mine: boolean }>> = {
  mine: { organisation: 'al-police-01', county: 'AL-01', mine: true },
  'of my office': { organisation: 'al-police-01', county: 'AL-01', mine: false },
  'of my county': { organisation: 'al-social-01', county: 'AL-01', mine: false },
  foreign: { organisation: 'al-police-02', county: 'AL-02', mine: false },
};

/** Of everybody here. */
const NAME = 'Emrikanarin';

interface Thing {
  readonly place: Place;
  readonly state: State;
  readonly case: string;
  readonly person: string;
}

const reaches = (action: Action, role: Role, place: Place, state: State) =>
  isReached(accessMatrix[action][role], place, state);

const purposeFor = (action: Action, role: Role, state: State) =>
  purposeOf(purposeMatrix[action]?.[role], state);

describe('the table of rights over HTTP, as the running server has it', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-matrix-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  const things: Thing[] = [];
  const clients = new Map<Role, ApiClient>();
  let surfaces: ReadonlyMap<string, readonly Surface[]>;

  const make = async (place: Place, state: State, assignees: readonly string[]): Promise<Thing> => {
    const { history } = server.assembly;
    const { organisation, county, mine } = places[place];
    const [person, command] = [v4(), v4()];
    const reference = caseReference(command, 2026, 0);
    const id = caseIdOf(reference);
    const act = (one: string) => ({ command: one, actor: 'system:test', provenance: 'synthetic' as const });
    const about = { person, note: 'note' };
    const known: PersonFact[] = [
      { type: 'PersonRegistered', data: { on: '2026' } },
      { type: 'IdentityRecorded', data: { given: NAME, family: NAME, tokens: [] } },
      ...(state === 'restricted' ? [{ type: 'ProcessingRestricted', data: { note: 'note' } } as const] : []),
    ];
    const facts: CaseFact[] = [
      {
        type: 'CaseRegistered',
        data: { reference, person, on: '2026', organisation, organisationType: 'police', county },
      },
      ...(mine ? assignees : []).map(to => ({ type: 'CaseAssigned', data: { to } }) as const),
      ...(state === 'sealed' ? [{ type: 'CaseSealed', data: about } as const] : []),
    ];
    await history.create(Person, person, () => known, act(v4()));
    await history.create(Case, id, () => facts, act(command));
    return { place, state, case: id, person };
  };

  beforeAll(async () => {
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    const accounts = await server.app.get(Accounts, { strict: false }).list();
    const assignees = accounts.map(({ id }) => id);
    for (const place of Object.keys(places) as Place[]) {
      for (const state of states) things.push(await make(place, state, assignees));
    }
    const { readModels, store } = server.assembly;
    await readModels.waitFor(await store.head(), 20_000);
    for (const role of roles) clients.set(role, await ApiClient.signIn(server, role));
    surfaces = surfacesByAction(server.app.get(Routes, { strict: false }).all());
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  /** A request that the guard judges and the handler then refuses for its headers, so that nothing is changed. */
  const ask = (role: Role, { method, url }: Surface, thing?: Thing, purpose?: string): Promise<ApiAnswer> => {
    const client = clients.get(role)?.with({
      ...(method !== 'GET' && { 'if-match': 'nonsense' }),
      ...(purpose && { 'x-hub-purpose': purpose }),
    });
    const address = url
      .replace(':case', thing?.case ?? '')
      .replace(':person', thing?.person ?? '')
      .replace(':indicator', 'VI03')
      .replace(':section', 'profile')
      .replace(':organisation', 'al-police-01')
      .replace(/:\w+/g, v4());
    if (!client) throw new Error(`nobody signed in as ${role}`);
    return method === 'GET' ? client.get(address) : client.send(method, address, {});
  };

  const aboutThings = (url: string) => url.includes(':case') || url.includes(':person');

  it('gives and refuses each object as the matrix written by hand says', async () => {
    const questions = actions.flatMap(action => {
      const routes = (surfaces.get(action) ?? []).filter(({ url }) => aboutThings(url));
      const all = routes.length === 0 ? [] : roles.flatMap(role => things.map(thing => ({ role, thing })));
      return all.map(({ role, thing }, at) => ({
        ...{ action, role, thing },
        surface: routes[at % routes.length],
        expected: reaches(action, role, thing.place, thing.state),
      }));
    });
    const wrong: string[] = [];
    for (const { action, role, thing, surface, expected } of questions) {
      const answer = await ask(role, surface, thing, purposeFor(action, role, thing.state));
      if (wasGiven(answer) === expected) continue;
      const about = `${thing.place}, ${thing.state}`;
      wrong.push(`${role} ${action} ${about}: ${surface.method} ${surface.url} ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(questions.length).toBeGreaterThan(2_000);
    expect(questions.filter(({ expected }) => expected).length).toBeGreaterThan(300);
  }, 240_000);

  it('answers about what is beyond reach, or sealed, as about what does not exist, on every route (R14)', async () => {
    const hidden = things.filter(
      ({ place, state }) =>
        (place === 'of my office' && state === 'sealed') || (place === 'foreign' && state === 'open'),
    );
    const unknown = { place: 'foreign', state: 'open', case: v4(), person: v4() } as const;
    const told: string[] = [];
    const compared = { limited: 0, without: 0 };
    const compare = async (action: Action, surface: Surface, role: Role, thing: Thing) => {
      const purpose = purposeFor(action, role, 'open');
      const expected = unseen(await ask(role, surface, unknown, purpose), unknown);
      const one = unseen(await ask(role, surface, thing, purpose), thing);
      if (one !== expected) told.push(`${role} ${action}: ${surface.url} ${one.slice(0, 80)}`);
      compared[accessMatrix[action][role] ? 'limited' : 'without']++;
    };
    const routes = actions.flatMap(action =>
      (surfaces.get(action) ?? [])
        .filter(({ url }) => aboutThings(url))
        .map((surface, at) => ({ action, surface, at })),
    );
    for (const { action, surface, at } of routes) {
      // On each route somebody whose right ends before the object, and in turns somebody without any right.
      for (const thing of hidden) {
        const limited = roles.find(
          role => accessMatrix[action][role] && !reaches(action, role, thing.place, thing.state),
        );
        if (limited) await compare(action, surface, limited, thing);
      }
      const without = roles.filter(role => !accessMatrix[action][role]);
      const [role, thing] = [without[at % without.length], hidden[at % hidden.length]];
      if (role && thing) await compare(action, surface, role, thing);
    }
    expect(told).toEqual([]);
    expect(Math.min(compared.limited, compared.without)).toBeGreaterThan(40);
    // The control: what is within reach is told from it.
    const surface = { method: 'GET', url: '/api/v1/cases/:case' } as const;
    const near = things[0];
    if (!near) throw new Error('nothing is near');
    const seen = unseen(await ask('officer', surface, near), near);
    expect(seen).not.toBe(unseen(await ask('officer', surface, unknown), unknown));
  }, 240_000);

  it('shows no name on any route without a purpose, and with one to nobody but whom the matrix names (R15, R23)', async () => {
    const reading = [...surfaces.values()]
      .flat()
      .filter(({ method, url }) => method === 'GET' && aboutThings(url));
    expect(reading.length).toBeGreaterThan(20);
    const open = things.filter(({ state, place }) => state === 'open' && place !== 'of my office');
    const shown: string[] = [];
    const named: string[] = [];
    for (const { role, thing } of roles.flatMap(one => open.map(thing => ({ role: one, thing })))) {
      for (const surface of reading) {
        const { text, headers } = await ask(role, surface, thing);
        if (`${text}${JSON.stringify(headers)}`.includes(NAME)) shown.push(`${role}: ${surface.url}`);
      }
      const purpose = purposeFor('person.identify', role, 'open');
      const identity = { method: 'GET', url: '/api/v1/persons/:person/identity' } as const;
      const { text } = await ask(role, identity, thing, purpose);
      if (text.includes(NAME) !== reaches('person.identify', role, thing.place, thing.state))
        named.push(`${role}, ${thing.place}`);
    }
    expect([shown, named]).toEqual([[], []]);
    expect(reaches('person.identify', 'officer', 'mine', 'open')).toBe(true);
  }, 240_000);

  it('gives and refuses what is about no object as the matrix says', async () => {
    const questions = actions.flatMap(action =>
      (surfaces.get(action) ?? [])
        .filter(({ url }) => !aboutThings(url))
        .flatMap(surface => roles.map(role => ({ action, surface, role }))),
    );
    const wrong: string[] = [];
    for (const { action, surface, role } of questions) {
      const answer = await ask(role, surface, undefined, purposeFor(action, role, 'open'));
      if (wasGiven(answer) === (accessMatrix[action][role] !== undefined)) continue;
      wrong.push(`${role} ${action}: ${surface.method} ${surface.url} ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(questions.length).toBeGreaterThan(100);
  }, 120_000);

  it('lists to each role the cases within its reach, and no other', async () => {
    for (const role of roles) {
      const answer = await ask(role, { method: 'GET', url: '/api/v1/cases' });
      const expected = things.filter(({ place, state }) => {
        // A list names nobody: restriction hides the person, not that there is a case.
        return reaches('case.list', role, place, state === 'restricted' ? 'open' : state);
      });
      const listed = wasGiven(answer) ? (answer.body.cases as { id: string }[]).map(({ id }) => id) : [];
      expect([role, [...listed].sort()]).toEqual([role, expected.map(thing => thing.case).sort()]);
    }
  });

  it('shows a query without any condition no row beyond the reach, in every table about cases', async () => {
    const { readModels, scopeTokens } = server.assembly;
    const accounts = server.app.get(Accounts, { strict: false });
    const ids = async (table: string, settings: Record<string, string>) => {
      const { rows } = await readModels.read({ role: 'victims_reader', settings }, sql =>
        sql.query<{ id: string }>(`select distinct case_id as id from ${table}`),
      );
      return rows.map(({ id }) => id).sort();
    };
    let seen = 0;
    for (const role of roles) {
      const account = await accounts.bySignInName(role);
      if (!account) throw new Error(`no account ${role}`);
      const reach = reachOf(victims.policy, actorOf(account), 'case.list', undefined, new Date());
      const expected = things
        .filter(({ place, state }) => reaches('case.list', role, place, state === 'sealed' ? state : 'open'))
        .map(thing => thing.case)
        .sort();
      seen += expected.length;
      for (const table of ['case_file', 'case_fact']) {
        expect([role, table, await ids(table, scopeTokens.settings(reach))]).toEqual([role, table, expected]);
      }
    }
    expect(seen).toBeGreaterThan(20);
    expect(await ids('case_file', {})).toEqual([]);
    const everything = [{ scope: 'all', sealed: true }] as const;
    const [token = ''] = Object.values(scopeTokens.settings(everything));
    const forged = `${Buffer.from('{"until":9e15,"reach":{"all":["*"]}}').toString('hex')}.${token.split('.')[1]}`;
    expect(await ids('case_file', { 'hub.scope': forged }).catch(() => [])).toEqual([]);
    expect(await ids('case_file', { 'hub.scope': token })).toHaveLength(things.length);
  });

  it('has a catalogue in which nothing undoes row security, also after the tables were built anew', async () => {
    const { readModels, scopeTokens } = server.assembly;
    const faults = async () => {
      const found = await readModels.read({}, sql =>
        catalogueFaults(sql as Parameters<typeof catalogueFaults>[0], {
          context: 'victims',
          schemas: ['read'],
          without: ['checkpoint', 'organisation', 'recorded_at'],
        }),
      );
      // The superuser of an embedded server; the hub never signs in as it once the databases are prepared.
      return found.filter(fault => !fault.startsWith('victims_admin:'));
    };
    expect(await faults()).toEqual([]);
    await readModels.rebuild(['cases']);
    expect(await faults()).toEqual([]);
    const settings = scopeTokens.settings([{ scope: 'office', office: 'al-police-02', sealed: false }]);
    const { rows } = await readModels.read({ role: 'victims_reader', settings }, sql =>
      sql.query('select from case_file'),
    );
    expect(rows).toHaveLength(
      things.filter(({ place, state }) => place === 'foreign' && state !== 'sealed').length,
    );
  }, 60_000);

  it('opens what needs a purpose for no purpose, and for none of another role', async () => {
    const [own] = things;
    for (const action of ['person.identify', 'case.read-sealed-values'] as const) {
      const [surface] = (surfaces.get(action) ?? []).filter(({ url }) => url.startsWith('/api/'));
      if (!surface) throw new Error(`no surface of ${action}`);
      expect((await ask('officer', surface, own)).status).toBe(403);
      expect((await ask('officer', surface, own, 'statistics')).status).toBe(403);
      expect((await ask('officer', surface, own, 'curiosity')).status).toBe(422);
    }
  });

  it('wants the password again for what is grave, once some minutes have passed', async () => {
    const { pool } = server.app.get(AccessDatabase, { strict: false });
    await pool.query(`update access.session set factor_at = factor_at - interval '8 minutes'`);
    const grave: readonly Action[] = [
      ...(['case.seal', 'case.unseal', 'person.restrict', 'person.hold', 'person.merge'] as const),
      ...(['person.separate', 'correction.approve', 'erasure.request', 'erasure.approve'] as const),
    ];
    for (const action of grave) {
      for (const surface of (surfaces.get(action) ?? []).filter(({ url }) => url.startsWith('/api/'))) {
        const answer = await ask('supervisor', surface, things[0]);
        expect([surface.url, answer.body.type]).toEqual([surface.url, 'access.step-up-required']);
      }
    }
    const reading = await ask('supervisor', { method: 'GET', url: '/api/v1/cases/:case' }, things[0]);
    expect(reading.status).toBe(200);
  });
});
