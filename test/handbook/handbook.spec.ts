import fs from 'node:fs';
import path from 'node:path';
import { files } from './files';

const directory = path.resolve(__dirname, '../../docs/handbook');
const committed = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? committed(file) : [path.relative(directory, file)];
  });

describe('the handbook', () => {
  const current = files();

  it('is the one that `npm run docs:handbook` writes', () => {
    expect(committed(directory).sort()).toEqual([...current.keys()].sort());
    const stale = [...current].filter(
      ([name, text]) => fs.readFileSync(path.join(directory, name), 'utf8') !== text,
    );
    expect(stale.map(([name]) => name)).toEqual([]);
  });

  it.each(['en', 'sq', 'bs', 'bg', 'mk', 'ro'])(
    'tells each role its first day in %s, with the names of real buttons',
    lang => {
      for (const page of [
        'victims-officer',
        'victims-trainer',
        'judicial-prosecutor',
        'judicial-administrator',
        'victims-auditor',
      ]) {
        const text = current.get(`${lang}/${page}.md`) ?? '';
        const steps = text.match(/^\d+\. .+$/gm) ?? [];
        expect([page, steps.length > 5, /\$t\(|undefined|\{\{/.test(text)]).toEqual([page, true, false]);
      }
      const buttons = JSON.parse(
        fs.readFileSync(path.resolve(__dirname, `../../i18n/${lang}/victims-pages.json`), 'utf8'),
      ) as Record<string, string>;
      expect(current.get(`${lang}/victims-officer.md`)).toContain(`**${buttons['new.submit']}**`);
    },
  );

  it('says nothing of one database in the pages of the other', () => {
    expect(current.get('en/victims-officer.md')).not.toMatch(/indictment|suspect/i);
    expect(current.get('en/judicial-prosecutor.md')).not.toMatch(/referral|assistance/i);
  });
});
