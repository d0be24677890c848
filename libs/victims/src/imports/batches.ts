/** At most this many events make up a batch; the log takes it in a few commits. */
const BATCH_EVENTS = 1_000;
/** Batches under way at once: the next ones are prepared while the log writes the first to the disk. */
const LANES = 3;

/** Items in groups whose weights add up to at most a batch. */
async function* inBatches<Item>(items: AsyncIterable<Item>, weight: number): AsyncGenerator<Item[]> {
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

/** What became of each item, once nothing of the batch is under way any more. */
async function settled<Item, Outcome>(
  batch: readonly Item[],
  record: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const results = await Promise.allSettled(batch.map(record));
  return results.map(result => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/**
 * Records items batch by batch and yields what became of each, in their order. Whoever stops listening, or hears of
 * an error, hears it when nothing is under way any more.
 * @param weight events an item leads to
 */
export async function* recordAll<Item, Outcome>(
  items: AsyncIterable<Item>,
  weight: number,
  record: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome[]> {
  const underWay: Promise<Outcome[]>[] = [];
  try {
    for await (const batch of inBatches(items, weight)) {
      const running = settled(batch, record);
      running.catch(() => undefined); // told below, when its turn comes
      if (underWay.push(running) < LANES) continue;
      const first = await underWay[0];
      void underWay.shift();
      if (first) yield first;
    }
    while (underWay.length > 0) {
      const next = await underWay[0];
      void underWay.shift();
      if (next) yield next;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
