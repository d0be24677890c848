import { victims } from '@hub/victims';
import { describeInChromium, inspect, Workplace } from './chromium.fixture';
import { Officer } from './officer.fixture';

describeInChromium('what takes a second person, or a second look', () => {
  const workplace = Workplace.around(victims, { HUB_SEED: '0' });

  it('a decision is corrected by one and approved by another; Enter in a reason sends it back and approves nothing', async () => {
    const asking = await workplace.signedIn('officer', 'sq');
    const officer = new Officer(asking.page);
    const file = await officer.register('Ana', `Prova${Date.now()}`);
    await officer.record('status-decision', { status: 'presumed', on: { day: '6' } });
    const correct = async (day: string) => {
      await asking.page.goto(`${file}/timeline`);
      await officer.followTo('/correct/');
      await officer.fill({ on: { day }, correctionReason: 'typing_error', correctionNote: 'x' });
      expect(await asking.page.innerText('main table')).toMatch(/\b6 .*\b7 /s);
      await officer.send();
    };
    await correct('7');
    expect(await asking.page.locator('main a[href*="/requests/"]').count()).toBe(0);

    const { context, page } = await workplace.signedIn('supervisor', 'mk');
    const supervisor = new Officer(page);
    await supervisor.followTo('/requests/');
    expect(await inspect(page, 'request')).toEqual([]);
    const request = supervisor.place;
    const reason = page.locator('main input[type=text]').first();
    await reason.fill('денот');
    await Promise.all([page.waitForNavigation(), reason.press('Enter')]);
    expect(page.url()).toContain('done=correction-returned');

    await asking.page.goto(`${file}/answers`);
    expect(await asking.page.innerText('main')).not.toContain('7 mars 2026');
    await asking.page.goto(`${file}/timeline`);
    await officer.follow('/returned');
    // What a second person wrote may name somebody: it is opened for a purpose.
    await officer.fill({ purpose: 'case_work' });
    await officer.fill({ on: { day: '7' }, correctionReason: 'typing_error', correctionNote: 'x' });
    await officer.send();
    await page.goto(`${workplace.server.url}/`);
    await supervisor.followTo('/requests/');
    expect(supervisor.place).not.toBe(request);
    await Promise.all([page.waitForNavigation(), page.click('main button[value=approve]')]);
    expect(page.url()).toContain('done=correction-settled');
    await asking.page.goto(`${file}/answers`);
    expect(await asking.page.innerText('main')).toContain('7 mars 2026');
    expect(workplace.complaints).toEqual([]);
    await context.close();
    await asking.context.close();
  }, 240_000);

  it('a person registered in Cyrillic is proposed to who types Latin, and is one person then', async () => {
    const { context, page } = await workplace.signedIn('officer', 'bs');
    const officer = new Officer(page);
    const born = { birth: { day: '4' } };
    await officer.navigate('/cases');
    await officer.follow('/cases/new');
    await officer.fill({ given: 'Јелена', family: 'Ђорђевић', ...born, on: { day: '5' } });
    const first = officer.place;
    const reference = /V-\d{4}-\w+/.exec(await page.innerText('h1'))?.[0] ?? '?';
    await officer.navigate('/cases');
    await officer.follow('/cases/new');
    await officer.fill({ given: 'Jelena', family: 'Djordjevic', ...born, on: { day: '8' } });
    expect(await page.innerText('main')).toContain(reference);
    expect(await page.innerText('main')).not.toMatch(/Јелена|Ђорђевић/);
    expect(await inspect(page, 'possible duplicates')).toEqual([]);
    await page.locator('[name=samePerson]').first().check({ force: true });
    await Promise.all([page.waitForNavigation(), page.click('main form > button')]);
    // Another case of the same person: each leads to the other.
    await officer.follow(new URL(first).pathname);
    expect(officer.place).toBe(first);
    await context.close();
  }, 120_000);
});
