import { OpsFailure, type OpsCommand } from '@hub/platform';
import type { ContextDefinition } from '../context-definition';
import { migrate } from '../migrate';
import { tableAsCsv } from './csv';
import { assembled, caughtUp } from './with-assembly';

const migrateCommand: OpsCommand = {
  name: 'migrate',
  description: 'bring log, access and keystore to the shape this version needs',
  run: async run => {
    await migrate(run.config, await run.databases());
    return { migrated: true };
  },
};

function importCommand(definition: ContextDefinition): OpsCommand {
  return {
    name: 'import',
    description: 'record the rows of a file as facts; a second run records nothing twice',
    arguments: [{ name: '<file>', description: 'the file to read' }],
    options: [
      {
        flags: '--format <name>',
        description: 'format of the file',
        choices: Object.keys(definition.importers),
      },
    ],
    run: async (run, input) => {
      const importer = definition.importers[input.required('format')];
      const [file] = input.args;
      if (!importer || !file) throw new OpsFailure('a format and a file must be given', 2);
      if (run.config.mode === 'production') {
        throw new OpsFailure(
          'public data sets are imported in the sandbox only: production holds real records',
        );
      }
      const tools = await assembled(definition, run);
      const progress = run.progress('rows');
      let before = 0;
      const told = (done: number) => {
        run.signal.throwIfAborted();
        progress.advance(done - before);
        before = done;
      };
      const report = await importer({ file, lang: run.language, actor: run.actor, progress: told }, tools);
      progress.end();
      return report;
    },
  };
}

const list = (text: string | undefined) => (text ?? '').split(',').filter(Boolean);

function filtersOf(text: string | undefined): Record<string, string[]> {
  const pairs = list(text).map(pair => pair.split('=') as [string, string | undefined]);
  return Object.fromEntries(pairs.map(([name, values]) => [name, (values ?? '').split('|')]));
}

function tableCommand(definition: ContextDefinition): OpsCommand {
  return {
    name: 'table',
    description: 'an indicator of the criteria as a table, exact; for the holder only',
    arguments: [{ name: '<indicator>', description: 'for example VI03 or JI06' }],
    options: [
      { flags: '--by <breakdowns>', description: 'comma-separated: year,sex', fallback: 'year' },
      { flags: '--filter <filters>', description: 'comma-separated: sex=female,year=2023|2024' },
      { flags: '--source <name>', description: 'only what was imported from this source' },
      {
        flags: '--as-of <moment>',
        description: 'as known at a log position or at the end of a day (2026-03-31)',
      },
      { flags: '--format <name>', description: 'csv or json', fallback: 'csv', choices: ['csv', 'json'] },
    ],
    run: async (run, input) => {
      const [indicator = ''] = input.args;
      const by = list(input.text('by'));
      const tools = await caughtUp(definition, run);
      const [source, asOf] = [input.text('source'), input.text('as-of')];
      const filters = filtersOf(input.text('filter'));
      const request = { by, filters, ...(source && { source }), ...(asOf && { asOf }) };
      const table = await definition.table(indicator, request, tools);
      if (table.notAvailable) run.note(table.notAvailable);
      if (run.json || input.text('format') === 'json') return { indicator, ...table };
      run.out(tableAsCsv(table));
    },
  };
}

function rebuildCommand(definition: ContextDefinition): OpsCommand {
  return {
    name: 'rebuild',
    description: 'build read models anew from the log and swap them in; the server goes on serving',
    arguments: [{ name: '[names...]', description: 'read models; all unless named' }],
    run: async (run, input) => {
      const { readModels } = await assembled(definition, run);
      const progress = run.progress('events');
      let folded = 0;
      let position = 0n;
      const started = performance.now();
      await readModels.rebuild(input.args.length > 0 ? input.args : undefined, ({ events, head }) => {
        progress.advance(events - folded);
        folded = events;
        position = head;
      });
      progress.end();
      return { rebuilt: true, position, seconds: Math.round(performance.now() - started) / 1_000 };
    },
  };
}

/** The commands that need the context; those of the platform come beside them. */
export function contextCommands(definition: ContextDefinition): OpsCommand[] {
  return [migrateCommand, importCommand(definition), tableCommand(definition), rebuildCommand(definition)];
}
