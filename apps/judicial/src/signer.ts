import { runContextSigner } from '@hub/runtime';

void runContextSigner('judicial', 4102);
