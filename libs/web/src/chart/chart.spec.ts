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

describe('bars with long names', () => {
  const categories = [
    'Sexual exploitation',
    'Forced labour or services',
    'Forced begging',
    'Forced marriage',
  ];
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

  it('lie, each with its name before it and the first on top', () => {
    const svg = chartSvg(
      { kind: 'bar', title: 'x', categories, series: [{ name: 'x', values: [9, 7, 5, 3] }] },
      'c3',
    );
    expect(texts(svg).filter(text => categories.includes(text ?? ''))).toEqual(categories);
    const lengths = [...svg.matchAll(/d="M[\d.]+ ([\d.]+)l([\d.]+) 0[^"]*"[^>]*ecmeta_series/g)];
    expect(lengths.map(([, top]) => Number(top))).toEqual(
      lengths.map(([, top]) => Number(top)).sort((a, b) => a - b),
    );
    expect(lengths.map(([, , length]) => Number(length))).toEqual(
      lengths.map(([, , length]) => Number(length)).sort((a, b) => b - a),
    );
    expect(lengths).toHaveLength(4);
  });

  it('stand where the names are short', () => {
    const svg = chartSvg(
      { kind: 'bar', title: 'x', categories: ['2023', '2024'], series: [{ name: 'x', values: [9, 7] }] },
      'c4',
    );
    expect(svg).toContain('viewBox="0 0 720 360"');
  });
});

describe('six series on grey paper', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) => ({ name, values: [at + 3, at + 5] }));
  const drawn = (kind: 'bar' | 'line') =>
    chartSvg({ kind, title: 'Six', categories: ['2023', '2024'], series: six }, 'c2');
  const distinct = (svg: string, mark: RegExp) => [
    ...new Set([...svg.matchAll(mark)].map(([, what]) => what)),
  ];

  /** Relative luminance by WCAG 2.2, with its 0.05 of stray light. */
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };

  it.each([
    ['bar', /fill="(#\w{6})" ecmeta_series/g],
    ['line', /stroke="(#\w{6})" stroke-width="3"/g],
  ] as const)(
    'of a %s chart differ in lightness, each by a quarter, and from the paper by three',
    (kind, mark) => {
      const lights = distinct(drawn(kind), mark)
        .map(colour => light(colour ?? ''))
        .sort((one, other) => one - other);
      expect(lights).toHaveLength(6);
      const steps = lights.slice(1).map((lighter, at) => lighter / (lights[at] ?? 0));
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(1.25);
      expect(1.05 / (lights.at(-1) ?? 1)).toBeGreaterThanOrEqual(3);
    },
  );

  it('differ in their pattern as well, or in stroke and point', () => {
    const bar = drawn('bar').replace(/ id="[^"]*"/g, '');
    expect(distinct(bar, /<pattern([^]*?)<\/pattern>/g)).toHaveLength(6);
    const line = drawn('line');
    expect(distinct(line, /stroke-width="3"(?: [^>]*?stroke-dasharray="([^"]*)")?/g)).toHaveLength(6);
  });
});
