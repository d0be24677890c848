import type { Code, CriteriaBook } from '@hub/codebook';
import type { Draw } from './draw';

/** Where a proceeding is conducted, and under which articles. */
export interface Place {
  readonly office: string;
  readonly court: string;
  readonly appealCourt: string;
  /** Trafficking: of adults, of children. */
  readonly adult: string;
  readonly child: string;
  /** What else such acts are charged as. */
  readonly lesser: readonly string[];
  /** Use of the services of a victim, where that is an offence of its own. */
  readonly use?: string;
}

/** Share of proceedings at the office where the ready accounts of the sandbox work. */
const AT_DESK = 0.4;

/** Bosnia and Herzegovina has four criminal codes; an office applies that of its territory. */
const originOf = (unit: string | undefined): string => {
  if (unit === undefined) return 'BA';
  if (unit === 'BA-SRP') return 'BA_R';
  return unit === 'BA-BRC' ? 'BA_B' : 'BA_F';
};

function articles(book: CriteriaBook, unit: string | undefined): readonly Code[] {
  const { code } = book.jurisdiction;
  const all = book
    .list('legal_basis')
    .filter(({ validTo, attributes }) => validTo === undefined && attributes?.['article'] !== '');
  if (code !== 'BA') return all;
  return all.filter(({ attributes }) => attributes?.['origin'] === originOf(unit));
}

function basesOf(
  book: CriteriaBook,
  unit: string | undefined,
): Pick<Place, 'adult' | 'child' | 'lesser' | 'use'> {
  const generic = `${book.jurisdiction.code}-thb`;
  const known = articles(book, unit);
  const trafficking = known.filter(({ attributes }) => attributes?.['thb'] === true);
  const protecting = (victim: string) =>
    trafficking.find(({ attributes }) => attributes?.['child'] === victim)?.code;
  const adult = protecting('adult') ?? protecting('either') ?? generic;
  const lesser = known
    .filter(({ attributes }) => attributes?.['thb'] === false && attributes['use_of_services'] === false)
    .map(({ code }) => code);
  const use = known.find(({ attributes }) => attributes?.['use_of_services'] === true)?.code;
  return {
    adult,
    child: protecting('child') ?? adult,
    lesser: lesser.length > 0 ? lesser : [`${book.jurisdiction.code}-other`],
    ...(use !== undefined && { use }),
  };
}

function courtsOf(draw: Draw, book: CriteriaBook, unit: string | undefined) {
  const courts = book.institutions.filter(({ roles }) => roles.includes('adjudicates'));
  const local = courts.filter(court => court.unit !== undefined);
  const higher = courts.filter(court => court.unit === undefined).map(({ id }) => id);
  const first = local.find(court => court.unit === unit) ?? draw.one(local.length > 0 ? local : courts);
  return {
    court: first.id,
    appealCourt: higher.find(id => id.endsWith('-appeal')) ?? higher.at(-1) ?? first.id,
  };
}

/** Draws the office of a proceeding, or takes the desk; the courts follow from it. */
export function drawPlace(draw: Draw, book: CriteriaBook, desk: string, always: boolean): Place {
  const offices = book.institutions.filter(({ roles }) => roles.includes('prosecutes'));
  const local = offices.filter(({ unit }) => unit !== undefined);
  const atDesk = draw.chance(AT_DESK) || always;
  const drawn = draw.one(local.length > 0 ? local : offices);
  const office = (atDesk ? offices.find(({ id }) => id === desk) : undefined) ?? drawn;
  return { office: office.id, ...courtsOf(draw, book, office.unit), ...basesOf(book, office.unit) };
}
