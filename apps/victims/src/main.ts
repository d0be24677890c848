import { runServer } from '@hub/runtime';
import { victims } from '@hub/victims';

void runServer(victims, { port: 4101 });
