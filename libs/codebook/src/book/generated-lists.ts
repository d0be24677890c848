import { jurisdictions } from '../jurisdictions/all';
import type { CodeList, Criteria, Jurisdiction, Unit } from '../model';

const units = new Map(
  jurisdictions.flatMap(({ code, units: own }) => own.map(unit => [unit.code, { unit, of: code }] as const)),
);

/** Units of all ten jurisdictions: a victim of one is often recruited in another. */
export const unitList: CodeList = {
  name: 'unit',
  part: 'shared',
  codes: [...units.values()].map(({ unit, of }) => ({ code: unit.code, attributes: { of } })),
};

export function unitOf(code: string): Unit | undefined {
  return units.get(code)?.unit;
}

export function organisationList(criteria: Criteria, jurisdiction: Jurisdiction): CodeList {
  return {
    name: 'organisation',
    part: 'shared',
    codes: criteria.institutions[jurisdiction.code].map(entry => ({ code: entry.id })),
  };
}
