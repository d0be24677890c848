import type { CriteriaBook } from '@hub/codebook';
import { addDays } from '../dates';
import type { Identity } from '../person/identity';
import { misspelt, namesOf } from './names';
import { drawProfile, type Profile } from './profiles';
import { Draw } from './random';
import { tellStory, type Places } from './story';
import type { Step } from './telling';

export interface PlannedCase {
  /** Day of registration. */
  readonly begun: string;
  readonly office: string;
  readonly identity: Identity;
  readonly profile: Profile;
  readonly steps: readonly Step[];
}

/** Days back the cases reach. */
export const REACH = 1_400;
/** Share of persons who are registered a second time under another spelling, for trainees to find. */
const AGAIN = 0.04;
/** Share of cases at the desk where the ready accounts of the sandbox work. */
const AT_DESK = 0.4;

/** Who cases are assigned to where no account is at hand. */
const NOBODY = 'system:seed';

const pad = (number: number, digits: number) => String(number).padStart(digits, '0');

/** An identity nobody can have: no number of a register, no address that can be reached. */
function drawIdentity(
  draw: Draw,
  { sex, age }: Profile,
  begun: string,
  book: CriteriaBook,
  nth: number,
): Identity {
  const { female, male, family, feminine } = namesOf(book.jurisdiction.languages[0] ?? 'bs');
  const surname = draw.one(family);
  const year = Number(begun.slice(0, 4)) - age - 1;
  const birth = `${year}-${pad(draw.between(1, 12), 2)}-${pad(draw.between(1, 28), 2)}`;
  return {
    given: draw.one(sex === 'female' ? female : male),
    family: sex === 'female' && feminine ? feminine(surname) : surname,
    ...(draw.chance(0.92) ? { birth } : { birth: String(year) }),
    ...(draw.chance(0.6) ? { nationalId: `00000000${pad(nth, 5)}` } : {}),
    ...(draw.chance(0.5) ? { contact: `person${nth}@example.invalid` } : {}),
  };
}

/** The same person once more, as somebody in a hurry writes it. */
const again = ({ given = '', family = '', birth }: Identity, nth: number): Identity => ({
  given,
  family: misspelt(family, nth),
  ...(birth ? { birth } : {}),
});

function placesOf({ institutions }: CriteriaBook): Omit<Places, 'assignee'> & { readonly desk: string } {
  const offices = institutions.filter(({ roles, unit }) => roles.includes('registers') && unit !== undefined);
  const helpers = institutions.filter(({ roles }) => roles.includes('assists'));
  const all = institutions.map(({ id }) => id);
  return {
    desk: offices[0]?.id ?? all[0] ?? '',
    offices: offices.length > 0 ? offices.map(({ id }) => id) : all,
    helpers: helpers.length > 0 ? helpers.map(({ id }) => id) : all,
  };
}

/** How many cases there are to be, and the account those at the desk are assigned to. */
export interface PlanOptions {
  readonly count: number;
  readonly officer?: string;
}

/** The synthetic cases of a seed, as of a day; the name of this database is part of every draw. */
export function planCases(
  seed: string,
  book: CriteriaBook,
  today: string,
  { count, officer = NOBODY }: PlanOptions,
): PlannedCase[] {
  const places = placesOf(book);
  const planned: PlannedCase[] = [];
  for (let nth = 0; nth < count; nth++) {
    const draw = new Draw(`victims/${book.jurisdiction.code}/${seed}/${nth}`);
    const begun = addDays(today, -draw.between(1, REACH));
    const office = draw.chance(AT_DESK) ? places.desk : draw.one(places.offices);
    const before = nth > 20 && draw.chance(AGAIN) ? planned[draw.between(0, nth - 1)] : undefined;
    const who = whoIs(draw, book, { begun, office, nth, before });
    const assignee = office === places.desk ? officer : NOBODY;
    const steps = tellStory(draw, who.profile, { begun, today }, { ...places, assignee }, book);
    planned.push({ begun, office, ...who, steps });
  }
  return planned;
}

/** Somebody new, or somebody who was registered before. */
function whoIs(
  draw: Draw,
  book: CriteriaBook,
  {
    begun,
    office,
    nth,
    before,
  }: Pick<PlannedCase, 'begun' | 'office'> & { nth: number; before?: PlannedCase },
): Pick<PlannedCase, 'identity' | 'profile'> {
  if (before) return { profile: before.profile, identity: again(before.identity, nth) };
  const county = book.institutions.find(({ id }) => id === office)?.unit;
  const profile = drawProfile(draw, book, begun, county);
  return { profile, identity: drawIdentity(draw, profile, begun, book, nth) };
}
