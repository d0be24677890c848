const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const hex = /(?<![0-9a-z])(?:x)?([0-9a-f]{32,})(?![0-9a-z])/gi;
const base64 = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
const reference = /\b[VJ]-\d{4}-([A-Z0-9]{7})\b/g;

/** A code of the criteria: `X3_illicit_activities`. */
const isCode = (text: string) => /^[A-Z]?[a-z0-9]+(_[a-z0-9]+)+$/.test(text);

/** Made, and not a word: it has both cases and a digit, or ends as only base64 does. */
const isMade = (text: string) =>
  text.endsWith('=') || (!isCode(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));

const asUuid = (digits: string) =>
  [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');

/**
 * What in a row of a table could name one thing: UUIDs (also as bytes), hashes and keys in hexadecimal, tokens and
 * envelopes in base64, the part of a case's reference that is drawn. Codes, names of types and dates are not of them.
 */
export function identifiersIn(line: string): string[] {
  const uuids = (line.match(uuid) ?? []).map(found => found.toLowerCase());
  const bytes = [...line.matchAll(hex)].map(([, digits = '']) => digits.toLowerCase());
  const references = [...line.matchAll(reference)].map(([, drawn = '']) => `reference ${drawn}`);
  const rest = line.replaceAll(uuid, ' ').replaceAll(hex, ' ').replaceAll(reference, ' ');
  const made = (rest.match(base64) ?? []).filter(isMade);
  return [
    ...uuids,
    ...bytes.map(digits => (digits.length === 32 ? asUuid(digits) : digits)),
    ...references,
    ...made,
  ];
}

export const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] =>
  [...other].filter(found => one.has(found)).sort();
