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

/** Whether a text is a reference without a typing error; small letters and missing dashes are forgiven. */
export function parseReference(text: string): string | undefined {
  const [, year = '', body = '', check = ''] =
    /^J-?(\d{4})-?([A-Z0-9]{6})([A-Z0-9])$/.exec(text.trim().toUpperCase()) ?? [];
  if (year === '' || checkCharacter(year, body) !== check) return undefined;
  return [...body].every(c => alphabet.includes(c)) ? `J-${year}-${body}${check}` : undefined;
}
