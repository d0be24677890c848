import { randomUUID } from 'node:crypto';
import type { Act, Aggregate, Sealer } from '../aggregate';
import type { DomainEvent } from '../event-store';
import { History } from '../history';
import { VersionConflict } from '../log-errors';
import type { Subject } from './subject';

type Counted = DomainEvent<'Counted', { by: number }>;

const counter: Aggregate<number, Counted> = {
  stream: 'counter',
  initial: 0,
  evolve: (sum, event) => sum + event.data.by,
};
const open: Sealer = { seal: async event => event.data };
const count = (by: number) => (): Counted[] => [{ type: 'Counted', data: { by } }];
const act = (command: string = randomUUID()): Act => ({
  command,
  actor: 'system:contract',
  provenance: 'synthetic',
});

export function historyExamples(log: Subject): void {
  describe('history on this log', () => {
    let now = Date.UTC(2026, 0, 1);
    const clock = () => new Date(now++);
    const history = () => new History(log.store, { sealer: open, upcasts: {}, codebook: '1.0.0', clock });

    it('folds what it recorded', async () => {
      const id = randomUUID();
      await history().create(counter, id, count(2), act());
      const { position } = await history().change(counter, id, sum => count(sum * 10)(), act());
      const { state, version, events } = await history().read(counter, id);
      expect({ state, version, last: events.at(-1)?.position }).toEqual({
        state: 22,
        version: 2,
        last: position,
      });
    });

    it('carries out a command once, however often it comes', async () => {
      const id = randomUUID();
      const once = act();
      const first = await history().create(counter, id, count(1), once);
      expect(await history().create(counter, id, count(1), once)).toEqual({ ...first, repeated: true });
      expect(await history().change(counter, id, count(1), once)).toEqual({ ...first, repeated: true });
      expect((await history().read(counter, id)).state).toBe(1);
    });

    it('carries out a command once when it comes twice at the same moment', async () => {
      const id = randomUUID();
      await history().create(counter, id, count(1), act());
      const once = act();
      const both = await Promise.all([1, 2].map(() => history().change(counter, id, count(5), once)));
      expect(both.map(({ version }) => version)).toEqual([2, 2]);
      expect(both.filter(({ repeated }) => repeated)).toHaveLength(1);
      expect((await history().read(counter, id)).state).toBe(6);
    });

    it('decides again when somebody else was faster', async () => {
      const id = randomUUID();
      await history().create(counter, id, count(1), act());
      await Promise.all([1, 2, 3].map(() => history().change(counter, id, count(1), act())));
      expect((await history().read(counter, id)).state).toBe(4);
    });

    it('does not decide again when the client named the version it saw', async () => {
      const id = randomUUID();
      await history().create(counter, id, count(1), act());
      const rivals = [1, 2, 3].map(() =>
        history().change(counter, id, count(1), { ...act(), expectedVersion: 1 }),
      );
      const results = await Promise.allSettled(rivals);
      const lost = results.flatMap(result =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      expect(lost).toEqual([expect.any(VersionConflict), expect.any(VersionConflict)]);
      expect((await history().read(counter, id)).state).toBe(2);
    });
  });
}
