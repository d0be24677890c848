import type { Translator } from '@hub/platform';
import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { crawl, type Screen } from '../pages/screens.fixture';
import { describeInChromium, Workplace } from './chromium.fixture';

/** What a text looks like once it came from a catalogue: in brackets, and two fifths longer. */
const pseudo = (text: string) => (text === '' ? '' : `⟦${text}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`);

function speakPseudo(translator: Translator): () => void {
  const t = translator.t.bind(translator);
  translator.t = (language, key, params) => pseudo(t(language, key, params));
  return () => {
    translator.t = t;
  };
}

/** Words of the page that came from no catalogue, and boxes that cut their text off. */
const unbracketed = `(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('[lang]:not(html), script, style, code')) texts.push(node.textContent);
  }
  // A text may quote another, and a step of the handbook is cut where it names a button.
  let rest = texts.join('\\n');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  return rest.split('\\n').map(line => line.trim()).filter(line => /\\p{L}{3,}/u.test(line));
})()`;
const clipped = `[...document.querySelectorAll('main *, nav *, header *')].filter(element => {
  const style = getComputedStyle(element);
  if (element.closest('.hub-table-scroll, .govuk-visually-hidden, .autocomplete__status') || element.matches('input, select, textarea')) return false;
  return style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))`;

describeInChromium.each([
  { definition: victims, roles: ['officer', 'supervisor', 'analyst', 'administrator', 'auditor'] },
  { definition: judicial, roles: ['prosecutor', 'chief_prosecutor', 'analyst', 'administrator', 'auditor'] },
])('every screen of $definition.name, spoken in brackets and two fifths longer', ({ definition, roles }) => {
  const workplace = Workplace.around(definition);
  let screens: readonly Screen[] = [];
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    screens = (await crawl(workplace.server, roles)).screens;
    for (const role of roles) pages.set(role, (await workplace.signedIn(role, 'en')).page);
  }, 300_000);

  /** Names of people and places, dates and codes are data: no catalogue has them. */
  function data(): readonly string[] {
    const { book } = workplace.server.assembly;
    const names = (type: 'region' | 'language', codes: readonly string[]) => {
      const display = new Intl.DisplayNames('en', { type });
      return codes.map(code => display.of(code) ?? code);
    };
    const today = new Date().toISOString().slice(0, 10);
    const list = (name: string) => book.list(name, today).map(({ code }) => code);
    return [
      ...book.institutions.map(({ name }) => name),
      ...book.jurisdiction.units.map(({ name }) => name),
      ...names(
        'region',
        list('country').filter(code => /^[A-Z]{2}$/.test(code)),
      ),
      ...names(
        'language',
        list('language').filter(code => /^[a-z]{2,3}$/.test(code)),
      ),
      ...definition.policy.roles.flatMap(role => [role, role.replaceAll('_', ' ')]),
      ...list('currency'),
      ...[
        'HTCDS',
        'GLOTIP',
        'Eurostat',
        'ICCS',
        'ICTIP',
        'CTDC',
        'PostgreSQL',
        'Training',
        'access-log',
        'account',
        'Supervisory',
      ],
      ...'January February March April May June July August September October November December'.split(' '),
    ].sort((one, other) => other.length - one.length);
  }

  const written = (text: string, known: readonly string[]) => {
    const rest = known
      .reduce((left, name) => left.replaceAll(name, ' '), text)
      // Between the last two of a list stands the language's own word, by CLDR.
      .replace(/\band\b/g, ' ')
      .replace(/\b[VJ]-\d{4}-\w+/g, ' ')
      // How long ago or ahead, by CLDR too.
      .replace(/\b(in \d+ days?|\d+ days? ago|today|tomorrow|yesterday)\b/g, ' ')
      // Codes of a list and variables of foreign standards, as data exchange has them.
      .replace(/^[a-z]+(_[A-Za-z]+)*$/, ' ');
    return /\p{L}{3,}/u.test(rest);
  };

  it('holds no text of its own and cuts none off', async () => {
    const known = data();
    const silent = speakPseudo(workplace.server.assembly.translator);
    const found: string[] = [];
    try {
      for (const { route, address, role } of screens) {
        const page = pages.get(role);
        await page?.goto(workplace.server.url + address);
        const own = (await page?.evaluate<string[]>(unbracketed)) ?? [];
        found.push(...own.filter(text => written(text, known)).map(text => `${route}: "${text}"`));
        const cut = (await page?.evaluate<string[]>(clipped)) ?? [];
        found.push(...cut.map(html => `${route} clips ${html}`));
      }
    } finally {
      silent();
    }
    expect(screens.length).toBeGreaterThan(40);
    expect([...new Set(found)]).toEqual([]);
    const page = pages.get(roles[0] ?? '');
    await page?.evaluate(`document.querySelector('main').append('written by hand')`);
    expect(await page?.evaluate<string[]>(unbracketed)).toContain('written by hand');
  }, 300_000);
});
