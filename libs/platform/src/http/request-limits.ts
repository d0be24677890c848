import { Refusal } from '../refusal';

export interface RequestLimits {
  /** Stored bytes of a body. */
  readonly bytes: number;
  /** Levels of objects and arrays. */
  readonly depth: number;
  readonly arrayLength: number;
  readonly objectKeys: number;
  /** Characters of one text. */
  readonly textLength: number;
}

export const requestLimits: RequestLimits = {
  bytes: 1_000_000,
  depth: 12,
  arrayLength: 5_000,
  objectKeys: 500,
  textLength: 100_000,
};

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const refuse = (code: string, params: Record<string, number> = {}) =>
  new Refusal(code, params, { status: 400 });

function checkText(text: string, limits: RequestLimits): void {
  if (text.length > limits.textLength) throw refuse('platform.text-too-long', { limit: limits.textLength });
  // PostgreSQL cannot store NUL, and half a surrogate pair is not text.
  if (text.includes('\u0000') || /\p{Surrogate}/u.test(text)) throw refuse('platform.not-text');
}

function childrenOf(value: object, limits: RequestLimits): unknown[] {
  if (Array.isArray(value)) {
    if (value.length > limits.arrayLength)
      throw refuse('platform.list-too-long', { limit: limits.arrayLength });
    return value;
  }
  const keys = Object.keys(value);
  if (keys.length > limits.objectKeys) throw refuse('platform.too-many-fields', { limit: limits.objectKeys });
  for (const key of keys) {
    if (forbiddenKeys.has(key)) throw refuse('platform.malformed-body');
    checkText(key, limits);
  }
  return Object.values(value);
}

/** The same letter is stored the same way, whichever keyboard wrote it. */
function normalise(container: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(container)) {
    if (typeof value === 'string') container[key] = value.normalize('NFC');
  }
}

/**
 * Refuses a parsed body or query that is too deep, too long or holds a key that reaches for prototypes, and brings
 * its texts into Unicode NFC.
 */
export function admitStructure(root: unknown, limits: RequestLimits = requestLimits): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string') checkText(value, limits);
      if (typeof value !== 'object' || value === null) continue;
      if (depth >= limits.depth) throw refuse('platform.too-deep', { limit: limits.depth });
      for (const child of childrenOf(value, limits)) next.push(child);
      normalise(value as Record<string, unknown>);
    }
    level = next;
  }
}
