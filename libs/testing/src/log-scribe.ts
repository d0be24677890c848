import { chain, type DomainEvent, type EventStore, type Position } from '@hub/event-store';

/** Writes a log for tests of what reads it: facts as they are given, in the order they are given. */
export class LogScribe {
  private readonly heads = new Map<string, { readonly version: number; readonly hash: Buffer }>();
  private written = 0;

  constructor(private readonly store: EventStore) {}

  /** Each fact is recorded a minute after the last. */
  async write(stream: string, id: string, { type, data }: DomainEvent): Promise<Position> {
    const { version, hash } = this.heads.get(stream) ?? { version: 0, hash: undefined };
    const meta = {
      command: id,
      actor: `account-${this.written % 3}`,
      office: 'al-spak',
      provenance: 'synthetic',
      codebook: '1.0.0',
      schema: 1,
      recordedAt: new Date(Date.UTC(2026, 0, 1) + this.written++ * 60_000).toISOString(),
    };
    const event = {
      ...{ id, stream, type, version: version + 1 },
      ...{ data: JSON.stringify(data), meta: JSON.stringify(meta) },
    };
    const [stored] = chain([event], hash);
    if (!stored) throw new Error('nothing was chained');
    const position = await this.store.append(stream, version, [stored]);
    this.heads.set(stream, { version: version + 1, hash: stored.hash });
    return position;
  }
}
