import fs from 'node:fs';
import path from 'node:path';
import { opsProgram } from '@hub/platform';
import { bells } from '../bells.fixture';
import { commandsOf } from './run-ops';

const root = path.resolve(__dirname, '../../../..');
const pages = [
  'README.md',
  ...fs.readdirSync(path.join(root, 'docs/how-to')).map(name => `docs/how-to/${name}`),
]
  .filter(page => page.endsWith('.md'))
  .map(page => ({ page, text: fs.readFileSync(path.join(root, page), 'utf8') }));
const settings = ['hub-config.ts', 'settings.ts']
  .map(name => fs.readFileSync(path.join(root, 'libs/platform/src/config', name), 'utf8'))
  .concat(fs.readFileSync(path.join(root, 'libs/platform/src/ops/prepare-command.ts'), 'utf8'))
  .join('\n');

const commands = commandsOf(bells);
const flagsOf = (name: string) =>
  (commands.find(command => command.name === name)?.options ?? []).map(({ flags }) => flags.split(' ', 1)[0]);

/** What a page says that is not so. */
function faults(page: string, text: string): string[] {
  const found: string[] = [];
  for (const [, context = '', name = '', rest = ''] of text.matchAll(
    /npm run ops -- (\S+) ([\w-]+)([^\n`]*)/g,
  )) {
    if (!['victims', 'judicial'].includes(context)) found.push(`no context ${context}`);
    if (!commands.some(command => command.name === name)) found.push(`no command ${name}`);
    for (const [flag] of rest.matchAll(/--[\w-]+/g)) {
      if (!flagsOf(name).includes(flag) && flag !== '--json') found.push(`${name} knows no ${flag}`);
    }
  }
  for (const [, name = ''] of text.matchAll(/npm run (?!ops\b)([\w:-]+)/g)) {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: object;
    };
    if (!Object.keys(scripts).includes(name)) found.push(`no script ${name}`);
  }
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
    if (!fs.existsSync(path.join(root, path.dirname(page), target))) found.push(`no file ${target}`);
  }
  for (const [, name = ''] of text.matchAll(/\b(?:VICTIMS|JUDICIAL)_([A-Z][A-Z_]*[A-Z])\b/g)) {
    if (!settings.includes(`'${name}'`) && !settings.includes(`_${name}\``)) found.push(`no setting ${name}`);
  }
  return found;
}

describe('README and the how-to pages', () => {
  it('name only commands, options, settings and files that exist', () => {
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flatMap(({ page, text }) => faults(page, text).map(fault => `${page}: ${fault}`))).toEqual(
      [],
    );
  });

  it.each([
    ['npm run ops -- victims fly', 'no command fly'],
    ['npm run ops -- victims backup --fast', 'backup knows no --fast'],
    ['npm run fly', 'no script fly'],
    ['[gone](gone.md)', 'no file gone.md'],
    ['VICTIMS_COLOUR', 'no setting COLOUR'],
  ])('would be found out with %s', (planted, fault) => {
    expect(faults('README.md', planted)).toEqual([fault]);
  });
});

describe('the operator’s program', () => {
  const run = async (...argv: string[]) => {
    const said = { out: '', err: '' };
    const program = opsProgram({
      context: 'bells',
      commands,
      env: { HUB_DATA: '/dev/null/nowhere' },
      stdout: text => (said.out += text),
      stderr: text => (said.err += text),
    });
    return { code: await program.run(argv), ...said };
  };

  it.each(commands.map(({ name }) => name))('%s explains itself', async name => {
    const { code, out } = await run(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ops ${name}`);
    expect(out).toContain('--json');
  });

  it.each(commands.map(({ name }) => name))('%s refuses what it does not know in one line', async name => {
    const { code, out, err } = await run(name, '--no-such-option', '--json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: [^\n]+\n$/);
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'platform.usage' },
    });
  });

  it.each(['migrate', 'rebuild', 'verify', 'users', 'erase', 'backup'])(
    '%s says in one line that the data directory cannot be used',
    async name => {
      const { code, out, err } = await run(name, '--json');
      expect(code).toBeGreaterThan(0);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toHaveProperty('error.message');
    },
  );
});
