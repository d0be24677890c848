import type { Page } from 'playwright-core';
import type { Officer } from './officer.fixture';
import { sheetsOf } from './paper.fixture';
import type { Visited } from './page-user.fixture';

/** What the day of an officer is made of, from registration to closing; each step goes on where the one before ended. */

/** Where the bar that stays at the top of the screen ends. */
const bar = (page: Page) =>
  page.evaluate<number>(`document.querySelector('.hub-training').getBoundingClientRect().bottom`);

/** Registers a presumed victim with the person's consent. */
export async function begin(officer: Officer, visited: Visited): Promise<void> {
  await officer.register('Arta', `Prova${Date.now()}`);
  await visited('case without answers');
  await officer.record('consent', { status: 'given', on: { day: '5' } });
  await officer.record('status-decision', { status: 'presumed', on: { day: '6' } });
}

/** All sections in one go: each leads to the next, the last to all answers. */
export async function describeAll(officer: Officer, visited: Visited): Promise<void> {
  const { page } = officer;
  await officer.follow('/sections/detection');
  await officer.fill({ first_contact_date: { day: '4' }, referral_source: 1, detection_context: 2 });
  await officer.fill({ age_at_identification: 'xx' });
  expect(await page.title()).toMatch(/^(Error|Gabim|Грешка):/);
  // Who has no scripts reads the summary first all the same: it stands at the top.
  if (officer.scripts)
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
  await visited('section with a problem');
  await officer.fill({ sex: 'female', age_at_identification: '27', citizenship: 2 });
  await visited('background');
  await officer.fill({ children_count: '2', previously_trafficked: 'no' });
  await officer.fill({ acts: ['recruitment'], means: ['deception', 'fraud'] });
  await officer.fill({ trafficking_scope: 'internal' });
  await visited('exploitation');
  await officer.answer({ exploitation_country: 2, exploitation_forms: ['sexual'] });
  expect(await page.locator('[name=labour_sector]').first().isVisible()).toBe(!officer.scripts);
  await officer.fill({ main_exploitation: 1 });
  expect(officer.place).toMatch(/\/answers$/);
  await visited('answers');
}

/** Referral, its acceptance, the decision, assistance and protection. */
export async function care(officer: Officer, visited: Visited): Promise<void> {
  await officer.follow('/record/referral');
  await visited('referral');
  await officer.fill({ to: 2, needs: ['legal_aid'], on: { day: '7' }, answerBy: { day: '14' } });
  await officer.followTo('/record/referral-accepted');
  await officer.fill({ on: { day: '8' } });
  await officer.follow('/record/status-decision');
  await visited('decision');
  await officer.fill({ status: 'identified', authority: 1, on: { day: '9' } });
  await officer.record('assistance', { types: ['legal_aid'], provider: 2, on: { day: '10' } });
  await officer.followTo('/record/assistance-accepted');
  await officer.fill({ types: ['legal_aid'], on: { day: '11' } });
  await officer.record('protection', {
    kind: 'police_protection',
    on: { day: '11' },
    until: { day: '30' },
  });
  await visited('case with everything');
}

/** A date is corrected: the reason is asked, before and after are shown, both stay in the time line. */
export async function correct(officer: Officer, visited: Visited): Promise<void> {
  const { page } = officer;
  await officer.follow('/timeline');
  await visited('timeline');
  const entry = page.locator('.hub-timeline > li').filter({ has: page.locator('a[href*="/correct/"]') });
  await Promise.all([page.waitForNavigation(), entry.first().locator('a[href*="/correct/"]').click()]);
  await officer.fill({ until: { day: '29' } });
  await visited('correction without a reason');
  await officer.fill({ correctionReason: 'typing_error', correctionNote: 'x' });
  const [, before, after] = await page.locator('main tbody tr').first().locator('th, td').allInnerTexts();
  expect([before, after]).toEqual([expect.stringContaining('30 '), expect.stringContaining('29 ')]);
  await visited('before and after');
  await officer.send();
  expect(officer.place).toMatch(/\/timeline$/);
  const told = (await page.textContent('.hub-timeline')) ?? '';
  expect([told.includes(before ?? '?'), told.includes(after ?? '?')]).toEqual([true, true]);
  await visited('timeline after a correction');
}

/** The case summary on paper, without the name. */
export async function print(officer: Officer): Promise<void> {
  const { page } = officer;
  await officer.follow('/print');
  expect(await page.innerText('main')).not.toContain('Arta');
  const paper = sheetsOf(await page.pdf({ format: 'A4' }));
  expect(paper).toBeGreaterThan(0);
  expect(paper).toBeLessThanOrEqual(4);
}

/** Nothing can be closed while something is missing; the list leads to the field, and then nothing is missing. */
export async function close(officer: Officer, visited: Visited): Promise<void> {
  const { page } = officer;
  // Assistance that goes on keeps a case open, and the page says so.
  expect(await page.locator('main a[href$="/record/closing"]').count()).toBe(0);
  await officer.followTo('/record/assistance-ended');
  await officer.fill({ outcome: 'completed', on: { day: '29' } });
  const missing = page.locator('#missing + p + ul a');
  expect(await missing.evaluateAll(all => all.map(link => link.getAttribute('href')))).toEqual([
    expect.stringMatching(/\/sections\/profile#age_basis$/),
  ]);
  await officer.record('closing', { reason: 'unknown', on: { day: '30' } });
  expect(await page.title()).toMatch(/^(Error|Gabim|Грешка):/);
  await visited('closing with something missing');
  await Promise.all([page.waitForNavigation(), page.click('.govuk-error-summary a')]);
  const [legend] = await page.locator('fieldset:has(#age_basis) legend').all();
  expect((await legend?.boundingBox())?.y).toBeGreaterThan(await bar(page));
  await officer.fill({ age_basis: 'document' });
  await Promise.all([page.waitForNavigation(), page.click('.govuk-back-link')]);
  expect(await missing.count()).toBe(0);
  await officer.record('closing', { reason: 'unknown', on: { day: '30' } });
  await visited('closed case');
  expect(await page.locator('main a[href$="/record/closing"]').count()).toBe(0);
  expect(await page.locator('main a[href$="/record/reopening"]').count()).toBe(1);
}
