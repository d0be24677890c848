/** What the stand-in keeps, in the shape EventStoreDB keeps it; outlives a restart of the stand-in. */
export interface ServerRecord {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** Byte offset, as in the server's transaction file: grows with gaps. */
  readonly position: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export type Proposed = Pick<ServerRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = 'any' | 'exists' | 'none' | bigint;

export type AppendOutcome =
  | { readonly kind: 'stored'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: bigint | undefined }
  | { readonly kind: 'too-large' };

/** The server's default for one append. */
export const MAX_APPEND_SIZE = 1_048_576;

const meets = (expected: Expected, current: bigint | undefined) => {
  if (expected === 'any') return true;
  if (expected === 'exists') return current !== undefined;
  return expected === 'none' ? current === undefined : current === expected;
};

export class RecordLog {
  readonly records: ServerRecord[] = [];
  private readonly streams = new Map<string, ServerRecord[]>();
  private readonly followers = new Set<() => void>();
  private offset = 4_096n;

  of(stream: string): readonly ServerRecord[] | undefined {
    return this.streams.get(stream);
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): AppendOutcome {
    const size = proposed.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (size > MAX_APPEND_SIZE) return { kind: 'too-large' };
    const current = this.streams.get(stream)?.at(-1)?.revision;
    if (!meets(expected, current)) {
      const before = this.storedBefore(stream, expected, proposed);
      return before ?? { kind: 'wrong-version', current };
    }
    const last = this.write(stream, proposed);
    this.write('$stats-127.0.0.1', [statistics()]); // the server's own records lie between ours
    for (const follow of [...this.followers]) follow();
    return { kind: 'stored', revision: last.revision, position: last.position };
  }

  follow(follower: () => void): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  private write(stream: string, proposed: readonly Proposed[]): ServerRecord {
    const held = this.streams.get(stream) ?? [];
    this.streams.set(stream, held);
    for (const one of proposed) {
      const record = {
        ...one,
        stream,
        revision: BigInt(held.length),
        position: this.offset,
        created: Date.now(),
      };
      this.offset += BigInt(150 + one.data.length + one.metadata.length);
      held.push(record);
      this.records.push(record);
    }
    const last = held.at(-1);
    if (!last) throw new Error('an append without events');
    return last;
  }

  /** EventStoreDB answers an append again when the ids it brings already lie at the revision it expects. */
  private storedBefore(
    stream: string,
    expected: Expected,
    proposed: readonly Proposed[],
  ): AppendOutcome | undefined {
    const from = expected === 'none' ? 0 : Number(expected) + 1;
    const held = (this.streams.get(stream) ?? []).slice(from, from + proposed.length);
    const same = held.length === proposed.length && held.every((record, n) => record.id === proposed[n]?.id);
    const last = held.at(-1);
    return same && last ? { kind: 'stored', revision: last.revision, position: last.position } : undefined;
  }
}

const statistics = (): Proposed => ({
  id: '00000000-0000-0000-0000-000000000000',
  type: '$statsCollected',
  contentType: 'application/json',
  data: Buffer.from('{"proc-cpu":1}'),
  metadata: new Uint8Array(),
});
