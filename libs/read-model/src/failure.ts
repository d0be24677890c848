interface DatabaseError {
  readonly code?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** Connection lost, server stopping or starting, out of disk or memory, deadlock: it is not the event's fault. */
const passing = /^(08|53|57P|58|40|55P)/;
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** Whether trying again later, unchanged, can help. */
export function isPassing(error: unknown): boolean {
  const { code } = error as DatabaseError;
  if (typeof code === 'string') return passing.test(code) || network.has(code);
  const message = error instanceof Error ? error.message : '';
  return /^Connection terminated|connection error and is not queryable|Client was closed/.test(message);
}

/** Where in the hub's own code an error was thrown: file and line, no message. */
function thrownAt(error: Error): string {
  const frame = error.stack?.split('\n').find(line => /^\s+at /.test(line) && !line.includes('node:'));
  return (
    frame
      ?.replace(/^\s+at\s+/, '')
      .replace(/\(?(?:\/|file:)\S*\/(?=[^/]+:\d+:\d+)/, '(')
      .trim() ?? 'unknown place'
  );
}

/**
 * Why a projection failed, without what it failed on: messages of errors may quote the row, so a database error is
 * told by its SQLSTATE and place, any other by its name and place.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'threw something that is no error';
  const { code, table, column, constraint } = error as Error & DatabaseError;
  if (typeof code === 'string' && network.has(code)) return code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    return ['SQLSTATE', code, table && [table, column].filter(Boolean).join('.'), constraint]
      .filter(Boolean)
      .join(' ');
  }
  return `${error.name} at ${thrownAt(error)}`;
}
