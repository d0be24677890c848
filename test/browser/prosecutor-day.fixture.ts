import type { Page } from 'playwright-core';
import { PageUser, type Visited } from './page-user.fixture';
import { sheetsOf } from './paper.fixture';

const COURT = 'Gjykata e Posaçme e Shkallës së Parë';
const APPEAL_COURT = 'Gjykata e Posaçme e Apelit';

/** A prosecutor, whose work is one case with two accused. */
export class Prosecutor extends PageUser {
  private file = '';
  readonly persons: string[] = [];

  async openCase(visited: Visited): Promise<void> {
    await this.follow('/proceedings/new');
    await visited('new case');
    await this.fill({ openedOn: { day: '2' }, origin: 'police_own', legalBasis: ['AL-110a'] });
    this.file = this.place;
  }

  async addAccused(given: string, visited: Visited): Promise<void> {
    await this.follow('/persons/new');
    await visited('new suspect');
    await this.fill({ given, family: `Prova${Date.now()}`, on: { day: '3' } });
    this.persons.push(this.place.split('/').at(-1) ?? '');
    await visited('suspect');
    await this.back();
  }

  async back(): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.click('.govuk-back-link')]);
    expect(this.place).toBe(this.file);
  }

  async toPage(name: string): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation(),
      this.page.click(
        name === '' ? 'main nav.hub-navigation a' : `main nav.hub-navigation a[href$="/${name}"]`,
      ),
    ]);
  }

  /** The standing of each person as the case shows it. */
  standings(): Promise<string[]> {
    return this.page.locator('main table tbody tr td:nth-child(2)').allInnerTexts();
  }
}

/** Only what the law allows now is a link; everything else stands there with the reason in words. */
async function expectLegalSteps(page: Page, possible: string, impossible: string): Promise<void> {
  expect(await page.locator(`main a[href*="/record/${possible}"]`).count()).toBeGreaterThan(0);
  expect(await page.locator(`main a[href*="/record/${impossible}"]`).count()).toBe(0);
  const reasons = await page.locator('main .hub-reason').allTextContents();
  expect(reasons.length).toBeGreaterThan(5);
  expect(reasons.filter(reason => !/\p{L}{3}.*\.$/u.test(reason) || /judicial\./.test(reason))).toEqual([]);
}

export async function investigate(me: Prosecutor, visited: Visited): Promise<void> {
  await expectLegalSteps(me.page, 'open-investigation', 'conclude-investigation');
  const [first = ''] = me.persons;
  await me.record('open-investigation', { on: { day: '4' } });
  await me.follow(`/record/order-measure?person=${first}`);
  await visited('measure');
  await me.fill({ kind: 'detention', on: { day: '5' }, until: { day: '6-5' } });
  await me.record('conclude-investigation', { on: { day: '4-1' } });
  for (const person of me.persons) {
    await me.follow(`/record/decide-prosecution?person=${person}`);
    await me.fill({ decision: 'charged_thb', legalBasis: ['AL-110a'], on: { day: '4-2' } });
  }
  await expectLegalSteps(me.page, 'file-indictment', 'open-trial');
}

/** Indictment, main hearing, a judgment on each charge of each accused, the sentence of the one convicted. */
export async function tryCase(me: Prosecutor, visited: Visited): Promise<void> {
  const [first = '', second = ''] = me.persons;
  const all = (one: string, name: string) => `p-${one}-${name}`;
  await me.followTo('/record/file-indictment');
  await visited('indictment');
  await me.fill({ on: { day: '4-3' }, court: COURT, [all(second, 'include')]: ['yes'] });
  // Opened for one person it asks about all, the others not yet chosen.
  expect(await me.page.locator('main a[href*="/record/file-indictment"]').count()).toBe(0);
  await expectLegalSteps(me.page, 'open-trial', 'file-appeal');
  await me.followTo('/record/open-trial');
  await me.fill({ on: { day: '4-20' }, court: COURT });
  await expectLegalSteps(me.page, 'deliver-judgment', 'open-trial');
  await me.followTo('/record/deliver-judgment');
  await me.answer({
    [all(first, 'v0-verdict')]: 'convicted_thb',
    [all(second, 'v0-verdict')]: 'acquitted',
  });
  await visited('judgment');
  await me.fill({ on: { day: '5-4' }, court: COURT, [all(second, 'include')]: ['yes'] });
  await me.follow(`/record/set-sentence?person=${first}`);
  await visited('sentence');
  await me.fill({ kind: 'imprisonment', months: '96', on: { day: '5-4' } });
}

export async function appeal(me: Prosecutor, visited: Visited): Promise<void> {
  const [first = ''] = me.persons;
  await me.follow(`/record/file-appeal?person=${first}`);
  await visited('appeal');
  await me.fill({ by: 'defence', on: { day: '5-11' } });
  await expectLegalSteps(me.page, 'decide-appeal', 'open-enforcement');
  await me.followTo('/record/decide-appeal');
  await visited('decision on the appeal');
  await me.fill({ on: { day: '6-1' }, court: APPEAL_COURT, [`p-${first}-outcome`]: 'upheld' });
}

export async function finish(me: Prosecutor): Promise<void> {
  for (const person of me.persons) {
    await me.follow(`/record/make-final?person=${person}`);
    await me.fill({ on: { day: '6-2' } });
  }
}

export async function money(me: Prosecutor, visited: Visited): Promise<void> {
  const [first = ''] = me.persons;
  await me.follow('/record/seize-assets');
  await me.fill({ person: first, on: { day: '5' }, 'value-amount': '1500000' });
  await me.follow('/record/order-confiscation');
  await visited('confiscation');
  await me.fill({ person: first, kind: 'ordinary', on: { day: '5-4' }, 'value-amount': '1 200 000' });
  await me.record('enforce-confiscation', { on: { day: '6-3' }, 'value-amount': '900000' });
  await me.follow('/record/award-compensation');
  await me.fill({ person: first, on: { day: '5-4' }, 'value-amount': '500000' });
  await me.record('pay-compensation', { on: { day: '6-4' }, 'value-amount': '250000' });
  const told = (await me.page.innerText('main')).replace(/[\s.,]/gu, '');
  for (const sum of ['1500000', '1200000', '900000', '500000', '250000']) expect(told).toContain(sum);
}

/** Everything the criteria ask before a case is closed. */
export async function describeAll(me: Prosecutor, visited: Visited): Promise<void> {
  const { page } = me;
  await me.follow('/sections/offence');
  await visited('offence');
  await me.answer({ exploitation_forms: ['sexual'], acts: ['recruitment'], means: ['deception'] });
  await me.fill({ main_exploitation: 1, scope: 'internal' });
  await me.fill({ victims_female_adult: 'many' });
  expect(await page.title()).toMatch(/^(Gabim|Грешка):/);
  await visited('section with a problem');
  await me.fill({ victims_female_adult: '2' });
  await me.back();
  for (const person of me.persons) {
    await me.follow(`/persons/${person}`);
    await me.follow('/sections/person_profile');
    await visited('profile');
    await me.answer({ sex: 'male', age_at_offence: '34' });
    await me.fill({ citizenship: 2 });
    await page.goto(page.url().replace(/\/persons\/.*$/, ''));
  }
}

/** A date is corrected: the reason is asked, before and after are shown, both stay in the timeline. */
export async function correct(me: Prosecutor, visited: Visited): Promise<void> {
  const { page } = me;
  await me.toPage('timeline');
  await visited('timeline');
  const paid = page.locator('.hub-timeline > li', { hasText: /250[\s.]?000/u }).first();
  await Promise.all([page.waitForNavigation(), paid.locator('a[href*="/correct/"]').click()]);
  await me.fill({ on: { day: '6-5' } });
  expect(await page.title()).toMatch(/^(Gabim|Грешка):/);
  await visited('correction without a reason');
  await me.fill({ correctionReason: 'typing_error', correctionNote: 'x' });
  const [, before = '?', after = '?'] = await page
    .locator('main tbody tr')
    .first()
    .locator('th, td')
    .allInnerTexts();
  expect([before, after]).toEqual([expect.stringMatching(/^4 /), expect.stringMatching(/^5 /)]);
  await visited('before and after');
  await me.send();
  const told = (await page.textContent('.hub-timeline')) ?? '';
  expect([told.includes(before), told.includes(after)]).toEqual([true, true]);
  await visited('timeline after a correction');
}

export async function printAndClose(me: Prosecutor, visited: Visited): Promise<void> {
  const { page } = me;
  await me.toPage('print');
  await visited('print');
  const paper = sheetsOf(await page.pdf({ format: 'A4' }));
  expect(paper).toBeGreaterThan(0);
  expect(paper).toBeLessThanOrEqual(4);
  await me.toPage('answers');
  await visited('answers');
  await me.toPage('');
  await me.record('close', { reason: 'all_finally_decided', on: { day: '6-10' } });
  await visited('closed case');
  expect(await page.locator('main a[href*="/record/close"]').count()).toBe(0);
}
