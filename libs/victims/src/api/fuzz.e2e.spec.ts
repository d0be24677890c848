import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Routes } from '@hub/access';
import { Log, readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, PaperBrowser, assertSound, fuzzForms, type ApiAnswer } from '@hub/testing';
import { v4 } from 'uuid';
import { victims } from '../victims';

/** What a person would be known by; it must stand in no log line, whatever was sent around it. */
const CANARY = 'Zgjedhjaxq';
const RUNS = 20;

describe('whatever JSON is sent to the REST interface', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-fuzz-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let trainer: ApiClient;
  let supervisor: ApiClient;
  let routes: string[];
  const ids = { case: '', person: '' };
  const logged: string[] = [];
  let opened: jest.SpyInstance;

  beforeAll(async () => {
    const open = Log.open.bind(Log);
    opened = jest
      .spyOn(Log, 'open')
      .mockImplementation(context => open(context, { write: line => void logged.push(line) }));
    server = await startServer(
      victims,
      readConfig('victims', { HUB_DATA: data, VICTIMS_PORT: '0', HUB_SEED: '0' }),
    );
    trainer = await ApiClient.signIn(server, 'trainer');
    supervisor = await ApiClient.signIn(server, 'supervisor');
    const registered = await trainer.post('/api/v1/persons', {
      given: CANARY,
      family: CANARY,
      on: '2026-03',
    });
    ids.person = registered.body.id;
    const begun = { person: ids.person, on: '2026-03', organisation: 'al-police-01' };
    ids.case = (await trainer.post('/api/v1/cases', begun)).body.id;
    routes = server.app
      .get(Routes, { strict: false })
      .all()
      .map(({ route }) => route)
      .filter(route => /^(POST|PUT) \/api\/v1\/(?!session)/.test(route));
  }, 240_000);

  afterAll(async () => {
    opened.mockRestore();
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const send = async (route: string, body: unknown): Promise<ApiAnswer> => {
    const [method = '', url = ''] = route.split(' ');
    const address = url
      .replace(':case', ids.case)
      .replace(':person', ids.person)
      .replace(':section', 'profile')
      .replace(':organisation', 'al-police-02')
      .replace(/:\w+/g, v4());
    // Who may do what is not the question here: the one who may answers.
    const who =
      /approvals|refusals|merges|separations|restrictions|holds|erasures|seals|organisations|accounts/.test(
        url,
      )
        ? supervisor
        : trainer.for('training');
    return who.send(method as 'POST' | 'PUT', address, body);
  };

  const word = fc.oneof(
    fc.constantFrom(CANARY, '2026-03-01', 'unknown', '', '__proto__', '\u0000', "'; drop table x; --", '$e'),
    fc.string(),
    fc.uuid(),
  );
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), word, fc.constant(null), fc.constant([]));
  /** Fields commands have, with whatever in them: deeper than the first check. */
  const names = [
    ...['on', 'status', 'note', 'person', 'organisation', 'fact', 'changes', 'reason', 'values', 'basedOn'],
    ...['referral', 'to', 'needs', 'types', 'provider', 'assistance', 'measure', 'kind', 'amount', 'claim'],
    ...[
      'given',
      'family',
      'otherNames',
      'birth',
      'nationalId',
      'contact',
      'ground',
      'until',
      'request',
      'id',
    ],
  ];
  const command = fc.dictionary(fc.constantFrom(...names), fc.oneof(anything, word), { maxKeys: 6 });

  it('never ends in a fault or a stack trace', async () => {
    expect(routes.length).toBeGreaterThan(40);
    for (const route of routes) {
      await fc.assert(
        fc.asyncProperty(fc.oneof(anything, command, command), async body =>
          assertSound(route, body, await send(route, body)),
        ),
        { numRuns: RUNS },
      );
    }
  }, 120_000);

  it('never ends in a fault when a fact of the criteria is described by nonsense', async () => {
    const variables = server.assembly.book.sections.flatMap(section =>
      section.variables.map(({ name }) => name),
    );
    const values = fc.dictionary(fc.constantFrom(...variables), anything, { maxKeys: 5 });
    const sections = server.assembly.book.sections.map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sections), values, fc.nat(9), async (section, given, basedOn) => {
        const body = { values: given, basedOn };
        const url = `/api/v1/cases/${ids.case}/sections/${section}`;
        assertSound(url, body, await trainer.put(url, body));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('nor do addresses and headers of any kind', async () => {
    const part = fc.oneof(word, fc.webSegment());
    const urls = ['cases', 'tasks', 'quality', 'indicators/VI03/table', 'persons', 'criteria/sections'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...urls), part, word, async (url, segment, value) => {
        const query = ['after', 'cursor', 'limit', 'by', 'filter', 'asOf', 'stage', 'reference']
          .map(name => `${name}=${encodeURIComponent(value)}`)
          .slice(value.length % 8)
          .join('&');
        const asked = trainer.for('training').with({ 'if-match': '"x"', 'idempotency-key': 'k' });
        for (const address of [`/api/v1/${url}?${query}`, `/api/v1/${url}/${encodeURIComponent(segment)}`]) {
          assertSound(address, undefined, await asked.get(address));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('nor do the forms of the pages, whatever is sent by them', async () => {
    const browser = await new PaperBrowser(server).signIn('trainer', 'en');
    const all = server.app.get(Routes, { strict: false }).all();
    const at = { ...ids, section: 'profile' };
    const statuses = await fuzzForms({
      browser,
      routes: all.map(({ route }) => route),
      ids: at,
      names,
      word,
    });
    // They came past the guard and the token of the form.
    expect([...statuses]).toContain(422);
  }, 120_000);

  it('and a fault, a stack trace or a name in the log would be seen', async () => {
    const answer = { status: 200, text: '', headers: {}, body: undefined };
    expect(() => assertSound('x', {}, { ...answer, status: 500 })).toThrow('500');
    const stack = new Error('x').stack ?? '';
    expect(() => assertSound('x', {}, { ...answer, text: stack })).toThrow('a stack trace');
    const before = logged.length;
    Log.open('control').info('planted', { code: CANARY });
    expect(logged.splice(before).join('')).toContain(CANARY);
  });

  it('and leaves nothing personal in a line of the log', () => {
    const lines = logged.join('');
    expect(lines).toContain('"http.request"');
    expect(lines).not.toContain(CANARY);
  });
});
