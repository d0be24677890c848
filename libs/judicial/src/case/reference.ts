import { parse, v5 } from 'uuid';
import type { When } from './terms';

/**
 * Reference of a case: `J-<year>-<six random characters><check character>`, e.g. `J-2026-K7N4QX9`. The alphabet leaves
 * out what is mistaken for something else when written or read aloud (0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V, G/6).
 */
const alphabet = '34679ACDEFHJKMNPQRTVWXY';
const length = 6;

/**
 * The alphabet has 23 characters, a prime: with different weights every single wrong character and every two swapped
 * neighbours change the check character.
 */
function checkCharacter(year: string, body: string): string {
  const values = [...year].map(Number).concat([...body].map(c => alphabet.indexOf(c)));
  const sum = values.reduce((total, value, at) => total + value * (at + 2), 0);
  return alphabet.charAt(sum % alphabet.length);
}

/** @param random bytes, at least six; only for their unpredictability */
export function makeReference(year: number, random: Uint8Array): string {
  const digits = String(year).padStart(4, '0');
  const body = Array.from(random.slice(0, length), byte => alphabet.charAt(byte % alphabet.length)).join('');
  return `J-${digits}-${body}${checkCharacter(digits, body)}`;
}

/** The number of cases 23 characters tell apart in a year is finite: others are tried where one is taken. */
const spaces = {
  references: '9a4e6b1e-06a8-4b0e-93a8-3a1e5a1f7c53',
  cases: '7c6a2f5b-6d0f-4c67-9d0e-2b7c1a4e8f31',
};

/**
 * The reference and the id of the case that a command begins: sent twice, it begins the same one. The id follows from
 * the reference, so the log itself keeps two cases from getting one reference.
 * @param on day it begins; its year is in the reference
 * @param attempt counts up where a reference is taken
 */
export function newCase(command: string, on: When, attempt = 0): { id: string; reference: string } {
  const random = parse(v5(`${command}/${attempt}`, spaces.references));
  const year = Number(on.slice(0, 4)) || new Date().getUTCFullYear();
  const reference = makeReference(year, random);
  return { id: v5(reference, spaces.cases), reference };
}

/** Whether a text is a reference without a typing error; small letters and missing dashes are forgiven. */
export function parseReference(text: string): string | undefined {
  const [, year = '', body = '', check = ''] =
    /^J-?(\d{4})-?([A-Z0-9]{6})([A-Z0-9])$/.exec(text.trim().toUpperCase()) ?? [];
  if (year === '' || checkCharacter(year, body) !== check) return undefined;
  return [...body].every(c => alphabet.includes(c)) ? `J-${year}-${body}${check}` : undefined;
}
