/** What a reader who enlarges needs of a screen (WCAG 1.4.4, 1.4.10, 2.4.11), as far as a program can see it. */
import type { CDPSession, Page } from 'playwright-core';

/** Nothing of it is there for the eye. */
const unseen =
  '.govuk-visually-hidden, .govuk-skip-link, .autocomplete__status, script, style, option, dialog:not([open])';

const common = `
  const unseen = ${JSON.stringify(unseen)};
  const told = element => element.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);`;

/** Boxes beyond the window or with text cut off; a table of data alone may be wider than the window. */
const boxes = `(() => {${common}
  const wide = document.documentElement.clientWidth;
  const { scrollWidth } = document.documentElement;
  const beyond = ({ left, right, width }) => width > 0 && (right > wide + 1 || left < -1);
  const cut = ({ overflowX, overflowY }, element) =>
    (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
    (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1);
  const faults = scrollWidth > wide ? [scrollWidth + ' px wide in ' + wide] : [];
  const scrolled = element => {
    const scroller = element.closest('.hub-table-scroll');
    return scroller && getComputedStyle(scroller).overflowX !== 'visible';
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest(unseen + ', svg') || scrolled(element) || element.matches('input, textarea, select')) continue;
    if (!element.checkVisibility()) continue;
    if (beyond(element.getBoundingClientRect())) faults.push('beyond the window: ' + told(element));
    if (element.clientWidth > 0 && cut(getComputedStyle(element), element)) faults.push('cut off: ' + told(element));
  }
  return faults;
})()`;

/** Lines of text over each other, and words broken where no hyphen stands; the bar that stays lies over what it may. */
const texts = `(() => {${common}
  const faults = [];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === '' || parent.closest(unseen + ', .hub-training, svg') || !parent.checkVisibility()) continue;
    const range = document.createRange();
    for (const { index, 0: word } of node.data.matchAll(/[\\p{L}\\p{M}]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top));
      if (new Set(tops).size > 1) faults.push('breaks "' + word + '": ' + told(parent));
    }
    range.selectNodeContents(node);
    const scroller = parent.closest('.hub-table-scroll');
    const size = parseFloat(getComputedStyle(parent).fontSize);
    for (const box of range.getClientRects()) if (box.width > 1) lines.push({ node, box, scroller, size });
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  for (const [at, one] of lines.entries()) {
    for (const other of lines.slice(at + 1)) {
      if (other.box.top >= one.box.bottom) break;
      if (one.node === other.node || one.scroller !== other.scroller) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (across > 2 && down > 0.35 * Math.min(one.size, other.size))
        faults.push('"' + one.node.data.trim().slice(0, 40) + '" under "' + other.node.data.trim().slice(0, 40) + '"');
    }
  }
  return faults;
})()`;

/** What takes the focus stands whole below the bar that stays; what is higher than a line shows where it begins. */
const covered = `(() => {${common}
  const faults = [];
  const line = 60;
  const high = window.innerHeight;
  const bar = () => document.querySelector('.hub-training')?.getBoundingClientRect().bottom ?? 0;
  const fields = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  for (const element of document.querySelectorAll(fields)) {
    if (element.closest(unseen) || !element.checkVisibility()) continue;
    element.focus();
    const { top, bottom, width, height } = element.getBoundingClientRect();
    if (document.activeElement !== element || width < 2) continue;
    const from = bar() - 1;
    const whole = top >= from && bottom <= high + 1;
    const begun = (top >= from || height > high - from) && bottom > from + line / 2 && top < high - line / 2;
    if (height > line ? !begun : !whole) faults.push('focus under the bar or away: ' + told(element));
  }
  document.activeElement?.blur();
  return faults;
})()`;

async function judged(page: Page, judges: readonly string[]): Promise<string[]> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const found = [];
  for (const judge of judges) found.push(...(await page.evaluate<string[]>(judge)));
  return [...new Set(found)];
}

/** Boxes beyond the window or the sheet, text cut off, under other text or broken. */
export const faultsOfLayout = (page: Page) => judged(page, [boxes, texts]);

const faultsNow = (page: Page) => judged(page, [boxes, texts, covered]);

/** A window of 1280 × 1024 enlarged to 400 %: this is left of it, in CSS pixels. */
export const enlarged = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
const whole = { width: 1280, height: 1024 };

/** As a reader sets the size of letters in the settings of the browser; 16 is what browsers come with. */
const letters = async (session: CDPSession, standard: number) => {
  await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: (standard * 13) / 16 } });
};

/** The screen at 400 %, and in the whole window with letters twice as large. */
export async function faultsEnlarged(page: Page, screen: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const zoom = await faultsNow(page);
  await page.setViewportSize(whole);
  await letters(session, 32);
  const text = await faultsNow(page);
  await letters(session, 16);
  await page.setViewportSize(enlarged.viewport);
  await session.detach();
  return [
    ...zoom.map(fault => `${screen} at 400 %: ${fault}`),
    ...text.map(fault => `${screen} with letters twice as large: ${fault}`),
  ];
}
