/**
 * An app as small as one can be: records facts through the history, keeps one read model, and tells every
 * acknowledged fact on its output. It is killed at random by kill.db.spec.ts. Arguments: connection string, context.
 */
import { randomUUID } from 'node:crypto';
import {
  History,
  openEvent,
  PostgresEventStore,
  type Act,
  type Aggregate,
  type DomainEvent,
  type LoggedEvent,
} from '@hub/event-store';
import { foldRows, ReadModels, type Projection } from '@hub/read-model';
import { EntitySchema } from 'typeorm';

type Counted = DomainEvent<'Counted', { readonly step: number }>;

export const counter: Aggregate<number, Counted> = {
  stream: 'counter',
  initial: 0,
  evolve: (state, event) => state + event.data.step,
};

interface CounterRow {
  id: string;
  total: number;
  facts: number;
}

const entity = new EntitySchema<CounterRow>({
  name: 'counter',
  columns: { id: { type: 'text', primary: true }, total: { type: 'int' }, facts: { type: 'int' } },
});

export const counters: Projection = {
  name: 'counters',
  entities: [entity],
  fingerprint: '1',
  apply: (batch, sql) =>
    foldRows<LoggedEvent, CounterRow>(
      sql,
      entity,
      batch,
      event => ({ id: event.stream }),
      (row, event) => {
        const { data } = openEvent<Counted>(event, {});
        return { id: event.stream, total: (row?.total ?? 0) + data.step, facts: (row?.facts ?? 0) + 1 };
      },
    ),
};

const WRITERS = 8;

async function main([url = '', context = '']: string[]): Promise<void> {
  const store = await PostgresEventStore.open({ url, context, patience: 20_000 });
  const sealer = { seal: async (event: DomainEvent) => event.data };
  const history = new History(store, { sealer, upcasts: {}, codebook: '1.0.0' });
  const readModels = new ReadModels({ store, url, projections: [counters] });
  await readModels.start();
  process.stdout.write('ready\n');
  const write = async () => {
    const id = randomUUID();
    for (let step = 1; ; step++) {
      const act: Act = { command: randomUUID(), actor: 'system:test', provenance: 'synthetic' };
      try {
        await history.change(counter, id, () => [{ type: 'Counted', data: { step } }], act);
        process.stdout.write(`counter-${id} ${act.command} ${step}\n`);
      } catch {
        // The server is away: the command may or may not be in the log. Asked again, it is answered from there.
        await history
          .change(counter, id, () => [{ type: 'Counted', data: { step } }], act)
          .catch(() => undefined);
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exitCode = 1;
  });
}
