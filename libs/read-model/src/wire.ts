/** OID of `text` in every PostgreSQL. */
const TEXT = 25;
const HEADER = 20;

/**
 * A `text[]` in its binary form. `pg` sends a Buffer as a binary parameter, which spares both sides the quoting and
 * parsing of large arrays.
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map(value => (value === null ? -1 : Buffer.byteLength(value)));
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + Math.max(length, 0), HEADER));
  array.writeInt32BE(1, 0); // dimensions
  array.writeInt32BE(1, 4); // may hold nulls
  array.writeInt32BE(TEXT, 8);
  array.writeInt32BE(values.length, 12);
  let at = array.writeInt32BE(1, 16); // lower bound
  values.forEach((value, index) => {
    at = array.writeInt32BE(lengths[index] ?? -1, at);
    if (value !== null) at += array.write(value, at, 'utf8');
  });
  return array;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in the text format of COPY. */
export function copyField(value: string | null): string {
  if (value === null) return '\\N';
  return /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, found => escapes[found] ?? found) : value;
}
