/** Something that forbids to erase: an open proceeding, a court order, a legal period of retention. */
export interface Hold {
  /** EDTF day it ends with; without one it stands until it is lifted. */
  readonly until?: string;
}

/** What the context knows of a person when an erasure is to be carried out. */
export interface ErasureState {
  readonly erased: boolean;
  readonly holds: readonly Hold[];
  /** Accounts. */
  readonly requestedBy?: string;
  readonly approvedBy?: string;
}

export type ErasureBar =
  'vault.subject-erased' | 'vault.erasure-held' | 'vault.erasure-not-approved' | 'vault.erasure-own-request';

/**
 * Why an erasure may not go on today, or undefined. GDPR article 17(3), directive 2016/680 article 16(3).
 * @param today `2026-11-25`
 */
export function barToErasure(state: ErasureState, today: string): ErasureBar | undefined {
  const { erased, holds, requestedBy, approvedBy } = state;
  if (erased) return 'vault.subject-erased';
  if (holds.some(({ until }) => until === undefined || until >= today)) return 'vault.erasure-held';
  if (!requestedBy || !approvedBy) return 'vault.erasure-not-approved';
  return requestedBy === approvedBy ? 'vault.erasure-own-request' : undefined;
}

/**
 * Purposes for which restricted data may still be used: GDPR article 18(2), claims, protection of another
 * person, consent. A context names them in its own words.
 */
export interface Restriction {
  readonly restricted: boolean;
  readonly allowedPurposes: readonly string[];
}

/** Why restricted data may not be used for a purpose, or undefined. */
export function barToUse(
  { restricted, allowedPurposes }: Restriction,
  purpose: string,
): 'vault.restricted' | undefined {
  return restricted && !allowedPurposes.includes(purpose) ? 'vault.restricted' : undefined;
}
