/** What somebody does with the pages of either database: follows links, answers, sends. No address is typed. */
import type { Page } from 'playwright-core';

/** Every date of the journeys lies in spring 2026: a day of March, or `4-20`. */
function partsOf(day: string): Readonly<Record<string, string>> {
  const [first = '', second] = day.split('-');
  return { '-day': second ?? first, '-month': second === undefined ? '3' : first, '-year': '2026' };
}

/** The answers of one form, by the name of the field; a number is the number of a code in a long list. */
type Answers = Readonly<Record<string, string | number | readonly string[] | { readonly day: string }>>;

/** What is looked at on each screen of a journey. */
export type Visited = (screen: string) => Promise<void>;

export class PageUser {
  /** @param scripts whether the pages may run theirs; without them a long list is the browser's own */
  constructor(
    readonly page: Page,
    readonly scripts = true,
  ) {}

  /** Where the case just opened stands, without what was said about the last act. */
  get place(): string {
    return this.page.url().replace(/[?#].*$/, '');
  }

  /** Follows the first link of the page that ends so. */
  async follow(end: string): Promise<void> {
    const link = this.page.locator(`main a[href$="${end}"], .govuk-back-link[href$="${end}"]`).first();
    await Promise.all([this.page.waitForNavigation(), link.click()]);
  }

  /** Follows the first link of the page with this in its address. */
  async followTo(part: string): Promise<void> {
    const link = this.page.locator(`main a[href*="${part}"]`).first();
    await Promise.all([this.page.waitForNavigation(), link.click()]);
  }

  async answer(answers: Answers): Promise<void> {
    for (const [name, value] of Object.entries(answers)) {
      if (typeof value === 'number') await this.pick(name, value);
      else if (typeof value === 'string') await this.type(name, value);
      else if ('day' in value) await this.date(name, value.day);
      else for (const code of value) await this.check(name, code);
    }
  }

  async send(): Promise<void> {
    const button = this.page
      .locator('main form .hub-actions button, main form[method=post] > button')
      .first();
    await Promise.all([this.page.waitForNavigation(), button.click()]);
  }

  /** Answers the form that stands open, and sends it. */
  async fill(answers: Answers): Promise<void> {
    await this.answer(answers);
    await this.send();
  }

  /** From the page of the case to the form of a fact, and back with the fact recorded. */
  async record(form: string, answers: Answers): Promise<void> {
    await this.follow(`/record/${form}`);
    await this.fill(answers);
  }

  async navigate(href: string): Promise<void> {
    const link = this.page.locator(`nav.hub-navigation a[href="${href}"]`).first();
    await Promise.all([this.page.waitForNavigation(), link.click()]);
  }

  /** A long list: the number of the code, or what it is called, and Enter. */
  private async pick(name: string, code: number | string): Promise<void> {
    if (!this.scripts) return this.pickInList(name, code);
    await this.page.fill(`#${name}`, String(code));
    await this.page
      .locator(`#${name}__option--0`)
      .filter({ hasText: typeof code === 'number' ? new RegExp(`^${code} `) : code })
      .waitFor();
    await this.page.press(`#${name}`, 'Enter');
  }

  private async pickInList(name: string, code: number | string): Promise<void> {
    const option = this.page.locator(`select[name="${name}"] option`).filter({
      hasText: typeof code === 'number' ? new RegExp(`^\\s*${code} `) : code,
    });
    const value = await option.first().getAttribute('value');
    await this.page.selectOption(`select[name="${name}"]`, value);
  }

  private async type(name: string, text: string): Promise<void> {
    const choice = this.page.locator(`[name="${name}"][value="${text}"]`);
    if ((await choice.count()) > 0) await choice.check({ force: true });
    else if ((await this.page.locator(`select[name="${name}"]`).count()) > 0) await this.pick(name, text);
    else await this.page.fill(`[name="${name}"]`, text);
  }

  private async date(name: string, day: string): Promise<void> {
    for (const [part, text] of Object.entries(partsOf(day)))
      await this.page.fill(`[name="${name}${part}"]`, text);
  }

  private async check(name: string, code: string): Promise<void> {
    await this.page.check(`[name="${name}"][value="${code}"]`, { force: true });
  }
}
