/** PostgreSQL text holds neither NUL nor half a surrogate pair; JSON may spell both. */
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}|\0/gu, '\uFFFD') : value;

/** Rows as the JSON that `json_populate_recordset` reads; what text cannot hold becomes U+FFFD. */
export function rowsAsJson(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return unstorable.test(text) ? JSON.stringify(rows, storable) : text;
}
