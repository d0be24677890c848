import path from 'node:path';
import { launch } from './launch';

const repository = path.resolve(__dirname, '../../../..');
let stop = () => {};
const told = new Promise<void>(resolve => (stop = resolve));
// npm and the terminal may both pass Ctrl-C on: once is enough.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());

const options = {
  repository,
  env: process.env,
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
};

launch(options, told).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
