import { runServer } from '@hub/runtime';
import { judicial } from '@hub/judicial';

void runServer(judicial, { port: 4102 });
