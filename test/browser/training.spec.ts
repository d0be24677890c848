import { judicial } from '@hub/judicial';
import { victims } from '@hub/victims';
import { describeInChromium, Workplace } from './chromium.fixture';

const WIDTHS = [320, 640, 1024, 1920];

describeInChromium.each([
  { definition: victims, role: 'officer', list: '/cases', word: 'TRAINING' },
  { definition: judicial, role: 'prosecutor', list: '/proceedings', word: 'TRAINING' },
])('a training of $definition.name', ({ definition, role, list, word }) => {
  const workplace = Workplace.around(definition);

  it('says so at the top of every window, however narrow and however far down', async () => {
    const { context, page } = await workplace.signedIn(role, 'en');
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(workplace.server.url + list);
      const found = await page.evaluate(`(() => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        const bar = document.querySelector('.hub-training');
        const { top, left, width, height } = bar.getBoundingClientRect();
        return {
          scrolled: window.scrollY > 100,
          top, left,
          whole: width === document.documentElement.clientWidth,
          low: height < window.innerHeight / 4,
          seen: bar.contains(document.elementFromPoint(width / 2, height / 2)),
          words: bar.innerText,
          close: bar.querySelectorAll('button, a').length,
        };
      })()`);
      const bar = { scrolled: true, top: 0, left: 0, whole: true, low: true, seen: true, close: 0 };
      expect([width, found]).toEqual([width, { ...bar, words: expect.stringContaining(word) }]);
    }
    await context.close();
  });

  it('says so in the names of the files that leave it', async () => {
    const { context, page } = await workplace.signedIn(definition === victims ? 'supervisor' : role, 'en');
    await page.goto(workplace.server.url + list);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('main a[download]')]);
    expect(file.suggestedFilename()).toMatch(/^TRAINING-.*\.csv$/);
    await context.close();
  });
});
