import { History, type DomainEvent, type EventStore, type Sealer } from '@hub/event-store';
import { upcasts } from '../upcasts';

/** For tests that ask nothing of the vault: facts are stored as they are. */
const plain: Sealer = { seal: async (event: DomainEvent) => event.data };

export const plainHistory = (store: EventStore, clock?: () => Date) =>
  new History(store, { sealer: plain, upcasts, codebook: '1.0.0', ...(clock && { clock }) });
