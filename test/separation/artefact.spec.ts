import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Criteria } from '@hub/codebook';
import { judicialCriteria } from '@hub/codebook/judicial';
import { victimCriteria } from '@hub/codebook/victims';

const root = path.resolve(__dirname, '../..');

/** Every file of ours that the program of an app loads, directly or not. */
function closureOf(app: string): string[] {
  const depcruise = path.join(root, 'node_modules/.bin/depcruise');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', `apps/${app}/src`];
  const output = execFileSync(depcruise, args, { cwd: root, maxBuffer: 256 * 2 ** 20, encoding: 'utf8' });
  const { modules } = JSON.parse(output) as { modules: { source: string }[] };
  return modules.map(({ source }) => source).filter(source => /^(apps|libs)\//.test(source));
}

/** Names of variables, sections and facts; those with an underscore are nobody's everyday words. */
function namesOf({ sections, lifeCycle }: Criteria): Set<string> {
  const names = [
    ...sections.flatMap(({ name, variables }) => [name, ...variables.map(variable => variable.name)]),
    ...lifeCycle.flatMap(({ name, fact }) => [name, fact]),
  ];
  return new Set(names.filter(name => name.includes('_')));
}

const onlyIn = (own: Criteria, other: Criteria) => {
  const known = namesOf(other);
  return [...namesOf(own)].filter(name => !known.has(name));
};

describe('S2: an app knows nothing of the other database', () => {
  const victims = closureOf('victims');
  const judicial = closureOf('judicial');

  it('looks at whole programs', () => {
    // The negative control: an empty closure would find nothing either.
    for (const [name, files] of [
      ['victims', victims],
      ['judicial', judicial],
    ] as const) {
      expect(files).toContain(`libs/${name}/src/index.ts`);
      expect(files).toContain('libs/event-store/src/history.ts');
      expect(files.length).toBeGreaterThan(150);
    }
  });

  it('loads no file of the other context', () => {
    expect(victims.filter(file => /(^|\/)judicial\//.test(file))).toEqual([]);
    expect(judicial.filter(file => /(^|\/)victims\//.test(file))).toEqual([]);
  });

  it.each([
    { app: 'victims', files: victims, own: victimCriteria, other: judicialCriteria },
    { app: 'judicial', files: judicial, own: judicialCriteria, other: victimCriteria },
  ])('$app names no variable that only the other one has', ({ files, own, other }) => {
    const text = files.map(file => fs.readFileSync(path.join(root, file), 'utf8')).join('\n');
    const foreign = onlyIn(other, own);
    expect(foreign.length).toBeGreaterThan(20);
    expect(foreign.filter(name => new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
    // The same look finds what the app does know.
    expect(onlyIn(own, other).filter(name => new RegExp(`\\b${name}\\b`).test(text)).length).toBeGreaterThan(
      20,
    );
  });
});
