import fs from 'node:fs';
import path from 'node:path';
import { Translator } from '@hub/platform';
import { measures } from '../indicators/measures';

const here = path.resolve(__dirname, '..');
const languages = ['en', 'sq', 'bs', 'bg', 'mk', 'ro'];

function sources(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return sources(file);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts')
      ? [fs.readFileSync(file, 'utf8')]
      : [];
  });
}

/** Codes put together at run time: how each begins, and everything it can end in. */
const composed: Readonly<Record<string, readonly string[]>> = {
  'victims.person.no-erasure-': ['requested', 'promised'],
  'victims.status.': [
    ...['unchanged', 'already-identified', 'identified-not-rejected', 'already-withdrawn'],
    'nothing-to-withdraw',
  ],
  'victims.indicator.': Object.values(measures).flatMap(measure =>
    measure.kind === 'unavailable' ? [measure.reason] : [],
  ),
};

/** Everything a refusal may tell; a message that asks for more fails here as it would in use. */
const told = Object.fromEntries(
  [
    ...['available', 'basedOn', 'count', 'date', 'earliest', 'expected', 'found', 'headings', 'id', 'name'],
    ...['version', 'into'],
  ].map(name => [name, 7]),
);

const text = sources(here).join('\n');
const literal = [...text.matchAll(/'(victims\.[a-z-]+\.[a-z-]+)'/g)].map(([, code = '']) => code);
const codes = new Set([
  ...literal,
  ...Object.entries(composed).flatMap(([start, ends]) => ends.map(end => start + end)),
]);

describe('the refusals of the victim database', () => {
  it('are composed of parts only where this test knows the parts', () => {
    const starts = [...text.matchAll(/`(victims\.[a-z.-]+)\$\{/g)].map(([, start]) => start);
    expect(new Set(starts)).toEqual(new Set(Object.keys(composed)));
  });

  it('each have a message in every language', () => {
    expect(codes.size).toBeGreaterThan(95);
    const translator = Translator.load();
    const silent = languages.flatMap(lang =>
      [...codes]
        .filter(code => translator.message(lang, code, told) === undefined)
        .map(code => `${lang} ${code}`),
    );
    expect(silent).toEqual([]);
  });

  it('speak each language, not English', () => {
    const translator = Translator.load();
    const same = languages
      .filter(lang => lang !== 'en')
      .flatMap(lang =>
        [...codes]
          .filter(code => translator.message(lang, code, told) === translator.message('en', code, told))
          .map(code => `${lang} ${code}`),
      );
    expect(same).toEqual([]);
  });
});
