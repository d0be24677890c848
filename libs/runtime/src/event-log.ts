import { EventStoreDbStore, PostgresEventStore, type EventStore } from '@hub/event-store';
import type { HubConfig } from '@hub/platform';

/** Whether the log of facts lies in EventStoreDB; the access log never does. */
export const inEventStoreDb = ({ eventStore }: HubConfig): boolean => eventStore === 'eventstoredb';

export const openEventStoreDb = ({ eventStoreDbUrl = '', mode }: HubConfig): Promise<EventStore> =>
  EventStoreDbStore.open({ url: eventStoreDbUrl, mode });

/** The log of facts, wherever the settings say it lies. */
export const openEventLog = (config: HubConfig, url: string): Promise<EventStore> =>
  inEventStoreDb(config)
    ? openEventStoreDb(config)
    : PostgresEventStore.open({ url, context: config.context });
