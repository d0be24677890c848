import type { Upcasts } from '@hub/event-store';

/** Changes of shape of the events of this database; none yet. */
export const upcasts: Upcasts = {};
