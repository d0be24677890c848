import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import { ApiClient, PaperBrowser } from '@hub/testing';
import { judicial } from '../judicial';
import { day, open, record, step, suspect } from '../testing/paper-case.fixture';

describe('the desk of a prosecutor', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'judicial-desk-'));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;

  beforeAll(async () => {
    const env = { HUB_DATA: data, JUDICIAL_PORT: '0', HUB_SEED: '0' };
    server = await startServer(judicial, readConfig('judicial', env));
  }, 240_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const signIn = (role: string, lang = 'en') => new PaperBrowser(server).signIn(role, lang);
  const referenceOf = ({ text }: PaperBrowser) => /J-2026-[A-Z0-9]{7}/.exec(text)?.[0] ?? '';
  const keyOf = (href: string) => href.slice(1);

  /** What the script sends a second after the last key. */
  const type = async (browser: PaperBrowser, form: string, answers: Record<string, string>) => {
    await browser.get(form);
    await browser.submit(`/drafts?form=${encodeURIComponent(keyOf(form))}`, {
      _csrf: /name="_csrf" value="([^"]+)"/.exec(browser.page)?.[1] ?? '',
      ...answers,
    });
    return browser.status;
  };

  it('keeps a draft for each person, so that two open side by side never stand in one another’s place', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const [first, second] = [await suspect(prosecutor, file, 'Dy'), await suspect(prosecutor, file, 'Tre')];
    const formFor = (person: string) => `${file}/record/order-measure?person=${person}`;
    expect(await type(prosecutor, formFor(first), { person: first, kind: 'detention' })).toBe(200);
    expect(await type(prosecutor, formFor(second), { person: second, kind: 'bail' })).toBe(200);
    await prosecutor.get(formFor(first));
    expect(prosecutor.page).toMatch(/value="detention" checked/);
    expect(prosecutor.page).not.toMatch(/value="bail" checked/);
    await prosecutor.get('/');
    const drafts = prosecutor.links(/\/record\/order-measure/);
    expect(drafts.toSorted()).toEqual([formFor(first), formFor(second)].toSorted());
    expect(prosecutor.text).toMatch(/Order a measure · Person 1/);
    expect(prosecutor.text).toMatch(/Order a measure · Person 2/);
    // What is sent clears the draft of that person only.
    await record(prosecutor, formFor(first), { person: first, kind: 'detention', ...day('3-5') });
    await prosecutor.get('/');
    expect(prosecutor.links(/\/record\/order-measure/)).toEqual([formFor(second)]);
  });

  it('takes drafts of its own forms only, about cases and persons within reach', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const person = await suspect(prosecutor, file, 'Arrit');
    const near = [
      '/proceedings/new',
      `${file}/persons/new`,
      `${file}/record/arrest`,
      `${file}/record/arrest?person=${person}`,
      `${file}/sections/offence`,
      `${file}/persons/${person}/sections/person_profile`,
      `${file}/persons/${person}/identity/record`,
    ];
    for (const form of near) expect([form, await type(prosecutor, form, { x: 'y' })]).toEqual([form, 200]);

    const send = async (form: string) => {
      await prosecutor.get('/proceedings/new');
      await prosecutor.submit(`/drafts?form=${encodeURIComponent(form)}`, {
        _csrf: /name="_csrf" value="([^"]+)"/.exec(prosecutor.page)?.[1] ?? '',
      });
      return prosecutor.status;
    };
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const form of ['', 'cases/new', 'proceedings', `${keyOf(file)}/record/arrest?back=x`, '../people']) {
      expect([form, await send(form)]).toEqual([form, 422]);
    }
    for (const form of [
      `${keyOf(file)}/record/arrest?person=${nobody}`,
      `proceedings/${nobody}/persons/new`,
    ]) {
      expect([form, await send(form)]).toEqual([form, 404]);
    }
    const chief = await signIn('chief_prosecutor');
    await chief.get(`${file}/record/transfer`);
    const offices = [...chief.page.matchAll(/name="office"[^>]*value="([^"]+)"/g)].map(([, id = '']) => id);
    const select = [...chief.page.matchAll(/<option value="([^"]+)"/g)].map(([, id = '']) => id);
    const [office = ''] = [...offices, ...select];
    await chief.submit(`${file}/record/transfer`, { office, reason: 'competence', ...day('3-9') });
    for (const form of near.slice(1)) expect([form, await send(keyOf(form))]).toEqual([form, 404]);
  });

  it('shows both halves at once where a case is joined or severed, a person merged or separated', async () => {
    const prosecutor = await signIn('prosecutor');
    const file = await open(prosecutor);
    const [first, second] = [await suspect(prosecutor, file, 'Nje'), await suspect(prosecutor, file, 'Dyte')];
    const asOf = () => BigInt(/[?&]after=(\d+)/.exec(prosecutor.address)?.[1] ?? '0');
    await step(prosecutor, file, 'sever', { persons: [second], ...day('3-8') });
    expect(asOf()).toBe(await server.assembly.store.head());
    expect(prosecutor.text).toContain('Person 2 goes on in another case');

    const other = await open(prosecutor);
    await prosecutor.get(other);
    const from = referenceOf(prosecutor);
    await suspect(prosecutor, other, 'Bashkuar');
    await step(prosecutor, file, 'join', { from, ...day('3-9') });
    expect(asOf()).toBe(await server.assembly.store.head());
    await prosecutor.get(other);
    expect(prosecutor.text).toContain('Joined to another case');

    const chief = await ApiClient.signIn(server, 'chief_prosecutor');
    await chief.stepUp('chief_prosecutor');
    for (const what of ['merges', 'separations']) {
      const { status, body } = await chief.post(`/api/v1/persons/${first}/${what}`, { absorbed: second });
      expect([what, status]).toEqual([what, 201]);
      expect(BigInt(body.position)).toBe(await server.assembly.store.head());
    }
  });

  it.each([
    ['sq', 'Prokuror', 'vetë sistemi'],
    ['mk', 'Јавен обвинител', 'самиот систем'],
  ])(
    'says in %s who recorded what by their role, and in words what nobody did',
    async (lang, role, system) => {
      const prosecutor = await signIn('prosecutor', lang);
      const file = await open(prosecutor);
      const person = await suspect(prosecutor, file, 'Kush');
      await suspect(prosecutor, file, 'Tjeter');
      await step(prosecutor, file, 'sever', { persons: [person], ...day('3-8') });
      await prosecutor.get(`${file}/timeline`);
      expect(prosecutor.text).toContain(`Training prosecutor (${role})`);
      expect(prosecutor.text).toContain(system);
      expect(prosecutor.text).not.toMatch(/system:|settlement/);
    },
  );

  describe('looking for a case', () => {
    let browser: PaperBrowser;
    let file: string;
    let reference: string;
    const name = { given: 'Ѓорѓе', family: 'Живковиќ' };

    /** Read models and the index of names know everything that was recorded. */
    const known = async () => {
      const position = await server.assembly.store.head();
      await server.assembly.readModels.waitFor(position, 60_000);
      await server.assembly.nameIndex?.waitFor(position, 60_000);
    };
    const search = async (answers: Record<string, string>) => {
      await browser.get('/search');
      return browser.submit('/search', answers);
    };

    const finds = async (sought: Record<string, string>) => {
      await search({ ...sought, purpose: 'proceedings' });
      expect(browser.status).toBe(200);
      return browser.links(/^\/proceedings\/[0-9a-f-]{36}$/).includes(file);
    };

    beforeAll(async () => {
      browser = await signIn('prosecutor', 'mk');
      file = await open(browser);
      reference = referenceOf(browser);
      await suspect(browser, file, 'Живковиќ', name.given);
      await record(browser, `${file}/record/record-official-number`, { number: 'PP 17/2026' });
      await known();
    }, 60_000);

    it('leads by its reference and by its official number straight to it', async () => {
      for (const query of [reference.toLowerCase(), 'pp17 / 2026']) {
        await search({ query });
        expect([query, browser.address]).toEqual([query, file]);
      }
      for (const [query = '', said] of [
        ['J-2026-XXXXXXX', 'Ова не е број на предмет'],
        ['PP 18/2026', 'Нема предмет со овој број'],
      ]) {
        await search({ query });
        expect([query, browser.status, browser.text]).toEqual([
          query,
          422,
          expect.stringContaining(said ?? '?'),
        ]);
      }
    });

    it('asks for the purpose first when a name was typed above any page, and keeps the name', async () => {
      await search({ query: 'Đorđe Živković' });
      expect(browser.status).toBe(200);
      expect(browser.page).toMatch(/name="given"[^>]*value="Đorđe"/);
      expect(browser.page).toMatch(/name="family"[^>]*value="Živković"/);
      expect(browser.text).not.toContain(reference);
      await search({ given: 'Đorđe', family: 'Živković' });
      expect([browser.status, browser.page]).toEqual([422, expect.stringContaining('href="#purpose"')]);
    });

    it.each([
      ['Đorđe', 'Živković', true],
      ['Djordje', 'Zivkovic', true],
      ['Gjorgje', 'Zhivkovikj', true],
      ['Đorđe', 'Petrović', false],
      ['Milan', 'Živanović', false],
    ])(
      'by two parts of a name, across scripts and diacritics: %s %s is found: %s',
      async (given, family, is) => {
        expect(await finds({ given, family })).toBe(is);
        if (!is) expect(browser.text).toContain('Никој не е најден.');
      },
    );

    it('shows no name, and writes the search down with its purpose', async () => {
      const searches = async () =>
        (
          await server.assembly.accessLog.read(
            { resource: { kind: 'person.search' }, limit: 1_000 },
            { actor: 'ops:tester', purpose: 'audit' },
          )
        ).filter(({ purpose }) => purpose === 'proceedings').length;
      const before = await searches();
      expect(await finds({ given: 'Đorđe', family: 'Živković' })).toBe(true);
      expect(browser.text).toContain(reference);
      expect(browser.text).not.toMatch(/ivkovi|Живкови/);
      expect(await searches()).toBe(before + 1);
    });

    it('refuses one part of a name alone, and a purpose that is none of the reader’s', async () => {
      await search({ family: 'Живковиќ', purpose: 'proceedings' });
      expect([browser.status, browser.page]).toEqual([422, expect.stringContaining('href="#given"')]);
      await search({ ...name, purpose: 'supervision' });
      expect(browser.status).toBe(422);
      expect(browser.text).not.toContain(reference);
    });

    it('knows names for those only who may see identities', async () => {
      const registrar = await signIn('registrar');
      await registrar.get('/search');
      expect(registrar.page).not.toContain('name="family"');
      await registrar.submit('/search', { ...name, purpose: 'proceedings' });
      expect(registrar.text).not.toContain(reference);
      const prosecutors = await signIn('prosecutor');
      await prosecutors.get('/search');
      expect(prosecutors.page).toContain('name="family"');
    });

    it('names of a case beyond reach only whom to ask, and nothing of a sealed one', async () => {
      const chief = await signIn('chief_prosecutor');
      await record(chief, `${file}/record/seal`, {});
      await known();
      expect(await finds(name)).toBe(false);
      expect(browser.text).toContain('Никој не е најден.');
      await record(chief, `${file}/record/unseal`, {});
      await record(chief, `${file}/record/transfer`, {
        ...{ office: 'al-spak', reason: 'competence' },
        ...day('3-9'),
      });
      expect(chief.address).toMatch(/^\/proceedings\?/);
      expect(chief.text).toContain('Recorded: Case transferred.');
      await known();
      expect(await finds(name)).toBe(false);
      expect(browser.text).toContain('предмет надвор од Вашиот пристап');
      expect(browser.text).not.toContain(reference);
      await search({ query: reference });
      expect(browser.status).toBe(422);
    });
  });
});
