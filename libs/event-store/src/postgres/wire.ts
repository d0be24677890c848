/**
 * PostgreSQL arrays in their binary form. `pg` sends a Buffer as a binary parameter, which spares both sides the
 * quoting and parsing of large arrays of JSON.
 */
const OID = { text: 25, json: 114, uuid: 2950, int4: 23, bytea: 17 } as const;
const HEADER = 20;

function header(array: Buffer, oid: number, length: number): number {
  array.writeInt32BE(1, 0); // dimensions
  array.writeInt32BE(0, 4); // no nulls
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  return array.writeInt32BE(1, 16); // lower bound
}

function stringArray(oid: number, values: readonly string[]): Buffer {
  const lengths = values.map(value => Buffer.byteLength(value));
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, HEADER));
  let at = header(array, oid, values.length);
  values.forEach((value, index) => {
    at = array.writeInt32BE(lengths[index] ?? 0, at);
    at += array.write(value, at, 'utf8');
  });
  return array;
}

export const textArray = (values: readonly string[]): Buffer => stringArray(OID.text, values);
export const jsonArray = (texts: readonly string[]): Buffer => stringArray(OID.json, texts);

function fixedArray(oid: number, width: number, values: readonly Buffer[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER + values.length * (4 + width));
  let at = header(array, oid, values.length);
  for (const value of values) {
    if (value.length !== width)
      throw new RangeError(`an element of ${value.length} bytes instead of ${width}`);
    at = array.writeInt32BE(width, at);
    at += value.copy(array, at);
  }
  return array;
}

export const uuidArray = (ids: readonly string[]): Buffer =>
  fixedArray(
    OID.uuid,
    16,
    ids.map(id => Buffer.from(id.replaceAll('-', ''), 'hex')),
  );

export const hashArray = (hashes: readonly Buffer[]): Buffer => fixedArray(OID.bytea, 32, hashes);

export function intArray(values: readonly number[]): Buffer {
  const array = Buffer.allocUnsafe(HEADER + values.length * 8);
  let at = header(array, OID.int4, values.length);
  for (const value of values) {
    at = array.writeInt32BE(4, at);
    at = array.writeInt32BE(value, at);
  }
  return array;
}
