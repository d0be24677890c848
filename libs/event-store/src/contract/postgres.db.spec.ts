import { PostgresEventStore } from '../postgres/postgres-event-store';
import { eventStoreContract } from './event-store-contract';
import { logDatabase } from './log-database';

eventStoreContract(
  'PostgreSQL',
  {
    contiguousPositions: true,
    enforcesImmutability: true,
    enforcesProvenance: true,
    readsWholeStreams: true,
  },
  async () => {
    const database = await logDatabase();
    const { url, context } = database;
    const store = await PostgresEventStore.open({ url, context });
    return {
      store,
      another: () => PostgresEventStore.open({ url, context }),
      close: async () => {
        await store.close();
        await database.drop();
      },
    };
  },
);
