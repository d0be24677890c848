import type { EventStore, StoreCapabilities } from '../event-store';
import { concurrencyExamples } from './concurrency-examples';
import { historyExamples } from './history-examples';
import { logExamples } from './log-examples';
import { refusalExamples } from './refusal-examples';
import { streamExamples } from './stream-examples';
import type { Subject } from './subject';

export interface LogUnderTest {
  readonly store: EventStore;
  /** The same log as another process sees it; closed by whoever asked. */
  another(): Promise<EventStore>;
  close(): Promise<void>;
}

/**
 * What every adapter keeps, as examples. The log may hold events of others (a server in use): each example looks
 * only at what it appended itself. Examples of a capability the adapter does not have are not defined at all.
 */
export function eventStoreContract(
  name: string,
  capabilities: StoreCapabilities,
  open: () => Promise<LogUnderTest>,
): void {
  describe(`the contract of the log: ${name}`, () => {
    let log: LogUnderTest | undefined;
    const subject: Subject = {
      get store() {
        if (!log) throw new Error('the log is not open');
        return log.store;
      },
      another: () => {
        if (!log) throw new Error('the log is not open');
        return log.another();
      },
    };
    beforeAll(async () => {
      log = await open();
    });
    afterAll(async () => {
      await log?.close();
    });

    it('promises what its examples hold it to', () => {
      expect(subject.store.capabilities).toEqual(capabilities);
    });
    streamExamples(subject);
    concurrencyExamples(subject);
    refusalExamples(subject, capabilities);
    logExamples(subject, capabilities);
    historyExamples(subject);
  });
}
