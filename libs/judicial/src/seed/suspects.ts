import type { CriteriaBook, Values } from '@hub/codebook';
import type { Identity } from '../person/events';
import { destinations, MINORS, NATIONALS, neighbours, roles, women, type Form } from './aggregates';
import type { Draw } from './draw';
import { misspelt, namesOf } from './names';

/** Somebody who does not exist, as the register of a prosecution office has them. */
export interface PlannedSuspect {
  /** Name of the record: two cases may be about one person. */
  readonly person: string;
  readonly kind: 'natural' | 'legal';
  /** Absent where nobody knows a name yet, and where the record is there already. */
  readonly identity?: Identity;
  readonly profile: Values;
  readonly role: Values;
  /** Suspected of having used the services of a victim. */
  readonly user?: true;
}

/** Share of suspects proceedings were conducted against before, under the same record. */
const KNOWN = 0.05;
/** Share of suspects who get a second record under another spelling, for trainees to find. */
const AGAIN = 0.04;
const NAMELESS = 0.04;
/** Share of suspects who are buyers, where buying is an offence. */
const USERS = 0.05;

const pad = (number: number, digits: number) => String(number).padStart(digits, '0');

interface Circumstances {
  readonly book: CriteriaBook;
  readonly form: Form;
  /** Day the case was opened. */
  readonly opened: string;
  /** Suspects of the cases before. */
  readonly before: readonly PlannedSuspect[];
  /** Suspects of this case so far. */
  readonly beside: readonly PlannedSuspect[];
  /** Counts through all suspects of a seed. */
  readonly nth: number;
  /** Whether the use of a victim's services is an offence here. */
  readonly users: boolean;
}

function drawAge(draw: Draw): number {
  if (draw.chance(MINORS)) return draw.between(15, 17);
  return draw.chance(0.62) ? draw.between(22, 42) : draw.between(18, 67);
}

function drawIdentity(draw: Draw, sex: 'female' | 'male', age: number, { book, opened, nth }: Circumstances) {
  const { female, male, family, feminine } = namesOf(book.jurisdiction.languages[0] ?? 'bs');
  const surname = draw.one(family);
  const year = Number(opened.slice(0, 4)) - age - 1;
  const day = `${year}-${pad(draw.between(1, 12), 2)}-${pad(draw.between(1, 28), 2)}`;
  return {
    given: draw.one(sex === 'female' ? female : male),
    family: sex === 'female' && feminine ? feminine(surname) : surname,
    birth: draw.chance(0.9) ? day : String(year),
    // A number no register gives out.
    ...(draw.chance(0.7) ? { nationalId: `00000000${pad(nth, 5)}` } : {}),
  };
}

function citizenshipOf(draw: Draw, book: CriteriaBook): string {
  const { code } = book.jurisdiction;
  if (draw.chance(NATIONALS)) return code;
  return draw.one(draw.chance(0.75) ? (neighbours[code] ?? destinations) : destinations);
}

function drawRole(draw: Draw, form: Form): Values {
  const relation = draw.weighted(
    form === 'begging' || form === 'forced_marriage'
      ? { family_member: 60, neighbour_community: 20, friend_acquaintance: 20 }
      : { friend_acquaintance: 34, intimate_partner: 22, stranger: 18, employer: 14, recruiter_agency: 12 },
  );
  return {
    role: draw.some(roles),
    participation_form: draw.weighted({ perpetrator: 45, co_perpetrator: 35, aider: 14, organiser: 6 }),
    relation_to_victims: draw.chance(0.12) ? 'unknown' : [relation],
    ...(draw.chance(0.5) ? { former_victim: draw.chance(0.08) ? 'yes' : 'no' } : {}),
  };
}

function drawNatural(draw: Draw, around: Circumstances): PlannedSuspect {
  const { book, form, nth } = around;
  const sex = draw.chance(women[form]) ? 'female' : 'male';
  const age = drawAge(draw);
  const profile: Values = {
    sex,
    age_at_offence: draw.chance(0.05) ? 'unknown' : age,
    citizenship: draw.chance(0.03) ? 'unknown' : [citizenshipOf(draw, book)],
    ...(draw.chance(0.6) ? { education_level: draw.one(['isced_1', 'isced_2', 'isced_3', 'isced_6']) } : {}),
    ...(draw.chance(0.6) ? { public_official: draw.chance(0.03) ? 'yes' : 'no' } : {}),
    prior_convictions: draw.weighted({ none: 58, other: 24, thb: 4, unknown: 14 }),
  };
  return {
    person: `suspect-${nth}`,
    kind: 'natural',
    ...(draw.chance(NAMELESS) ? {} : { identity: drawIdentity(draw, sex, age, around) }),
    profile,
    role: drawRole(draw, form),
  };
}

function drawFirm(draw: Draw, { book, opened, form, nth }: Circumstances): PlannedSuspect {
  const { firms } = namesOf(book.jurisdiction.languages[0] ?? 'bs');
  const founded = String(Number(opened.slice(0, 4)) - draw.between(1, 12));
  return {
    person: `suspect-${nth}`,
    kind: 'legal',
    identity: { legalName: draw.one(firms), birth: founded },
    profile: { residence_country: book.jurisdiction.code, prior_convictions: 'none' },
    role: { role: form === 'labour' ? ['exploiter'] : ['organiser_financier'], participation_form: 'aider' },
  };
}

function drawUser(draw: Draw, around: Circumstances): PlannedSuspect {
  return { ...drawNatural(draw, around), role: { role: ['user_of_services'] }, user: true };
}

/** The same person once more, under a record of its own. */
function secondRecord({ profile, role, identity }: PlannedSuspect, nth: number): PlannedSuspect {
  const { given = '', family = '', birth } = identity ?? {};
  const again = { given, family: misspelt(family, nth), ...(birth === undefined ? {} : { birth }) };
  return { person: `suspect-${nth}`, kind: 'natural', identity: again, profile, role };
}

export function drawSuspect(draw: Draw, around: Circumstances): PlannedSuspect {
  const { before, beside, form, nth, users } = around;
  const here = new Set(beside.map(({ person }) => person));
  if (users && draw.chance(USERS)) return drawUser(draw, around);
  const named = before.filter(
    ({ kind, identity, person }) => kind === 'natural' && identity !== undefined && !here.has(person),
  );
  const share = draw.next();
  if (named.length > 20 && share < AGAIN) return secondRecord(draw.one(named), nth);
  if (named.length > 20 && share < AGAIN + KNOWN) {
    const { person, kind, profile } = draw.one(named);
    return { person, kind, profile, role: drawRole(draw, form) };
  }
  return draw.chance(form === 'labour' ? 0.12 : 0.02) ? drawFirm(draw, around) : drawNatural(draw, around);
}
