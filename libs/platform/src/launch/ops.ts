import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildIfStale } from './build';
import { appsOf, environmentFor } from './plan';

/** `npm run ops -- <context> <command> …`: builds when needed and hands over to that context's own program. */
async function main(argv: readonly string[]): Promise<number> {
  const repository = path.resolve(__dirname, '../../../..');
  const apps = appsOf(repository);
  const [name, ...rest] = argv;
  const app = apps.find(candidate => candidate.context === name);
  const contexts = apps.map(candidate => candidate.context);
  if (!app) {
    process.stderr.write(`usage: npm run ops -- <${contexts.join('|')}> <command> [--json]\n`);
    return name === '--help' ? 0 : 2;
  }
  await buildIfStale(repository, text => void process.stderr.write(text));
  const program = path.join(repository, 'dist/apps', app.folder, 'src/ops.js');
  const env = environmentFor(app.context, contexts, process.env);
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...rest], {
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise(resolve => {
    child.once('error', () => resolve(1));
    child.once('exit', code => resolve(code ?? 1));
  });
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
