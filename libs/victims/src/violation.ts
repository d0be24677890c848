import { Refusal, type RefusalParams } from '@hub/platform';

/** Why a fact cannot follow the facts before it; the code is the message key. */
export interface Violation {
  readonly code: string;
  readonly params?: RefusalParams;
}

/** The first violation of several checks. */
export const firstOf = (...checks: readonly (Violation | undefined | false)[]): Violation | undefined =>
  checks.find((check): check is Violation => check !== undefined && check !== false);

/** @throws {Refusal} when there is a violation */
export function refuse(violation: Violation | undefined, status = 409): void {
  if (violation) throw new Refusal(violation.code, violation.params, { status });
}
