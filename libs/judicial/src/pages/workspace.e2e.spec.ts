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
});
