import { runOps } from '@hub/runtime';
import { victims } from '@hub/victims';

void runOps(victims, process.argv.slice(2), { port: 4101 }).then(code => (process.exitCode = code));
