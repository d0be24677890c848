import type { PaperBrowser } from '@hub/testing';

export type Answers = Record<string, string | string[]>;

/** A day in the spring of 2026: `3-17`. */
export const day = (text: string, name = 'on'): Answers => {
  const [month = '', date = ''] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: '2026' };
};
export const lek = (amount: string, name = 'value'): Answers => ({
  [`${name}-amount`]: amount,
  [`${name}-currency`]: 'ALL',
});

export const ARTICLE = 'AL-110a';
export const COURT = 'al-special-court';

/** Opens the form, fills it in, sends it; the page that follows must be a page, not the form again. */
export const record = async (browser: PaperBrowser, form: string, answers: Answers) => {
  await browser.get(form);
  await browser.submit(form.includes('?person=') ? form : (form.split('?')[0] ?? ''), answers);
  expect([form, browser.status, browser.status === 200 ? '' : browser.text.slice(0, 400)]).toEqual([
    form,
    200,
    '',
  ]);
  return browser;
};

export const open = async (browser: PaperBrowser) => {
  await record(browser, '/proceedings/new', {
    ...day('3-2', 'openedOn'),
    origin: 'police_own',
    legalBasis: [ARTICLE],
  });
  return browser.address.split('?')[0] ?? '';
};

export const suspect = async (browser: PaperBrowser, file: string, family: string, given = 'Ilir') => {
  await record(browser, `${file}/persons/new`, {
    ...{ kind: 'natural', given, family, nationalId: 'J00101001X' },
    legalBasis: [ARTICLE],
    ...day('3-3'),
  });
  return /\/persons\/([0-9a-f-]{36})/.exec(browser.address)?.[1] ?? '';
};

export const step = (browser: PaperBrowser, file: string, name: string, answers: Answers) =>
  record(browser, `${file}/record/${name}`, answers);

/** Opened, two suspects, investigated, indicted, in court. */
export const untilTrial = async (browser: PaperBrowser) => {
  const file = await open(browser);
  const [first, second] = [await suspect(browser, file, 'Gjoka'), await suspect(browser, file, 'Marku')];
  await step(browser, file, 'open-investigation', day('3-4'));
  await step(browser, file, 'order-measure', {
    ...{ person: first, kind: 'detention' },
    ...day('3-5'),
    ...day('6-5', 'until'),
  });
  await step(browser, file, 'conclude-investigation', day('4-1'));
  for (const person of [first, second]) {
    await step(browser, file, 'decide-prosecution', {
      ...{ person, decision: 'charged_thb', legalBasis: [ARTICLE] },
      ...day('4-2'),
    });
  }
  await step(browser, file, 'file-indictment', {
    ...day('4-3'),
    court: COURT,
    [`p-${first}-include`]: 'yes',
    [`p-${first}-charges`]: [ARTICLE],
    [`p-${second}-include`]: 'yes',
    [`p-${second}-charges`]: [ARTICLE],
  });
  return { file, first, second };
};

const indictmentOn = (browser: PaperBrowser) =>
  /name="indictment"[^>]*value="([0-9a-f-]{36})"/.exec(browser.page)?.[1] ?? '';

export const judged = async (browser: PaperBrowser) => {
  const { file, first, second } = await untilTrial(browser);
  await browser.get(`${file}/record/open-trial`);
  const indictment = indictmentOn(browser);
  await step(browser, file, 'open-trial', { indictment, court: COURT, ...day('4-20') });
  await step(browser, file, 'deliver-judgment', {
    ...day('5-4'),
    court: COURT,
    [`p-${first}-include`]: 'yes',
    [`p-${first}-v0-verdict`]: 'convicted_thb',
    [`p-${second}-include`]: 'yes',
    [`p-${second}-v0-verdict`]: 'acquitted',
  });
  await step(browser, file, 'set-sentence', {
    ...{ person: first, kind: 'imprisonment', months: '96' },
    ...day('5-4'),
    additional: [],
  });
  return { file, first, second };
};

export const describeAll = async (browser: PaperBrowser, file: string, persons: readonly string[]) => {
  await record(browser, `${file}/sections/offence`, {
    ...{ exploitation_forms: ['sexual'], main_exploitation: 'sexual', scope: 'internal' },
    ...{ offence_countries: ['AL'], acts: ['recruitment'], means: ['deception'] },
    'offence_period_start-year': '2025',
    offence_units: ['AL-11'],
  });
  await record(browser, `${file}/sections/victim_counts`, { victims_female_adult: '2' });
  for (const person of persons) {
    await record(browser, `${file}/persons/${person}/sections/person_profile`, {
      ...{ sex: 'male', age_at_offence: '34', citizenship: ['AL'] },
    });
  }
};
