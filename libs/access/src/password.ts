import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { AccessRefused } from './access-refused';
import { CONTEXT_WORDS } from './password-words';

/** Memory in KiB, passes, lanes: OWASP's floor for argon2id (R03). Raised parameters reach a hash at the next sign-in. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MAX_LENGTH = 128;
/** Guesses below which a password counts as guessable: five years at the throttled rate of a stolen, slow hash. */
const FEWEST_GUESSES = 1e10;

export type Mode = 'sandbox' | 'production';

/** Fifteen until there is a second factor (R02); the sandbox holds nobody's data. */
export const minimalLength = (mode: Mode) => (mode === 'production' ? 15 : 12);

let estimator: ZxcvbnFactory | undefined;

/** Dictionaries take a tenth of a second to load: done when the first password is set, not when a server starts. */
const strength = (password: string, words: readonly string[]) => {
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, context: CONTEXT_WORDS },
    graphs: adjacencyGraphs,
  });
  return estimator.check(password, [...words]).guesses;
};

/** Names and words of the field with little else: `anna.kola.2026.03`. */
function builtFrom(password: string, words: readonly string[]): boolean {
  const lower = password.toLowerCase();
  const rest = [...words]
    .sort((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(word.toLowerCase(), ''), lower);
  return rest.length < lower.length && rest.replace(/[^\p{L}\p{N}]/gu, '').length < 8;
}

/**
 * Refuses a password that is too short, too long or easily guessed: common ones, keyboard runs, and whatever
 * is built from the words of this field, the site and the person's own names. No rules of composition.
 *
 * @param own names of the person and of the site
 * @throws {AccessRefused}
 */
export function checkPassword(password: string, mode: Mode, own: readonly string[]): void {
  const characters = [...password.normalize('NFC')].length;
  const least = minimalLength(mode);
  if (characters < least) throw new AccessRefused('access.password-too-short', 422, { least });
  if (characters > MAX_LENGTH) throw new AccessRefused('access.password-too-long', 422, { most: MAX_LENGTH });
  const words = own.flatMap(name => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).filter(word => word.length > 2);
  const typed = password.normalize('NFC');
  if (strength(typed, words) < FEWEST_GUESSES || builtFrom(typed, [...words, ...CONTEXT_WORDS])) {
    throw new AccessRefused('access.password-guessable', 422);
  }
}

/** @returns PHC string of argon2id (the library's default algorithm), parameters included */
export const hashPassword = (password: string) => hash(password.normalize('NFC'), PARAMETERS);

/** Somebody's hash that no password fits: unknown accounts take as long as known ones (R06). */
const nobody = hashPassword(randomBytes(32).toString('base64'));

/** @param phc the stored hash, or undefined for an unknown account */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const typed = [...password].length > MAX_LENGTH ? '' : password.normalize('NFC');
  const right = await verify(phc ?? (await nobody), typed);
  return right && phc !== undefined;
}

/** Whether a stored hash was made with weaker parameters than those of today. */
export function isOutdated(phc: string): boolean {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(phc);
  if (!found) return true;
  return Number(found[1]) < PARAMETERS.memoryCost || Number(found[2]) < PARAMETERS.timeCost;
}
