import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  AccessDatabase,
  Accounts,
  actorOf,
  catalogueFaults,
  reachOf,
  Routes,
  RowsWithinReach,
} from '@hub/access';
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
import { Case } from '../case/case';
import type { CaseEvent } from '../case/events';
import { newCase } from '../case/reference';
import { judicial } from '../judicial';
import type { PersonEvent } from '../person/events';
import { Person } from '../person/person';
import { accessMatrix, grave, purposeMatrix } from './access-matrix';
import { actions, roles, type Action, type Role } from './policy';

/** No office of the judicial database works in a county of its own: every other office is a foreign one. */
const places = ['mine', 'of my office', 'foreign'] as const satisfies readonly Place[];

/** Of everybody here. */
const NAME = 'Emrikanarin';

interface Thing {
  readonly place: Place;
  readonly state: State;
  readonly case: string;
  readonly person: string;
}

const reached = (action: Action, role: Role, { place, state }: Pick<Thing, 'place' | 'state'>) =>
  isReached(accessMatrix[action][role], place, state);

describe('the table of rights of the judicial database over HTTP, as the running server has it', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-matrix-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let surfaces: ReadonlyMap<string, readonly Surface[]>;
  const things: Thing[] = [];
  const clients = new Map<Role, ApiClient>();

  const make = async (place: Place, state: State, desk: string, prosecutors: string[]): Promise<Thing> => {
    const { history } = server.assembly;
    const [person, command] = [v4(), v4()];
    const { id, reference } = newCase(command, '2026-01-10');
    const act = (one: string) => ({ command: one, actor: 'system:test', provenance: 'synthetic' as const });
    const legalBasis = ['AL-110a'];
    const known: PersonEvent[] = [
      { type: 'PersonRegistered', data: { kind: 'natural' } },
      { type: 'IdentityRecorded', data: { given: NAME, family: NAME, tokens: [] } },
      ...(state === 'restricted' ? [{ type: 'ProcessingRestricted', data: {} } as const] : []),
    ];
    const office = place === 'foreign' ? 'al-spak' : desk;
    const facts: CaseEvent[] = [
      {
        type: 'CaseOpened',
        data: { reference, office, openedOn: '2026-01-10', origin: 'police_own', legalBasis },
      },
      { type: 'SuspectRegistered', data: { person, kind: 'natural', on: '2026-01-11', legalBasis } },
      ...(place === 'mine'
        ? [{ type: 'CaseAssigned', data: { on: '2026-01-11', prosecutors } } as const]
        : []),
      ...(state === 'sealed' ? [{ type: 'CaseSealed', data: {} } as const] : []),
    ];
    await history.create(Person, person, () => known, act(v4()));
    await history.create(Case, id, () => facts, act(command));
    return { place, state, case: id, person };
  };

  beforeAll(async () => {
    server = await startServer(
      judicial,
      readConfig('judicial', { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' }),
    );
    const accounts = await server.app.get(Accounts, { strict: false }).list();
    const desk = judicial.sandboxDesk(server.assembly.book).office ?? '';
    expect([desk, desk === 'al-spak']).toEqual([expect.stringMatching(/^al-/), false]);
    for (const place of places) {
      for (const state of states) {
        const ids = accounts.map(({ id }) => id);
        things.push(await make(place, state, desk, ids));
      }
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
    if (!client) throw new Error(`nobody signed in as ${role}`);
    const address = url
      .replace(':case', thing?.case ?? '')
      .replace(':person', thing?.person ?? '')
      .replace(':indicator', 'JI02')
      .replace(':section', 'offence')
      .replace(/:\w+/g, v4());
    return method === 'GET' ? client.get(address) : client.send(method, address, {});
  };

  const aboutThings = ({ url }: Surface) => url.includes(':case') || url.includes(':person');
  const ofApi = ({ url }: Surface) => url.startsWith('/api/');

  it('gives and refuses each object as the matrix written by hand says', async () => {
    const questions = actions.flatMap(action => {
      const routes = (surfaces.get(action) ?? []).filter(aboutThings);
      return roles.flatMap((role, row) =>
        routes.length === 0
          ? []
          : things.map((thing, at) => ({
              ...{ action, role, thing },
              // The routes of an action take turns; each role begins with another one.
              surface: routes[(row * 7 + at) % routes.length],
              expected: reached(action, role, thing),
            })),
      );
    });
    const wrong: string[] = [];
    for (const { action, role, thing, surface, expected } of questions) {
      const purpose = purposeOf(purposeMatrix[action]?.[role], thing.state);
      const answer = await ask(role, surface, thing, purpose);
      if (wasGiven(answer) === expected) continue;
      const about = `${thing.place}, ${thing.state}`;
      wrong.push(
        `${role} ${action} ${about}: ${surface.method} ${surface.url} ${answer.status} ${answer.body?.type}`,
      );
    }
    expect(wrong).toEqual([]);
    expect(questions.length).toBeGreaterThan(1_800);
    expect(questions.filter(({ expected }) => expected).length).toBeGreaterThan(180);
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
      const purpose = purposeOf(purposeMatrix[action]?.[role], 'open');
      const expected = unseen(await ask(role, surface, unknown, purpose), unknown);
      const one = unseen(await ask(role, surface, thing, purpose), thing);
      if (one !== expected) told.push(`${role} ${action}: ${surface.url} ${one.slice(0, 80)}`);
      compared[accessMatrix[action][role] ? 'limited' : 'without']++;
    };
    const routes = actions.flatMap(action =>
      (surfaces.get(action) ?? []).filter(aboutThings).map((surface, at) => ({ action, surface, at })),
    );
    for (const { action, surface, at } of routes) {
      // On each route somebody whose right ends before the object, and in turns somebody without any right.
      for (const thing of hidden) {
        const limited = roles.find(role => accessMatrix[action][role] && !reached(action, role, thing));
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
    const seen = unseen(await ask('prosecutor', surface, near), near);
    expect(seen).not.toBe(unseen(await ask('prosecutor', surface, unknown), unknown));
  }, 240_000);

  it('shows no name on any route without a purpose, and with one to nobody but whom the matrix names (R15, R23)', async () => {
    const reading = [...surfaces.values()]
      .flat()
      .filter(surface => surface.method === 'GET' && aboutThings(surface));
    expect(reading.length).toBeGreaterThan(20);
    const open = things.filter(({ state, place }) => state === 'open' && place !== 'of my office');
    const shown: string[] = [];
    const named: string[] = [];
    for (const { role, thing } of roles.flatMap(one => open.map(thing => ({ role: one, thing })))) {
      for (const surface of reading) {
        const { text, headers } = await ask(role, surface, thing);
        if (`${text}${JSON.stringify(headers)}`.includes(NAME)) shown.push(`${role}: ${surface.url}`);
      }
      const purpose = purposeOf(purposeMatrix['person.identify']?.[role], 'open');
      const identity = { method: 'GET', url: '/api/v1/persons/:person/identity' } as const;
      const { text } = await ask(role, identity, thing, purpose);
      if (text.includes(NAME) !== reached('person.identify', role, thing))
        named.push(`${role}, ${thing.place}`);
    }
    expect([shown, named]).toEqual([[], []]);
    expect(reached('person.identify', 'prosecutor', { place: 'mine', state: 'open' })).toBe(true);
  }, 240_000);

  it('gives and refuses what is about no object as the matrix says', async () => {
    const questions = actions.flatMap(action =>
      (surfaces.get(action) ?? [])
        .filter(surface => !aboutThings(surface))
        .flatMap(surface => roles.map(role => ({ action, surface, role }))),
    );
    const wrong: string[] = [];
    for (const { action, surface, role } of questions) {
      const answer = await ask(role, surface, undefined, purposeOf(purposeMatrix[action]?.[role], 'open'));
      if (wasGiven(answer) === (accessMatrix[action][role] !== undefined)) continue;
      wrong.push(`${role} ${action}: ${surface.method} ${surface.url} ${answer.status} ${answer.body?.type}`);
    }
    expect(wrong).toEqual([]);
    expect(questions.length).toBeGreaterThan(100);
  }, 120_000);

  it('lists to each role the cases within its reach, and no other', async () => {
    for (const role of roles) {
      const answer = await ask(role, { method: 'GET', url: '/api/v1/cases' });
      // A list names nobody: restriction hides the person, not that there is a case.
      const expected = things.filter(({ place, state }) =>
        reached('case.list', role, { place, state: state === 'restricted' ? 'open' : state }),
      );
      const listed = wasGiven(answer) ? (answer.body.cases as { id: string }[]).map(({ id }) => id) : [];
      expect([role, [...listed].sort()]).toEqual([role, expected.map(thing => thing.case).sort()]);
    }
  });

  it('shows a query without any condition no row beyond the reach, in every table about cases', async () => {
    const within = server.app.get(RowsWithinReach, { strict: false });
    const accounts = server.app.get(Accounts, { strict: false });
    let seen = 0;
    for (const role of roles) {
      const account = await accounts.bySignInName(role);
      if (!account) throw new Error(`no account ${role}`);
      const reach = reachOf(judicial.policy, actorOf(account), 'case.list', undefined, new Date());
      const expected = things
        .filter(({ place, state }) =>
          reached('case.list', role, { place, state: state === 'restricted' ? 'open' : state }),
        )
        .map(thing => thing.case)
        .sort();
      seen += expected.length;
      for (const [table, id] of [
        ['case_file', 'id'],
        ['case_fact', 'case_id'],
        ['defendant', 'case_id'],
        ['case_quality', 'case_id'],
        ['count_case', 'case_id'],
      ]) {
        const rows = await within.query<{ id: string }>(reach, `select distinct ${id} as id from ${table}`);
        expect([role, table, rows.map(row => row.id).sort()]).toEqual([role, table, expected]);
      }
    }
    expect(seen).toBeGreaterThan(10);
    expect(await within.query([], 'select id from case_file')).toEqual([]);
    expect(await within.query([{ scope: 'all', sealed: true }], 'select id from case_file')).toHaveLength(
      things.length,
    );
  });

  it('has a catalogue in which nothing undoes row security, also after the tables were built anew', async () => {
    const { readModels } = server.assembly;
    const faults = async () => {
      const found = await readModels.read({}, sql =>
        catalogueFaults(sql as Parameters<typeof catalogueFaults>[0], {
          context: 'judicial',
          schemas: ['read'],
          without: ['checkpoint', 'recorded_at'],
        }),
      );
      // The superuser of an embedded server; the hub never signs in as it once the databases are prepared.
      return found.filter(fault => !fault.startsWith('judicial_admin:'));
    };
    expect(await faults()).toEqual([]);
    await readModels.rebuild(['proceedings']);
    expect(await faults()).toEqual([]);
    const within = server.app.get(RowsWithinReach, { strict: false });
    const far = await within.query(
      [{ scope: 'office', office: 'al-spak', sealed: false }],
      'select from case_file',
    );
    expect(far).toHaveLength(
      things.filter(({ place, state }) => place === 'foreign' && state !== 'sealed').length,
    );
  }, 60_000);

  it('opens what needs a purpose for no purpose, and for none of another role', async () => {
    const [own] = things;
    for (const action of ['person.identify', 'case.read-number'] as const) {
      const surface = (surfaces.get(action) ?? []).find(one => ofApi(one) && aboutThings(one));
      if (!surface) continue;
      expect((await ask('prosecutor', surface, own)).status).toBe(403);
      expect((await ask('prosecutor', surface, own, 'statistics')).status).toBe(403);
      expect((await ask('prosecutor', surface, own, 'curiosity')).status).toBe(422);
    }
    expect((surfaces.get('person.identify') ?? []).some(one => ofApi(one) && aboutThings(one))).toBe(true);
  });

  it('wants the password again for what is grave, once some minutes have passed', async () => {
    const { pool } = server.app.get(AccessDatabase, { strict: false });
    await pool.query(`update access.session set factor_at = factor_at - interval '8 minutes'`);
    let asked = 0;
    for (const action of grave) {
      const role = accessMatrix[action].chief_prosecutor ? 'chief_prosecutor' : 'prosecutor';
      for (const surface of (surfaces.get(action) ?? []).filter(ofApi)) {
        const answer = await ask(role, surface, things[0]);
        expect([surface.url, answer.body.type]).toEqual([surface.url, 'access.step-up-required']);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(10);
    expect((await ask('prosecutor', { method: 'GET', url: '/api/v1/cases/:case' }, things[0])).status).toBe(
      200,
    );
  });
});
