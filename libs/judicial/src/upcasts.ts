import type { Upcasts } from '@hub/event-store';

/** Changes of the shape of events since they were first recorded. None yet: every type has shape 1. */
export const upcasts: Upcasts = {};
