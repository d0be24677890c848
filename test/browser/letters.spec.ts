import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, Workplace } from './chromium.fixture';

describeInChromium('the letters of each language', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  /** A page with the style sheet of the hub, and the addresses it asked for. */
  async function open(): Promise<{ page: Page; asked: string[]; close: () => Promise<void> }> {
    const { context, page } = await workplace.open();
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    await page.goto(`${workplace.server.url}/sign-in`);
    return { page, asked, close: () => context.close() };
  }

  /** The picture of one letter as the page shows it to readers of this language. */
  async function drawn(page: Page, letter: string, lang: string, tag: 'i' | 'span'): Promise<string> {
    await page.evaluate(`(() => {
      const main = document.querySelector('main');
      const element = document.createElement(${JSON.stringify(tag)});
      element.id = 'letter';
      element.lang = ${JSON.stringify(lang)};
      element.textContent = ${JSON.stringify(letter)};
      element.style.cssText = 'font-size: 60px; display: inline-block; width: 90px; height: 90px; line-height: 90px';
      main.replaceChildren(element);
      main.className = 'govuk-body';
    })()`);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    return (await page.locator('#letter').screenshot()).toString('base64');
  }

  const differing = async (
    page: Page,
    letters: string,
    langs: readonly [string, string],
    tag: 'i' | 'span',
  ) => {
    const found = [];
    for (const letter of letters)
      if ((await drawn(page, letter, langs[0], tag)) !== (await drawn(page, letter, langs[1], tag)))
        found.push(letter);
    return found.join('');
  };

  it('are the local forms for Serbian and Macedonian: italic бгдпт and ѓ, upright б', async () => {
    const { page, close } = await open();
    for (const lang of ['sr', 'mk']) {
      expect(await differing(page, 'бгдптѓ', [lang, 'ru'], 'i')).toBe('бгдптѓ');
      expect(await differing(page, 'бгдпт', [lang, 'bg'], 'i')).toBe('бгдпт');
      expect(await differing(page, 'бгдпт', [lang, 'ru'], 'span')).toBe('б');
    }
    // The same letter twice is the same picture, and a letter with one form has one in every language.
    expect(await differing(page, 'бжв', ['mk', 'sr'], 'i')).toBe('');
    expect(await differing(page, 'жвк', ['mk', 'ru'], 'i')).toBe('');
    await close();
  });

  it('come from the hub alone, one face for what is written in it', async () => {
    const { page, asked, close } = await open();
    await page.goto(`${workplace.server.url}/language/mk?back=/sign-in`, { waitUntil: 'networkidle' });
    const faces = () =>
      asked.filter(url => url.endsWith('.woff2')).map(url => new URL(url).pathname.split('/').at(-1));
    expect(faces()).toContain('open-sans-cyrillic-400-normal.woff2');
    expect(faces().filter(face => face?.includes('italic'))).toEqual([]);
    await drawn(page, 'т', 'mk', 'i');
    expect(faces().filter(face => face?.includes('italic'))).toEqual(['open-sans-cyrillic-400-italic.woff2']);
    expect(asked.filter(url => !url.startsWith(`${workplace.server.url}/`))).toEqual([]);
    await close();
  });
});
