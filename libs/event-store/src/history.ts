import { setTimeout as sleep } from 'node:timers/promises';
import { validate as isUuid } from 'uuid';
import type { Act, Aggregate, Recorded, Sealer } from './aggregate';
import type { DomainEvent, EventMeta, EventStore, LoggedEvent, StoredEvent } from './event-store';
import { chain, verifyChain } from './hash-chain';
import { CommandIdRefused, VersionConflict } from './log-errors';
import { nameId } from './name-id';
import { openEvent } from './open-event';
import { assertContiguous, currentSchema, type Upcasts } from './upcasts';

export interface HistoryOptions {
  readonly sealer: Sealer;
  readonly upcasts: Upcasts;
  /** Version of the regional criteria new facts are recorded under. */
  readonly codebook: string;
  readonly clock?: () => Date;
}

/** What is known of a stream before a command is decided. */
interface Known<State> {
  readonly state: State;
  readonly events: readonly LoggedEvent[];
}

const RETRIES = 3;
/** Milliseconds; a random part of it, growing, keeps two losers from colliding again. */
const BACK_OFF = 10;

const commandOf = (event: StoredEvent) => (JSON.parse(event.meta) as Partial<EventMeta>).command;

/** The way every fact takes into the log: load, verify, fold, decide, seal, chain, append. */
export class History {
  private readonly clock: () => Date;

  constructor(
    readonly store: EventStore,
    private readonly options: HistoryOptions,
  ) {
    assertContiguous(options.upcasts);
    this.clock = options.clock ?? (() => new Date());
  }

  /**
   * Lets `decide` answer the state of a stream with new facts and records them. Without `act.expectedVersion` a
   * conflict is decided again on the new state, up to three times. A command that is already in the stream is
   * answered from there; no new facts, nothing recorded.
   * @throws {VersionConflict} the client's version is not the present one, or the stream kept changing
   * @throws {ChainBroken} the stored stream was tampered with
   */
  async change<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    decide: (state: State, version: number) => readonly Event[],
    act: Act,
  ): Promise<Recorded> {
    for (let attempt = 1; ; attempt++) {
      const known = await this.known(aggregate, id);
      try {
        return await this.decideOn(aggregate, id, known, decide, act);
      } catch (error) {
        const again = error instanceof VersionConflict && act.expectedVersion === undefined;
        if (!again || attempt > RETRIES) throw error;
        await sleep(Math.random() * BACK_OFF * attempt);
      }
    }
  }

  /**
   * The same for a stream that must be new: nothing is loaded first.
   * @throws {VersionConflict} the stream exists and was not begun by this command
   */
  async create<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    decide: (state: State, version: number) => readonly Event[],
    act: Act,
  ): Promise<Recorded> {
    try {
      return await this.decideOn(aggregate, id, { state: aggregate.initial, events: [] }, decide, act);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      const { events } = await this.known(aggregate, id);
      const repeated = recordedBefore(id, events, act);
      if (repeated) return repeated;
      throw error;
    }
  }

  /** The state of a stream now or at an earlier version, from its verified events. */
  async read<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    at: { readonly atVersion?: number } = {},
  ): Promise<{ state: State; version: number; events: readonly LoggedEvent[] }> {
    const { state, events } = await this.known(aggregate, id, at.atVersion);
    return { state, version: events.length, events };
  }

  private async known<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    atVersion?: number,
  ): Promise<Known<State>> {
    const stream = `${aggregate.stream}-${id}`;
    const all = await this.store.load(stream);
    verifyChain(stream, all);
    const events = all.slice(0, atVersion);
    const state = events.reduce((folded, event) => {
      const { type, data, meta } = openEvent<Event>(event, this.options.upcasts);
      const { recordedAt, actor, office } = meta;
      const head = { id: event.id, version: event.version, recordedAt, actor, ...(office ? { office } : {}) };
      return aggregate.evolve(folded, { type, data } as Event, head);
    }, aggregate.initial);
    return { state, events };
  }

  private async decideOn<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    known: Known<State>,
    decide: (state: State, version: number) => readonly Event[],
    act: Act,
  ): Promise<Recorded> {
    if (!isUuid(act.command)) throw new CommandIdRefused();
    const { events } = known;
    const repeated = recordedBefore(id, events, act);
    if (repeated) return repeated;
    const stream = `${aggregate.stream}-${id}`;
    const version = events.length;
    if (act.expectedVersion !== undefined && act.expectedVersion !== version) {
      throw new VersionConflict(stream, act.expectedVersion, version);
    }
    const facts = decide(known.state, version);
    const last = events.at(-1);
    if (facts.length === 0) return { id, version, position: last?.position ?? 0n, repeated: false };
    const stored = chain(await this.seal(stream, version, facts, act), last?.hash);
    const position = await this.store.append(stream, version, stored);
    return { id, version: version + facts.length, position, repeated: false };
  }

  private seal(
    stream: string,
    version: number,
    facts: readonly DomainEvent[],
    act: Act,
  ): Promise<Omit<StoredEvent, 'hash'>[]> {
    const recordedAt = this.clock().toISOString();
    return Promise.all(
      facts.map(async (fact, index) => {
        const id = nameId(`${stream}/${index}`, act.command);
        const schema = currentSchema(this.options.upcasts, fact.type);
        const data = await this.options.sealer.seal(fact, { stream, eventId: id, schema });
        const { command, actor, office, purpose, provenance } = act;
        const { codebook } = this.options;
        const meta: EventMeta = { command, actor, office, purpose, provenance, codebook, schema, recordedAt };
        return {
          id,
          stream,
          version: version + index + 1,
          type: fact.type,
          data: JSON.stringify(data),
          meta: JSON.stringify(meta),
        };
      }),
    );
  }
}

/** The answer of a command that the stream already holds. */
function recordedBefore(id: string, events: readonly LoggedEvent[], act: Act): Recorded | undefined {
  const last = events.findLast(event => commandOf(event) === act.command);
  return last && { id, version: last.version, position: last.position, repeated: true };
}
