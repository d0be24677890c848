import { victims } from '@hub/victims';
import type { Page } from 'playwright-core';
import { describeInChromium, Workplace } from './chromium.fixture';
import { Officer } from './officer.fixture';

/** Counted once for every key that goes down, a chord counting as one; letters typed count each. */
class Keys {
  all = 0;
  tabs = 0;
  constructor(private readonly page: Page) {}

  async press(key: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n += 1) await this.page.keyboard.press(key);
    this.all += times;
    if (key.endsWith('Tab')) this.tabs += times;
  }

  async type(text: string): Promise<void> {
    this.all += text.length;
    await this.page.keyboard.type(text);
  }
}

interface Standing {
  /** Name of the question's first control, without what a date adds to it. */
  readonly name: string;
  readonly kind: string;
  readonly list: boolean;
  readonly value: string;
}

/** Where the focus is. A page that loses it has nothing here. */
const standing = (page: Page) =>
  page.evaluate<Standing>(`(() => {
    const { activeElement: active } = document;
    const field = active.closest('.hub-field');
    const named = field?.querySelector('[name]:not([name=""])');
    return {
      name: named?.name.replace(/-(day|amount)$/, '') ?? active.tagName,
      kind: field?.querySelector('.govuk-date-input') ? 'date' : active.tagName === 'TEXTAREA' ? 'text' : active.type,
      list: active.matches('.autocomplete__input'),
      value: active.value ?? '',
    };
  })()`);

/** What is typed where it matters; every other question gets its first answer. */
const typed: Readonly<Record<string, string>> = {
  given: 'Arta',
  family: 'Prova',
  otherNames: 'Tina',
  nationalId: 'J90101001K',
  contact: 'x',
  age_at_identification: '27',
  age_at_recruitment: '25',
  children_count: '2',
  days: '30',
};

/** Days in order: a case grows from its first contact on. */
const days: Readonly<Record<string, string>> = {
  birth: '4 5 1999',
  first_contact_date: '4 3 2026',
  recruitment_date: '1 2 2025',
  exploitation_start: '1 3 2025',
  exploitation_end: '1 2 2026',
};

describeInChromium('a whole case with the keyboard alone', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  /** Answers the question in focus. @returns its name */
  async function answer(page: Page, keys: Keys, day: number): Promise<string> {
    const { name, kind, list, value } = await standing(page);
    if (kind === 'date') {
      const parts = (days[name] ?? `${day} 3 2026`).split(' ');
      for (const [at, part] of parts.entries()) {
        if (at > 0) await keys.press('Tab');
        await keys.type(part);
      }
    } else if (list && value === '') {
      await keys.type('2');
      await page.locator('.autocomplete__menu--visible .autocomplete__option').first().waitFor();
      await keys.press('Enter');
    } else if (list) return name;
    else if (kind === 'radio' || kind === 'checkbox') await keys.press('Space');
    else await keys.type(typed[name] ?? '12');
    return name;
  }

  /** Goes through the form that stands open, question by question, and sends it. @returns the questions answered */
  async function fill(page: Page, keys: Keys, day: number, choose: Readonly<Record<string, number>> = {}) {
    const seen: string[] = [];
    await keys.press('Control+ArrowDown');
    for (let { name } = await standing(page); name !== 'BUTTON'; { name } = await standing(page)) {
      expect([name, seen.includes(name)]).toEqual([name, false]);
      for (let down = 0; down < (choose[name] ?? 0); down += 1) await keys.press('ArrowDown');
      seen.push(await answer(page, keys, day));
      await keys.press('Control+ArrowDown');
    }
    await Promise.all([page.waitForNavigation(), keys.press('Enter')]);
    expect([page.url(), await page.locator('.govuk-error-summary').allInnerTexts()]).toEqual([
      page.url(),
      [],
    ]);
    return seen.length;
  }

  /**
   * From the top of the page of the case by its second skip link to what can be recorded; an answer to what was
   * recorded stands shortly before it.
   */
  async function open(page: Page, keys: Keys, name: string): Promise<void> {
    await keys.press('Tab', 2);
    await keys.press('Enter');
    const before = /-(accepted|ended|awarded|paid)$/.test(name);
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await keys.press(before ? 'Shift+Tab' : 'Tab');
      const href = await page.evaluate<string>(`document.activeElement.getAttribute('href') ?? ''`);
      if (!href.replace(/\?.*/, '').endsWith(`/record/${name}`)) continue;
      await Promise.all([page.waitForNavigation(), keys.press('Enter')]);
      return;
    }
    throw new Error(`no way by Tab to ${name}`);
  }

  /** The facts of the reference case, each with the day it happened and which of several answers is chosen. */
  const facts: readonly (readonly [string, number, Readonly<Record<string, number>>?])[] = [
    ['consent', 5],
    ['status-decision', 6],
    ['referral', 7],
    ['referral-accepted', 8],
    ['status-decision', 9, { status: 1 }],
    ['assistance', 10],
    ['assistance-accepted', 11],
    ['protection', 12],
    ['residence', 13],
    ['participation', 14],
    ['compensation', 15],
    ['compensation-awarded', 16],
    ['compensation-paid', 17],
    ['protection', 18, { kind: 1 }],
    ['referral', 19],
    ['referral-accepted', 19],
    ['protection', 20, { kind: 2 }],
    ['return', 20],
    ['assistance-ended', 21],
    ['closing', 22],
  ];

  it('of 120 fields: not more than 260 times Tab and 2400 keys, and the focus is never lost', async () => {
    const { context, page } = await workplace.signedIn('officer', 'sq');
    const keys = new Keys(page);
    await page.goto(`${workplace.server.url}/cases/new`);
    let fields = await fill(page, keys, 5);
    const file = new Officer(page).place;
    await page.goto(`${file}/sections/detection`);
    for (let section = 0; section < 6; section += 1) {
      const scope = { trafficking_scope: 1, exploitation_forms: 0 };
      fields += await fill(page, keys, 5, scope);
    }
    expect(page.url()).toContain('/answers');
    await page.goto(file);
    for (const [name, day, choose] of facts) {
      await open(page, keys, name);
      fields += await fill(page, keys, day, choose);
    }
    process.stdout.write(`keyboard: ${fields} fields, ${keys.tabs} Tab, ${keys.all} keys\n`);
    expect(fields).toBeGreaterThanOrEqual(120);
    expect(keys.tabs).toBeLessThanOrEqual(260);
    expect(keys.all).toBeLessThanOrEqual(2_400);
    await context.close();
  }, 300_000);

  it('finds any country with five keys, closes a list without losing the place, and walks from box to box', async () => {
    const { context, page } = await workplace.signedIn('officer', 'mk');
    const keys = new Keys(page);
    const officer = new Officer(page);
    await officer.register('Vera', `Prova${Date.now()}`);
    await officer.follow('/sections/exploitation');
    const numbers = await page
      .locator('#exploitation_country-select option')
      .evaluateAll(all => all.map(({ textContent }) => /^\d+/.exec(textContent ?? '')?.[0] ?? '0'));
    const last = String(Math.max(...numbers.map(Number)));
    await page.focus('#exploitation_country');
    await keys.type(last);
    await page.locator('.autocomplete__menu--visible .autocomplete__option').first().waitFor();
    await keys.press('Enter');
    expect(await page.inputValue('#exploitation_country')).toMatch(new RegExp(`^${last} `));
    expect(keys.all).toBeLessThanOrEqual(5);

    const focus = () => page.evaluate<string>('document.activeElement.id');
    for (const [key, place] of [
      ['Escape', 'exploitation_country'],
      ['Shift+Tab', ''],
    ] as const) {
      await page.focus('#exploitation_country');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await focus()).toMatch(/__option--/);
      await page.keyboard.press(key);
      if (place) expect(await focus()).toBe(place);
      else expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
    }

    const forms = await page.locator('[name=exploitation_forms]').evaluateAll(all => all.map(({ id }) => id));
    await page.focus(`#${forms[0]}`);
    await page.keyboard.press('ArrowDown');
    expect(await focus()).toBe(forms[1]);
    await page.keyboard.press('End');
    expect(await focus()).toBe(forms.at(-1));
    // What browsers do by themselves stays: Tab goes from box to box, and Space checks.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    expect([await focus(), await page.isChecked(`#${forms.at(-2)}`)]).toEqual([forms.at(-2), true]);
    await context.close();
  }, 120_000);
});
