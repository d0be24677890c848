import { runContextSigner } from '@hub/runtime';

void runContextSigner('victims', 4101);
