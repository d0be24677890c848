import { MemoryEventStore } from '../memory/memory-event-store';
import { eventStoreContract } from './event-store-contract';

eventStoreContract(
  'memory',
  {
    contiguousPositions: true,
    enforcesImmutability: false,
    enforcesProvenance: true,
    readsWholeStreams: true,
  },
  async () => {
    const store = new MemoryEventStore({ mode: 'sandbox' });
    return {
      store,
      another: async () => new MemoryEventStore({ mode: 'sandbox', shared: store }),
      close: () => store.close(),
    };
  },
);
