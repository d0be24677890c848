import { EventStoreDbStore } from '../eventstoredb/eventstoredb-event-store';
import { startStandIn } from '../eventstoredb/stand-in/stand-in';
import { eventStoreContract, type LogUnderTest } from './event-store-contract';

const capabilities = {
  contiguousPositions: false,
  enforcesImmutability: false,
  enforcesProvenance: true,
  readsWholeStreams: false,
};

async function logAt(url: string, stop: () => Promise<void>): Promise<LogUnderTest> {
  const open = () => EventStoreDbStore.open({ url, mode: 'sandbox' });
  const store = await open();
  return {
    store,
    another: open,
    close: async () => {
      await store.close();
      await stop();
    },
  };
}

describe.each([
  ['one call per append', false],
  ['appends batched by the client', true],
])('EventStoreDB protocol, %s', (way, batchAppend) => {
  eventStoreContract(`stand-in for EventStoreDB, ${way}`, capabilities, async () => {
    const standIn = await startStandIn({ batchAppend });
    return logAt(standIn.url, () => standIn.stop());
  });
});

// A server that is there to be tested: its log may hold what others wrote.
const server = process.env.EVENTSTOREDB_URL;
if (server) {
  eventStoreContract('EventStoreDB', capabilities, () => logAt(server, async () => undefined));
}
