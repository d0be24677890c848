import type { LogOptions, LoggedEvent, Position } from './event-store';

const PAGE = 1_000;

/** Where the events of a log come from, page by page. */
export interface PageSource {
  /** At most `limit` events after a position; fewer only at the head. May reject once `signal` is aborted. */
  page(after: Position, limit: number, signal: AbortSignal): Promise<LoggedEvent[]>;
  /** Resolves at once when there may be more than this position, else when there may be, or on abort; never rejects. */
  more(after: Position, signal: AbortSignal): Promise<void>;
}

/** Reads the page after a full one while the consumer still works on that. */
class ReadAhead {
  private ahead: { after: Position; page: Promise<LoggedEvent[]> } | undefined;

  constructor(
    private readonly source: PageSource,
    private readonly limit: number,
    private readonly signal: AbortSignal,
  ) {}

  async after(position: Position): Promise<LoggedEvent[]> {
    const page = await (this.ahead?.after === position ? this.ahead.page : this.read(position)).catch(
      (error: unknown) => {
        if (this.signal.aborted) return [];
        throw error;
      },
    );
    this.ahead = undefined;
    const last = page.at(-1);
    if (last && this.isFull(page)) {
      this.ahead = { after: last.position, page: this.read(last.position) };
      this.ahead.page.catch(() => undefined); // reported when it is awaited; the consumer may have left before
    }
    return page;
  }

  isFull(page: readonly LoggedEvent[]): boolean {
    return page.length >= this.limit;
  }

  private read(position: Position): Promise<LoggedEvent[]> {
    return this.source.page(position, this.limit, this.signal);
  }
}

const upTo = (page: LoggedEvent[], until: Position | undefined) =>
  until === undefined || (page.at(-1)?.position ?? 0n) <= until
    ? page
    : page.filter(event => event.position <= until);

/** What the reader asked for of a page. */
export const wanted = (page: LoggedEvent[], { until, without }: LogOptions): LoggedEvent[] =>
  without === undefined
    ? upTo(page, until)
    : upTo(page, until).filter(({ stream }) => !stream.startsWith(without));

const either = (one: AbortSignal, other: AbortSignal | undefined) =>
  other ? AbortSignal.any([one, other]) : one;

/** The log as batches; `closing` ends every iteration, as the consumer's own signal does. */
export async function* logPages(
  source: PageSource,
  after: Position,
  options: LogOptions,
  closing: AbortSignal,
): AsyncGenerator<LoggedEvent[]> {
  const { until } = options;
  const signal = either(closing, options.signal);
  const pages = new ReadAhead(source, options.limit ?? PAGE, signal);
  let position = after;
  const ended = () => signal.aborted || (until !== undefined && position >= until);
  while (!ended()) {
    const page = await pages.after(position);
    if (signal.aborted) return;
    position = page.at(-1)?.position ?? position;
    const batch = wanted(page, options);
    if (batch.length > 0) yield batch;
    if (pages.isFull(page)) continue;
    if (!options.live) return;
    if (!ended()) await source.more(position, signal);
  }
}
