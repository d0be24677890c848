import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { judicial } from '@hub/judicial';
import { readConfig } from '@hub/platform';
import { startServer, type RunningServer } from '@hub/runtime';
import type { PaperBrowser } from '@hub/testing';
import { victims } from '@hub/victims';
import { installationRoot, languages } from '@hub/web';
import { HtmlValidate } from 'html-validate';
import { crawl, type Screen } from './screens.fixture';

const root = installationRoot();
const built = path.join(root, 'dist/public');

const judge = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Of style, not of validity: Nunjucks indents as the templates do, and govuk-frontend writes it so.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    'prefer-native-element': 'off',
    'no-redundant-role': 'off',
    'no-redundant-for': 'off',
    'no-implicit-button-type': 'off',
    'tel-non-breaking': 'off',
    'require-sri': 'off',
    'input-missing-label': 'error',
    'no-dup-id': 'error',
  },
});

const size = (file: string) => gzipSync(fs.readFileSync(path.join(built, file))).length;
const font = (part: string) =>
  [400, 600].reduce(
    (sum, weight) =>
      sum + fs.statSync(path.join(built, `fonts/open-sans-${part}-${weight}-normal.woff2`)).size,
    0,
  );

describe.each([
  { definition: victims, roles: ['officer', 'supervisor', 'analyst', 'administrator', 'auditor'], least: 40 },
  {
    definition: judicial,
    roles: ['prosecutor', 'chief_prosecutor', 'analyst', 'administrator', 'auditor'],
    least: 40,
  },
])('every screen of $definition.name that links lead to', ({ definition, roles, least }) => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), `hub-screens-${definition.name}-`));
  fs.chmodSync(data, 0o755);
  let server: RunningServer;
  let screens: Screen[] = [];
  let readers: ReadonlyMap<string, PaperBrowser> = new Map();

  beforeAll(async () => {
    const port = { [`${definition.name.toUpperCase()}_PORT`]: '0' };
    server = await startServer(definition, readConfig(definition.name, { HUB_DATA: data, ...port }));
    ({ screens, readers } = await crawl(server, roles));
  }, 300_000);

  afterAll(async () => {
    await server?.close();
    fs.rmSync(data, { recursive: true, force: true });
  });

  const read = async ({ role, address }: Screen, lang: string): Promise<string> => {
    const reader = readers.get(role);
    if (!reader) throw new Error(`nobody signed in as ${role}`);
    await reader.get(`/language/${lang}?back=${encodeURIComponent(address)}`);
    return reader.status === 200 ? reader.page : `status ${reader.status}`;
  };

  it('is found: no screen without a way to it', () => {
    process.stdout.write(`${definition.name}: ${screens.length} screens\n`);
    expect(screens.length).toBeGreaterThanOrEqual(least);
  });

  it.each(languages.map(({ code }) => code))(
    'is drawn in %s with every name defined, and is valid HTML',
    async lang => {
      const faults: string[] = [];
      for (const screen of screens) {
        const html = await read(screen, lang);
        if (!html.includes(`<html lang="${lang}"`)) faults.push(`${screen.route}: ${html.slice(0, 60)}`);
        const { results } = await judge.validateString(html);
        for (const { messages } of results)
          faults.push(
            ...messages.map(({ ruleId, message, line }) => `${screen.route}: ${ruleId} ${message} (${line})`),
          );
      }
      expect([...new Set(faults)].slice(0, 40)).toEqual([]);
    },
    240_000,
  );

  it('weighs at most 75 KB compressed, and 140 KB at the first visit with fonts', async () => {
    const { style, script } = JSON.parse(fs.readFileSync(path.join(built, 'assets.json'), 'utf8')) as Record<
      'style' | 'script',
      string
    >;
    const shared = size(style) + size(script);
    const fonts = {
      en: font('latin'),
      ro: font('latin') + font('latin-ext'),
      mk: font('cyrillic') + font('latin'),
    };
    const heavy: string[] = [];
    let most = 0;
    for (const [lang, weightOfFonts] of Object.entries(fonts)) {
      for (const screen of screens) {
        const page = gzipSync(await read(screen, lang)).length + shared;
        most = Math.max(most, page);
        if (page > 75 * 1024) heavy.push(`${screen.route} in ${lang}: ${page}`);
        if (page + weightOfFonts > 140 * 1024)
          heavy.push(`${screen.route} in ${lang} first: ${page + weightOfFonts}`);
      }
    }
    process.stdout.write(
      `${definition.name}: heaviest page ${most} bytes, of which style and script ${shared}\n`,
    );
    expect(heavy).toEqual([]);
  });

  it('is sent compressed to a browser that takes it', async () => {
    const reply = await server.app.inject({
      url: '/sign-in',
      headers: { host: new URL(server.url).host, accept: 'text/html', 'accept-encoding': 'gzip, br' },
    });
    expect([reply.headers['content-encoding'], reply.rawPayload.subarray(0, 2).toString('hex')]).toEqual([
      'gzip',
      '1f8b',
    ]);
  });
});
