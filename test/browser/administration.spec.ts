import type { Translator } from '@hub/platform';
import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, inspect, keptIn, signOut, Workplace } from './chromium.fixture';

/** Screens of who keeps accounts and of who audits. */
const screens = {
  administrator: [
    ...['/account', '/account/password', '/people', '/people/new', '/people/requests', '/people/matrix'],
    ...[
      '/people/rights',
      '/operations',
      '/organisations',
      '/help',
      '/help/lists',
      '/help/indicators',
      '/help/handbook',
    ],
    ...['/help/handbook/administrator', '/password-again?next=/people'],
  ],
  auditor: ['/audit/purpose', '/audit', '/audit?kind=erasure', '/audit/export', '/people'],
} as const;

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
  if (element.closest('.hub-table-scroll, .govuk-visually-hidden') || element.matches('input, select, textarea')) return false;
  return style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))`;

describeInChromium('administration and audit in a real browser', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  /** Goes to a screen; the audit asks for its purpose once. */
  async function visit(page: Page, address: string): Promise<void> {
    await page.goto(workplace.server.url + address);
    if (address !== '/audit/purpose' && page.url().includes('/audit/purpose')) {
      await page.check('[name=purpose]', { force: true });
      await page.click('main button[type=submit]');
    }
  }

  it.each([
    ['administrator', 'en'],
    ['administrator', 'mk'],
    ['auditor', 'en'],
    ['auditor', 'mk'],
  ] as const)(
    '%s in %s: no fault of accessibility, no scrolling at 320 px, no broken policy, nothing kept',
    async (role, lang) => {
      const { context, page } = await workplace.signedIn(role, lang);
      const found: string[] = [];
      for (const address of screens[role]) {
        await visit(page, address);
        expect([address, await page.getAttribute('html', 'lang')]).toEqual([address, lang]);
        found.push(...(await inspect(page, address)));
      }
      expect(found).toEqual([]);
      await signOut(page);
      expect(await keptIn(context, page)).toEqual([]);
      expect(workplace.complaints).toEqual([]);
      await context.close();
    },
    240_000,
  );

  it('weighs on the wire what it should: 75 KB compressed without fonts, 140 KB with them', async () => {
    const { context, page } = await workplace.signedIn('administrator', 'mk');
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let fonts = 0;
    let others = 0;
    const kinds = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, response }) =>
      kinds.set(requestId, response.mimeType),
    );
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (kinds.get(requestId)?.includes('font')) fonts += encodedDataLength;
      else others += encodedDataLength;
    });
    await page.goto(`${workplace.server.url}/people/new`, { waitUntil: 'networkidle' });
    process.stdout.write(`form page on the wire: ${others} bytes, fonts ${fonts} bytes\n`);
    expect(others).toBeGreaterThan(40_000);
    expect(others).toBeLessThanOrEqual(75 * 1024);
    expect(others + fonts).toBeLessThanOrEqual(140 * 1024);
    await context.close();
  });

  it('holds no text of its own and cuts none off, spoken in brackets and two fifths longer', async () => {
    const readers = {
      administrator: await workplace.signedIn('administrator', 'en'),
      auditor: await workplace.signedIn('auditor', 'en'),
    };
    const silent = speakPseudo(workplace.server.assembly.translator);
    const found: string[] = [];
    try {
      for (const role of ['administrator', 'auditor'] as const) {
        const { page } = readers[role];
        for (const address of screens[role]) {
          await visit(page, address);
          const own = await page.evaluate<string[]>(unbracketed);
          found.push(...own.filter(text => !isData(text)).map(text => `${address}: "${text}"`));
          found.push(...(await page.evaluate<string[]>(clipped)).map(html => `${address} clips ${html}`));
        }
      }
    } finally {
      silent();
    }
    expect([...new Set(found)]).toEqual([]);
    const { page } = readers.auditor;
    await page.evaluate(`document.querySelector('main').append('written by hand')`);
    expect(await page.evaluate<string[]>(unbracketed)).toContain('written by hand');
  }, 240_000);

  /** Names of people and places, dates and codes are data: no catalogue has them. */
  function isData(text: string): boolean {
    const { book } = workplace.server.assembly;
    const known = [
      ...book.institutions.map(({ name }) => name),
      ...book.jurisdiction.units.map(({ name }) => name),
      ...['Albania', 'PostgreSQL', 'Training', 'access-log', 'account', 'Supervisory'],
      ...victims.policy.roles.flatMap(role => [role, role.replaceAll('_', ' ')]),
      ...'January February March April May June July August September October November December'.split(' '),
    ];
    const rest = known
      .sort((one, other) => other.length - one.length)
      .reduce((left, name) => left.replaceAll(name, ' '), text)
      // Between the last two of a list stands the language's own word, by CLDR.
      .replace(/\band\b/g, ' ');
    return !/\p{L}{3,}/u.test(rest);
  }
});
