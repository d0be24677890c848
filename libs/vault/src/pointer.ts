/** JSON pointers (RFC 6901) into plain JSON data. */
type Json = Record<string, unknown>;

const steps = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

export const step = (name: string | number) => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const child = (parent: unknown, name: string): unknown =>
  isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;

/** The value a pointer names, or undefined. Only own properties: `/__proto__` names nothing. */
export function valueAt(data: unknown, pointer: string): unknown {
  return steps(pointer).reduce(child, data);
}

/** Puts a value where one already stands. */
export function replaceAt(data: object, pointer: string, value: unknown): void {
  const path = steps(pointer);
  const last = path.pop();
  const parent = path.reduce(child, data as unknown);
  if (last === undefined || !isObject(parent) || !Object.hasOwn(parent, last)) {
    throw new Error(`Nothing stands at ${pointer}`);
  }
  parent[last] = value;
}

/** Visits every object within plain JSON data with its pointer, parents first; `false` leaves its inside out. */
export function walk(data: unknown, visit: (value: Json, pointer: string) => boolean, pointer = ''): void {
  if (!isObject(data) || !visit(data, pointer)) return;
  for (const [name, value] of Object.entries(data)) walk(value, visit, `${pointer}/${step(name)}`);
}
