import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * What a line of the technical log may hold: codes, ids, counts. Anything else is dropped, because redacting
 * objects by path leaks; names of persons and texts of cases have no field to go into.
 */
const allowed = [
  ...[
    'code',
    'incident',
    'request',
    'method',
    'route',
    'status',
    'milliseconds',
    'account',
    'stream',
    'position',
  ],
  ...[
    'projection',
    'check',
    'count',
    'port',
    'pid',
    'signal',
    'error',
    'sqlstate',
    'syscall',
    'errno',
    'frames',
  ],
  ...['version', 'schema', 'source', 'file', 'command', 'mode', 'step', 'id', 'table', 'attempt'],
] as const;

export type LogField = (typeof allowed)[number];
export type LogFields = Readonly<Partial<Record<LogField, string | number | boolean | bigint | undefined>>>;

/** Control, bidirectional and line-separating characters, by which one line could pose as another. */

const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const longest = 2_000;

const visible = (text: string) =>
  text.replace(unsafe, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).slice(0, longest);

function safe(fields: LogFields): Record<string, string | number | boolean> {
  const line: Record<string, string | number | boolean> = {};
  for (const name of allowed) {
    const value: unknown = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === 'string') line[name] = visible(value);
    else if (typeof value === 'bigint') line[name] = value.toString();
    else if (typeof value === 'number' || typeof value === 'boolean') line[name] = value;
  }
  return line;
}

/** stderr, or the file named by `HUB_LOG_FILE`, appended to. Synchronous, so that the last line before an end is there. */
const standard = (): DestinationStream =>
  pino.destination({ dest: process.env.HUB_LOG_FILE || 2, sync: true, mkdir: true });

/** The technical log: one JSON object per line, an event name and allowed fields, never objects or messages. */
export class Log {
  private constructor(private readonly sink: Logger) {}

  /** @param context name of the database, on every line. */
  static open(context: string, destination: DestinationStream = standard()): Log {
    const options = { base: { context }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' };
    return new Log(pino({ ...options, formatters: { level: label => ({ level: label }) } }, destination));
  }

  info(event: string, fields: LogFields = {}): void {
    this.sink.info(safe(fields), visible(event));
  }

  warn(event: string, fields: LogFields = {}): void {
    this.sink.warn(safe(fields), visible(event));
  }

  error(event: string, fields: LogFields = {}): void {
    this.sink.error(safe(fields), visible(event));
  }
}

/** What may be said of an unexpected error: its kind and where it arose, not its message, which may quote data. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at .*[\w/\\.-]+:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .map(line => line.trim().replace(/^at /, ''));
  return {
    error: error.name,
    ...(typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? { code } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
    frames: frames.join(' < '),
  };
}
