/** As much of a day as is known. */
export interface KnownDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

export type PartialDate =
  | { readonly kind: 'day'; readonly at: KnownDate }
  | { readonly kind: 'before'; readonly to: KnownDate }
  | { readonly kind: 'after'; readonly from: KnownDate }
  | { readonly kind: 'between'; readonly from: KnownDate; readonly to: KnownDate };

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

function readKnown(text: string): KnownDate | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(part => (part === undefined ? undefined : Number(part)));
  if (year === undefined || (month !== undefined && (month < 1 || month > 12))) return undefined;
  if (day === undefined || month === undefined) return { year, month };
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? { year, month, day } : undefined;
}

function readInterval(first: string, second: string): PartialDate | undefined {
  const from = readKnown(first);
  const to = readKnown(second);
  if (from && to) return { kind: 'between', from, to };
  if (first === '..' && to) return { kind: 'before', to };
  return second === '..' && from ? { kind: 'after', from } : undefined;
}

/** Reads `2024`, `2024-05`, `2024-05-17`, `../2024-05`, `2024/..` or `2024/2025` (EDTF level 0/1). */
export function readPartialDate(edtf: string): PartialDate | undefined {
  const [first = '', second, ...rest] = edtf.split('/');
  if (rest.length > 0) return undefined;
  if (second !== undefined) return readInterval(first, second);
  const at = readKnown(first);
  return at && { kind: 'day', at };
}
