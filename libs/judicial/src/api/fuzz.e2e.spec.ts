import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Routes } from '@hub/access';
import { Log, readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { answered, ApiClient, PaperBrowser, assertSound, fuzzForms, type ApiAnswer } from '@hub/testing';
import { v4 } from 'uuid';
import { judicial } from '../judicial';

/** What a person would be known by; it must stand in no log line, whatever was sent around it. */
const CANARY = 'Zgjedhjaxq';
const RUNS = 15;

describe('whatever JSON is sent to the interface of the judicial database', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-fuzz-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let prosecutor: ApiClient;
  let chief: ApiClient;
  let routes: string[];
  const ids = { case: '', person: '' };
  const logged: string[] = [];
  let opened: jest.SpyInstance;

  beforeAll(async () => {
    const open = Log.open.bind(Log);
    opened = jest
      .spyOn(Log, 'open')
      .mockImplementation(context => open(context, { write: line => void logged.push(line) }));
    const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
    server = await startServer(judicial, readConfig('judicial', env));
    prosecutor = (await ApiClient.signIn(server, 'prosecutor')).for('proceedings');
    chief = (await ApiClient.signIn(server, 'chief_prosecutor')).for('supervision');
    const identity = { given: CANARY, family: CANARY };
    ids.person = answered(await prosecutor.post('/api/v1/persons', { kind: 'natural', identity })).id;
    const legalBasis = ['AL-110a'];
    const opening = { openedOn: '2025-01-10', origin: 'police_own', legalBasis };
    ids.case = answered(await prosecutor.post('/api/v1/cases', opening)).id;
    const suspect = { person: ids.person, kind: 'natural', on: '2025-01-11', legalBasis };
    answered(await prosecutor.post(`/api/v1/cases/${ids.case}/suspects`, suspect));
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

  const send = (route: string, body: unknown): Promise<ApiAnswer> => {
    const [method = '', url = ''] = route.split(' ');
    const address = url.replace(':case', ids.case).replace(':person', ids.person).replace(/:\w+/g, v4());
    // Who may do what is not the question here: the one who may answers.
    const forChief = /approvals|refusals|merges|separations|restrictions|holds|seals|transfers|assignments/;
    return (forChief.test(url) ? chief : prosecutor).send(method as 'POST' | 'PUT', address, body);
  };

  const word = fc.oneof(
    fc.constantFrom(CANARY, '2025-03-01', 'unknown', '', '__proto__', '\u0000', "'; drop table x; --", '$e'),
    fc.string(),
    fc.uuid(),
  );
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), word, fc.constant(null), fc.constant([]));
  /** Fields commands have, with whatever in them: deeper than the first check. */
  const names = [
    ...['on', 'until', 'openedOn', 'person', 'persons', 'kind', 'legalBasis', 'reason', 'note', 'values'],
    ...['section', 'basedOn', 'fact', 'changes', 'proposal', 'court', 'office', 'defendants', 'verdicts'],
    ...['outcomes', 'judgment', 'appeal', 'indictment', 'by', 'value', 'award', 'months', 'fine', 'number'],
    ...['identity', 'given', 'family', 'otherNames', 'birth', 'nationalId', 'notSameAs', 'ground', 'id'],
  ];
  const fields = fc.dictionary(fc.constantFrom(...names), fc.oneof(anything, word), { maxKeys: 6 });

  it('never ends in a fault or a stack trace', async () => {
    expect(routes.length).toBeGreaterThan(50);
    const reached = new Set<number>();
    for (const route of routes) {
      await fc.assert(
        fc.asyncProperty(fc.oneof(anything, fields, fields), async body => {
          const answer = await send(route, body);
          reached.add(answer.status);
          assertSound(route, body, answer);
        }),
        { numRuns: RUNS },
      );
    }
    expect([...reached]).toEqual(expect.arrayContaining([422]));
  }, 120_000);

  it('never ends in a fault when a section, or a correction of a fact, is nonsense', async () => {
    const { sections } = server.assembly.book;
    const variables = sections.flatMap(section => section.variables.map(({ name }) => name));
    const values = fc.dictionary(fc.constantFrom(...variables), anything, { maxKeys: 5 });
    const section = fc.constantFrom(...sections.map(({ name }) => name));
    const about = `/api/v1/cases/${ids.case}`;
    const { facts } = answered(await prosecutor.get(about), 200);
    const fact = fc.constantFrom(...(facts as { id: string }[]).map(({ id }) => id));
    const changes = fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(section, values, fc.boolean(), async (name, given, ofPerson) => {
        const person = ofPerson ? { person: ids.person } : {};
        const body = { section: name, values: given, basedOn: 100_000, ...person };
        assertSound(name, body, await prosecutor.post(`${about}/sections`, body));
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fact, changes, async (id, changed) => {
        const body = { fact: id, changes: changed, reason: 'other' };
        assertSound('corrections', body, await prosecutor.post(`${about}/corrections`, body));
      }),
      { numRuns: 100 },
    );
  }, 90_000);

  it('nor do addresses and headers of any kind', async () => {
    const part = fc.oneof(word, fc.webSegment());
    const urls = ['cases', 'tasks', 'quality', 'indicators/JI02/table', 'persons', 'criteria/sections'];
    const analyst = (await ApiClient.signIn(server, 'analyst')).for('statistics');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...urls), part, word, async (url, segment, value) => {
        const query = ['after', 'cursor', 'limit', 'by', 'filter', 'asOf', 'stage', 'dueBy', 'reference']
          .map(name => `${name}=${encodeURIComponent(value)}`)
          .slice(value.length % 9)
          .join('&');
        const who = url.startsWith('indicators') ? analyst : prosecutor;
        const asked = who.with({ 'if-match': '"x"', 'idempotency-key': 'k' });
        for (const address of [`/api/v1/${url}?${query}`, `/api/v1/${url}/${encodeURIComponent(segment)}`]) {
          assertSound(address, undefined, await asked.get(address));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('nor do the forms of the pages, whatever is sent by them', async () => {
    const browser = await new PaperBrowser(server).signIn('prosecutor', 'en');
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
