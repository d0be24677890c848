import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  type EventStoreDBClient,
} from '@eventstore/db-client';

/** gRPC codes of a server that is away, was restarted or did not answer in time; whether it acted is not known. */
const AWAY = new Set([
  1 /* cancelled */, 4 /* deadline */, 10 /* aborted: no quorum in time */, 14 /* unavailable */,
]);
const awayErrors = [UnavailableError, CancelledError, DeadlineExceededError, TimeoutError, NotLeaderError];

/** Milliseconds. */
const CLOSING = 1_000;

export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof AccessDeniedError) return false;
  if (awayErrors.some(kind => error instanceof kind)) return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'number' && AWAY.has(code)) return true;
  return /RST_STREAM|Failed to discover|write after end|connection dropped/i.test(String(message));
}

/** The client's `dispose` ends its streams and leaves the channel open, which would keep the process alive. */
export async function closeClient(client: EventStoreDBClient): Promise<void> {
  await within(CLOSING, client.dispose()).catch(() => undefined);
  const inside = client as unknown as { getChannel(): Promise<{ close(): void }> };
  const channel = await inside.getChannel().catch(() => undefined);
  channel?.close();
}

/** Gives up on an answer that does not come; the client itself would wait for ever on a shared stream. */
export async function within<Result>(milliseconds: number, answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${milliseconds} ms`), { code: 4 });
    timer = setTimeout(() => reject(error), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
