import { jurisdictionOf } from '../jurisdictions/all';
import type { Institution, InstitutionRole, JurisdictionCode } from '../model';

/** A body of which there is one, or one office per first-level unit; `{unit}` in its name is the name of the unit. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly roles: readonly InstitutionRole[];
  /** One office in every first-level unit; else nationwide, or in the one unit named. */
  readonly everywhere?: boolean;
  readonly unit?: string;
  readonly parent?: string;
  /** Language or script of the unit names in the names of the offices, where it is not the unit's first one. */
  readonly script?: string;
}

/** First-level units, in Bosnia and Herzegovina with the cantons in place of the Federation. */
function seats(code: JurisdictionCode) {
  const units = jurisdictionOf(code)?.units ?? [];
  const divided = new Set(units.map(unit => unit.parent));
  return units.filter(unit => !divided.has(unit.code));
}

const slug = (code: string) => code.replace(/^[A-Z]{2}-?/, '').toLowerCase();

/** Ids are readable and stable: `al-police-11` is the police of county AL-11. */
export function institutionsOf(code: JurisdictionCode, bodies: readonly Body[]): Institution[] {
  return bodies.flatMap(({ everywhere, script, ...body }) => {
    const own = { ...body, id: `${code.toLowerCase()}-${body.id}` };
    const parent = body.parent === undefined ? {} : { parent: `${code.toLowerCase()}-${body.parent}` };
    if (!everywhere) return [{ ...own, ...parent }];
    return seats(code).map(unit => ({
      ...own,
      ...parent,
      id: `${own.id}-${slug(unit.code)}`,
      name: body.name.replace('{unit}', unit.names?.[script ?? ''] ?? unit.name),
      unit: unit.code,
    }));
  });
}
