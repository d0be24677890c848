import { randomUUID } from 'node:crypto';
import type { MessageParams, Translator } from '../language/translator';
import type { Fault } from './fault';

/** A problem document as RFC 9457 defines it. */
export interface Problem {
  /** The stable code, a relative reference. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `urn:uuid:…` of an incident: what to quote when asking for help. */
  readonly instance?: string;
  /** The fields at fault, each with a JSON pointer into the request. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
}

/** Titles in the catalogues; 507 (no room) reads like 503 (not available). */
const titled = [400, 401, 403, 404, 405, 409, 413, 415, 421, 422, 429, 503];

function titleOf(status: number, language: string, translator: Translator): string {
  const meant = status === 507 ? 503 : status;
  const known = titled.includes(meant) ? meant : status < 500 ? 400 : 500;
  return translator.t(language, `problems:title.${known}`);
}

/** Puts a fault into the reader's language. */
export function describeProblem(fault: Fault, language: string, translator: Translator): Problem {
  const words = (code: string, params: MessageParams = {}) => translator.message(language, code, params);
  const title = titleOf(fault.status, language, translator);
  const incident = fault.unexpected ? randomUUID() : undefined;
  const errors = fault.problems.map(({ pointer, code, params }) => ({
    ...{ pointer, code, message: words(code, params) ?? words('problems.validation.invalid') ?? code },
  }));
  return {
    ...fault.extra,
    type: fault.code,
    title,
    status: fault.status,
    detail: words(fault.code, { ...fault.params, ...(incident ? { incident } : {}) }) ?? title,
    ...(incident ? { instance: `urn:uuid:${incident}` } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  };
}
