/** At most this many events are under way at once; the log takes them in a few commits. */
export const BATCH_EVENTS = 1_000;

/** Items in groups whose weights add up to at most a batch. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, weight: number): AsyncGenerator<Item[]> {
  const size = Math.max(1, Math.floor(BATCH_EVENTS / weight));
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
