import { judicialCriteria } from '../judicial';
import { jurisdictions } from '../jurisdictions/all';
import type { Institution, Jurisdiction, Unit } from '../model';
import { victimCriteria } from '../victims';
import { english } from './english';
import { codeSpan, page, table } from './markdown';

const otherNames = ({ names = {} }: Unit) =>
  Object.entries(names)
    .map(([language, name]) => `${name} (${language})`)
    .join(', ');

const unitTable = (units: readonly Unit[]) =>
  table(
    ['Code', 'Name', 'Other names', 'Type'],
    units.map(unit => [
      codeSpan(unit.code),
      unit.name,
      otherNames(unit),
      english(`codebook-shared:unit_type.${unit.type}`) + (unit.parent ? ` of ${unit.parent}` : ''),
    ]),
  );

/** Local offices are named after their units: one line for all of them. */
function institutionRows(institutions: readonly Institution[]): string[][] {
  const local = new Map<string, Institution[]>();
  for (const entry of institutions) {
    const group =
      entry.unit && entry.id.endsWith(`-${entry.unit.slice(3).toLowerCase()}`) ? stem(entry) : entry.id;
    local.set(group, [...(local.get(group) ?? []), entry]);
  }
  return [...local.values()].flatMap(group => {
    const [first] = group;
    if (!first) return [];
    const more = group.length > 1 ? ` and ${group.length - 1} more, one per unit` : '';
    return [
      [
        `${first.name}${more}`,
        english(`codebook-shared:list.organisation_type.${first.type}`),
        first.roles.map(role => english(`codebook-shared:institution_role.${role}`).toLowerCase()).join(', '),
      ],
    ];
  });
}

const stem = ({ id }: Institution) => id.slice(0, id.lastIndexOf('-'));

function jurisdictionBlock(place: Jurisdiction): string {
  const { code, iso3, timeZone, languages, currencies, units } = place;
  const money = currencies
    .map(entry => (entry.from ? `${entry.code} from ${entry.from}` : entry.code))
    .join(', ');
  const head = ['Institution', 'Type', 'What it does'];
  return [
    `## ${english(`codebook-shared:list.jurisdiction.${code}`).replace('*', '\\*')}`,
    `${codeSpan(code)}, ${iso3}. Languages in official use: ${languages.join(', ')}; catalogue first offered: ` +
      `${place.catalogue}. Currency: ${money}. Time zone: ${timeZone}.`,
    '### Units',
    unitTable(units),
    '### Institutions, victim database',
    table(head, institutionRows(victimCriteria.institutions[code])),
    '### Institutions, judicial database',
    table(head, institutionRows(judicialCriteria.institutions[code])),
  ].join('\n\n');
}

export function jurisdictionsPage(): string {
  return page(
    'Jurisdictions',
    'What a database takes from the profile of its jurisdiction. The institutions fill the register of organisations ' +
      'of a new database; the holder then keeps the register. Legal bases stand among the ' +
      '[code lists](code-lists.md#legal_basis).',
    'Kosovo\\*: this designation is without prejudice to positions on status, and is in line with UNSCR 1244 and the ' +
      'ICJ Opinion on the Kosovo declaration of independence.',
    ...jurisdictions.map(jurisdictionBlock),
  );
}
