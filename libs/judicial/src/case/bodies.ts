import { violation, type Law, type Violation } from './law';

/** Which fields of a fact name a body, and what that body must do. */
const named = [
  { field: 'office', role: 'prosecutes', unknown: 'judicial.office.unknown' },
  { field: 'court', role: 'adjudicates', unknown: 'judicial.court.unknown' },
] as const;

/** A published figure does not tell which court. */
const NOT_TOLD = 'unknown';

/**
 * A court or office the register does not have, or one that does something else.
 * @param data of a fact as it is recorded, or the fields a correction changes; facts of the past are not asked again,
 * because bodies come and go
 */
export function bodyProblem(data: object, law: Law, pointer = ''): Violation | undefined {
  for (const { field, role, unknown } of named) {
    const id = (data as Readonly<Record<string, unknown>>)[field];
    const isKnown = typeof id !== 'string' || id === NOT_TOLD || law.isBody(id, role);
    if (!isKnown) return violation(unknown, `${pointer}/${field}`);
  }
  return undefined;
}
