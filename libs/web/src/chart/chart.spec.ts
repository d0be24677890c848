import { chartSvg } from './chart';

const model = {
  title: 'Victims <by> year',
  categories: ['2023', '2024'],
  series: [
    { name: 'female', values: [3, 4] },
    { name: 'male', values: [1, null] },
  ],
};

describe.each(['bar', 'line'] as const)('a %s chart', kind => {
  const svg = chartSvg({ kind, ...model }, 'c1');

  it('carries no style of its own, so that the content security policy holds', () => {
    expect(svg).not.toMatch(/\sstyle=/);
    expect(svg).not.toContain('<style');
    expect(svg).not.toContain('<script');
  });

  it('is an image with a title', () => {
    expect(svg).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="c1-title"/);
    expect(svg).toContain('<title id="c1-title">Victims &lt;by&gt; year</title>');
  });

  it('keeps its texts', () => {
    expect(svg).toContain('2023');
    expect(svg).toContain('female');
  });
});
