import { ConfigurationError } from '../config/settings';
import { faultOf } from '../http/fault';
import type { Translator } from '../language/translator';
import { OpsFailure } from './command';

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();

/** JSON in which positions (bigint) are numbers where they fit, and maps are objects. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown): unknown => {
    if (typeof part === 'bigint') return part <= Number.MAX_SAFE_INTEGER ? Number(part) : part.toString();
    return part instanceof Map ? Object.fromEntries<unknown>(part as Map<string, unknown>) : part;
  });

/** A result for people: one `name: value` per line. */
export function asLines(result: object): string {
  const show = (value: unknown) => (typeof value === 'string' ? value : asJson(value));
  return Object.entries(result)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${show(value)}\n`)
    .join('');
}

export interface Failure {
  readonly code: string;
  /** One line that says why. */
  readonly message: string;
  readonly exitCode: number;
  readonly extra: object;
}

/** PostgreSQL quotes values in its messages ("invalid input syntax … "): the operator gets its code and table. */
function databaseMessage(error: Error): string | undefined {
  const { severity, code, table } = error as Error & { severity?: string; code?: string; table?: string };
  if (!severity || !code) return undefined;
  if (code === '28P01' || code.startsWith('3D')) return oneLine(error.message);
  return `PostgreSQL refused (${code})${table ? ` at table ${table}` : ''}: see the server's log`;
}

function systemMessage(error: Error): string | undefined {
  const { code, syscall, path, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (!syscall || !code) return undefined;
  return `${syscall} failed (${code})${path ? `: ${path}` : ''}${address ? `: ${address}:${port}` : ''}`;
}

/** Why a command failed, in one line. */
export function failureOf(error: unknown, translator: Translator, language: string): Failure {
  const failure = (code: string, message: string, exitCode = 1, extra: object = {}): Failure => ({
    ...{ code, message: oneLine(message), exitCode, extra },
  });
  if (!(error instanceof Error)) return failure('platform.unexpected', String(error));
  if (error instanceof OpsFailure)
    return failure('platform.ops', error.message, error.exitCode, error.result);
  if (error instanceof ConfigurationError) return failure('platform.configuration', error.message);
  const fault = faultOf(error);
  const words = fault.unexpected ? undefined : translator.message(language, fault.code, fault.params);
  if (words) return failure(fault.code, words, 1, fault.extra);
  const message = databaseMessage(error) ?? systemMessage(error) ?? error.message;
  return failure('platform.unexpected', message || error.name);
}
