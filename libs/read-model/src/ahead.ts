/** Fetches the next element while the present one is being worked on. */
export async function* ahead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = iterator.next();
      // Its failure is reported when its turn comes, not as an unhandled rejection before.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    next.catch(() => undefined);
    await iterator.return?.();
  }
}
