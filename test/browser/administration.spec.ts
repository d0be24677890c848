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
});
