import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import { describeInChromium, Workplace } from './chromium.fixture';
import { sheetsOf } from './paper.fixture';

describeInChromium('the summary of a case on paper', () => {
  const workplace = Workplace.around(judicial);

  it('is four A4 pages at the most, also with the most persons of the sandbox, with and without the reference', async () => {
    const { server } = workplace;
    const { readModels, store } = server.assembly;
    await readModels.waitFor(await store.head(), 60_000);
    const { office } = judicial.sandboxDesk(server.assembly.book);
    const { rows } = await readModels.query<{ id: string; suspects: number }>(
      `select f.id, f.suspects from case_file f join case_fact t on t.case_id = f.id
        where f.office = '${office}' and not f.sealed
        group by f.id, f.suspects order by f.suspects desc, count(*) desc limit 3`,
    );
    expect(rows[0]?.suspects).toBeGreaterThanOrEqual(5);
    const { page } = await workplace.signedIn('prosecutor', 'mk');
    for (const { id } of rows) {
      for (const query of ['', '?anonymous=1']) {
        await page.goto(`${server.url}/proceedings/${id}/print${query}`);
        expect(await page.locator('main h3').count()).toBeGreaterThan(4);
        const names = server.assembly.book.institutions.map(({ name }) => name);
        const text = await page.locator('main').innerText();
        expect(names.some(name => text.includes(name))).toBe(query === '');
        const pages = sheetsOf(await page.pdf({ format: 'A4' }));
        expect(pages).toBeGreaterThan(0);
        expect([id, query, pages <= 4 ? 'four at the most' : pages]).toEqual([id, query, 'four at the most']);
      }
    }
  }, 120_000);
});

describeInChromium('the summary of a victim’s case on paper', () => {
  const workplace = Workplace.around(victims);

  it('is four A4 pages at the most, also of the cases with the most facts, with and without the reference', async () => {
    const { server } = workplace;
    const { readModels, store } = server.assembly;
    await readModels.waitFor(await store.head(), 60_000);
    const { office } = victims.sandboxDesk(server.assembly.book);
    const { rows } = await readModels.query<{ id: string; reference: string }>(
      `select f.case_id as id, f.reference from case_file f join case_fact t using (case_id)
        where f.office = '${office}' and not f.sealed
        group by 1, 2 order by count(*) desc limit 6`,
    );
    const { page } = await workplace.signedIn('officer', 'mk');
    let seen = 0;
    for (const { id, reference } of rows) {
      await page.goto(`${server.url}/cases/${id}/print`);
      // Of a person whose data are restricted nothing is shown without a purpose.
      if (page.url().includes('/purpose')) continue;
      seen += 1;
      for (const query of ['', '?about=anonymous']) {
        await page.goto(`${server.url}/cases/${id}/print${query}`);
        expect((await page.content()).includes(reference)).toBe(query === '');
        expect(await page.locator('main section').count()).toBeGreaterThan(5);
        const sheets = sheetsOf(await page.pdf({ format: 'A4' }));
        expect(sheets).toBeGreaterThan(1);
        expect([reference, query, sheets <= 4 ? 'four at the most' : sheets]).toEqual([
          reference,
          query,
          'four at the most',
        ]);
      }
    }
    expect(seen).toBeGreaterThanOrEqual(3);
  }, 120_000);
});
