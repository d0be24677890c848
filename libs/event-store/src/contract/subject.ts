import type { EventStore } from '../event-store';

/** What an example group gets: the log is open only while its examples run. */
export interface Subject {
  readonly store: EventStore;
  another(): Promise<EventStore>;
}
