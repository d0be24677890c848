import { HttpException } from '@nestjs/common';
import { Refusal, type FieldProblem, type RefusalParams } from '../refusal';

/** What an error means to the client, before it is put into words. */
export interface Fault {
  readonly status: number;
  /** Stable code, at once i18n key and problem `type`. */
  readonly code: string;
  readonly params: RefusalParams;
  readonly problems: readonly FieldProblem[];
  readonly extra: Readonly<Record<string, unknown>>;
  /** Nobody expected it: it gets an incident number and no words of its own. */
  readonly unexpected: boolean;
}

const stableCode = /^[a-z][a-z0-9-]*(\.[a-z0-9_-]+)+$/;

const codesByStatus: Readonly<Record<number, string>> = {
  400: 'platform.malformed-request',
  401: 'platform.sign-in-required',
  403: 'platform.forbidden',
  404: 'platform.not-found',
  405: 'platform.method-not-allowed',
  406: 'platform.not-acceptable',
  408: 'platform.request-timeout',
  409: 'platform.version-conflict',
  412: 'platform.version-conflict',
  413: 'platform.body-too-large',
  414: 'platform.malformed-request',
  415: 'platform.unsupported-media-type',
  421: 'platform.unknown-host',
  422: 'platform.invalid-request',
  429: 'platform.too-many-requests',
  431: 'platform.malformed-request',
  503: 'platform.unavailable',
  507: 'platform.storage-full',
};

const fault = (status: number, code: string, more: Partial<Fault> = {}): Fault => ({
  ...{ status, code, params: {}, problems: [], extra: {}, unexpected: false },
  ...more,
});

/** Errors and what wraps them: TypeORM keeps the driver's error aside, others use `cause`. */
function* layers(error: unknown): Generator<Record<string, unknown>> {
  let layer: unknown = error;
  for (let depth = 0; depth < 5 && layer !== null && typeof layer === 'object'; depth++) {
    const record = layer as Record<string, unknown>;
    yield record;
    layer = record.driverError ?? record.cause;
  }
}

/** SQLSTATEs and system codes that say: not the request, the storage. */
const storage: readonly (readonly [RegExp, string])[] = [
  [/^(53100|ENOSPC|EDQUOT)$/, 'platform.storage-full'],
  [
    /^(57P0[123]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/,
    'platform.database-unavailable',
  ],
];

function storageFault(error: unknown): Fault | undefined {
  for (const { code } of layers(error)) {
    const found = typeof code === 'string' && storage.find(([pattern]) => pattern.test(code));
    if (found) return fault(503, found[1]);
  }
  return undefined;
}

function conflictFault(error: unknown): Fault | undefined {
  const { name, expected, actual } = error as { name?: unknown; expected?: unknown; actual?: unknown };
  if (name !== 'VersionConflict') return undefined;
  const coded = codedFault(error) ?? fault(409, 'platform.version-conflict');
  return { ...coded, extra: { expected, actual, ...coded.extra } };
}

/** Any error with a stable `code` and an HTTP `status` is understood, whichever room threw it. */
function codedFault(error: unknown): Fault | undefined {
  const { code, status, params, extra } = error as Record<string, unknown>;
  if (typeof code !== 'string' || typeof status !== 'number' || !stableCode.test(code)) return undefined;
  if (status < 400 || status > 599) return undefined;
  return fault(status, code, {
    params: (params ?? {}) as RefusalParams,
    extra: (extra ?? {}) as Fault['extra'],
  });
}

function frameworkFault(error: unknown): Fault | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (typeof status !== 'number' || status < 400 || status >= 600) return undefined;
  const code = codesByStatus[status] ?? (status < 500 ? 'platform.malformed-request' : undefined);
  return code === undefined ? undefined : fault(status, code);
}

/** What to answer to an error; never anything of its message. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) {
    const { problems = [], extra = {} } = error.options;
    return fault(error.status, error.code, { params: error.params, problems, extra });
  }
  const known =
    error !== null && typeof error === 'object'
      ? (conflictFault(error) ?? codedFault(error) ?? storageFault(error) ?? frameworkFault(error))
      : undefined;
  return known ?? fault(500, 'platform.unexpected', { unexpected: true });
}
