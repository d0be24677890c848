import { runOps } from '@hub/runtime';
import { judicial } from '@hub/judicial';

void runOps(judicial, process.argv.slice(2), { port: 4102 }).then(code => (process.exitCode = code));
