import type { LoggedEvent, StreamsOptions } from './event-store';

const BATCH = 1_000;

/** Where the last stream of a page begins: more of it may follow on the next. */
function lastStream(events: readonly LoggedEvent[]): number {
  const last = events.at(-1)?.stream;
  let begin = events.length;
  while (begin > 0 && events[begin - 1]?.stream === last) begin--;
  return begin;
}

/** Pages in which the events of a stream follow one another, as batches that end where a stream ends. */
export async function* wholeStreams(
  pages: AsyncIterable<readonly LoggedEvent[]>,
  { limit = BATCH, signal }: StreamsOptions,
  closing: AbortSignal,
): AsyncGenerator<LoggedEvent[]> {
  let held: LoggedEvent[] = [];
  for await (const page of pages) {
    if (closing.aborted || signal?.aborted) return;
    held.push(...page);
    const end = held.length < limit ? 0 : lastStream(held);
    if (end === 0) continue;
    yield held.slice(0, end);
    held = held.slice(end);
  }
  if (held.length > 0) yield held;
}
