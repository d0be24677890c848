/** A value as PostgreSQL reads it from text; null for NULL. */
export type Encode = (value: unknown) => string | null;

/** JSON may spell what PostgreSQL text cannot hold: NUL and half a surrogate pair. */
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}|\0/gu, '\uFFFD') : value;

function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\u') && unstorable.test(text) ? JSON.stringify(value, storable) : text;
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
      if (value instanceof Date) return value.toISOString();
      throw new TypeError(`a column that is not JSON cannot hold ${typeof value}`);
  }
}

function arrayText(value: unknown, element: (value: unknown) => string): string {
  if (!Array.isArray(value)) throw new TypeError('an array column needs an array');
  const elements = value.map(one => {
    if (one === null || one === undefined) return 'NULL';
    return Array.isArray(one) ? arrayText(one, element) : `"${element(one).replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${elements.join(',')}}`;
}

/** How the values of a column are written: dates and numbers as JSON has them, JSON columns as JSON. */
export function encoderOf(type: string, isArray: boolean): Encode {
  const element = type === 'json' || type === 'jsonb' ? jsonText : scalarText;
  const whole = isArray ? (value: unknown) => arrayText(value, element) : element;
  return value => (value === null || value === undefined ? null : whole(value));
}
