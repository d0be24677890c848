import { origins } from './aggregates';
import { articleOf, basisOf, NOTE, type Cast, type CastSuspect } from './cast';
import { later, plusDays } from './telling';

/** Days detention is ordered and extended for. */
const TERM = 30;

/** The case is opened, numbered and assigned. */
export function open(cast: Cast): void {
  const { telling, place, opened, reference, prosecutor, nth } = cast;
  const { draw } = telling;
  const lesser = draw.chance(0.08);
  telling.tell(opened, 'opened', {
    type: 'CaseOpened',
    data: {
      ...{ reference, office: place.office, openedOn: opened, origin: draw.weighted(origins) },
      legalBasis: [lesser ? draw.one(place.lesser) : articleOf(cast)],
    },
  });
  if (draw.chance(0.94)) {
    const on = telling.after(opened, 0, 5);
    telling.tell(on, 'assigned', { type: 'CaseAssigned', data: { on, prosecutors: [prosecutor] } });
  }
  if (draw.chance(0.85)) {
    const number = `PP ${nth + 1}/${opened.slice(0, 4)} TEST`;
    telling.tell(telling.after(opened, 1, 12), 'number', {
      type: 'OfficialNumberRecorded',
      data: { number, tokens: [] },
    });
  }
  if (lesser) {
    const on = telling.after(opened, 20, 70);
    const data = { on, legalBasis: [articleOf(cast)], reason: 'to_thb' as const };
    telling.tell(on, 'requalified', { type: 'CaseRequalified', data });
  }
}

/** Described facts of the case; one in twenty is left to whoever closes it. */
export function describe(cast: Cast): readonly (keyof Cast['offence']['sections'])[] {
  const { telling, offence, opened } = cast;
  const names = ['offence', 'victim_counts', 'investigation'] as const;
  return names.filter(section => {
    if (telling.draw.chance(0.05)) return true;
    const data = { section, values: offence.sections[section], basedOn: 0 };
    const least = section === 'investigation' ? 32 : 2;
    telling.tell(telling.after(opened, least, 60), `section-${section}`, { type: 'SectionRecorded', data });
    return false;
  });
}

/** Detention for a month at a time; other measures have no term. All end with the investigation at the latest. */
function measures(
  { telling }: Cast,
  { id: person, person: who }: CastSuspect,
  from: string,
  end: string,
): void {
  const { draw } = telling;
  const kind = draw.weighted({ detention: 55, house_arrest: 15, reporting: 18, ban_on_contact_travel: 12 });
  const measure = telling.id(`measure-${who}`);
  const timed = kind === 'detention' || kind === 'house_arrest';
  let until = plusDays(from, TERM);
  telling.tell(from, `measure-${who}`, {
    type: 'MeasureOrdered',
    data: { measure, person, kind, on: from, ...(timed && { until }) },
  });
  for (let times = timed ? draw.between(0, 9) : 0; times > 0 && plusDays(until, TERM) < end; times--) {
    const on = plusDays(until, -2);
    until = plusDays(until, TERM);
    telling.tell(on, `extended-${who}-${times}`, { type: 'MeasureExtended', data: { measure, on, until } });
  }
  const lifted = timed && until < end ? until : end;
  telling.tell(lifted, `lifted-${who}`, { type: 'MeasureLifted', data: { measure, on: lifted } });
}

function suspect(cast: Cast, one: CastSuspect, on: string, end: string): void {
  const { telling } = cast;
  const { id: person, person: who, kind, profile, role } = one;
  const { draw } = telling;
  const registered = { person, kind, on, legalBasis: [basisOf(cast, one)] };
  const described = { section: 'person_profile', person, values: profile, basedOn: 0 };
  telling.tell(
    on,
    `suspect-${who}`,
    { type: 'SuspectRegistered', data: registered },
    { type: 'SectionRecorded', data: described },
  );
  if (draw.chance(0.9)) {
    const data = { section: 'person_role', person, values: role, basedOn: 0 };
    telling.tell(telling.after(on, 1, 40), `role-${who}`, { type: 'SectionRecorded', data });
  }
  if (kind === 'legal' || !draw.chance(0.55)) return;
  const arrested = telling.after(on, 0, 20);
  telling.tell(arrested, `arrest-${who}`, { type: 'SuspectArrested', data: { person, on: arrested } });
  if (draw.chance(0.8)) measures(cast, one, plusDays(arrested, 2), end);
}

/** @returns day it was resumed; undefined when it is still suspended */
function interrupt({ telling, opened }: Cast): string | undefined {
  const on = telling.after(opened, 50, 80);
  const reason = telling.draw.weighted({ suspect_absent: 50, awaiting_assistance: 40, illness: 10 });
  telling.tell(on, 'suspended', { type: 'InvestigationSuspended', data: { on, reason } });
  if (telling.draw.chance(0.25)) return undefined;
  const resumed = telling.after(on, 30, 120);
  telling.tell(resumed, 'resumed', { type: 'InvestigationResumed', data: { on: resumed } });
  return resumed;
}

function cooperate({ telling, opened, offence }: Cast): void {
  const abroad = offence.sections.offence['scope'] !== 'internal';
  if (!telling.draw.chance(abroad ? 0.5 : 0.04)) return;
  const on = telling.after(opened, 20, 90);
  const kind = telling.draw.weighted({
    mla_sent: 40,
    police_informal: 20,
    europol: 15,
    eurojust: 10,
    jit: 9,
    selec: 6,
  });
  const countries = [telling.draw.one(['DE', 'IT', 'AT', 'GB', 'GR'])];
  const data = { cooperation: telling.id('cooperation'), on, kind, countries };
  telling.tell(on, 'cooperation', { type: 'CooperationRequested', data });
}

function secure({ telling, opened, book }: Cast): void {
  if (!telling.draw.chance(0.22)) return;
  const on = telling.after(opened, 20, 85);
  const value = { amount: telling.draw.between(20, 900) * 100, currency: book.currencyAt(on) };
  telling.tell(on, 'seizure', { type: 'AssetsSeized', data: { seizure: telling.id('seizure'), on, value } });
}

function handle({ telling, opened, place, book }: Cast): void {
  const { draw } = telling;
  if (draw.chance(0.03)) {
    telling.tell(telling.after(opened, 5, 60), 'sealed', { type: 'CaseSealed', data: { note: NOTE } });
    if (draw.chance(0.4))
      telling.tell(telling.after(opened, 70, 85), 'unsealed', { type: 'CaseUnsealed', data: { note: NOTE } });
  }
  if (!draw.chance(0.04)) return;
  const others = book.institutions.filter(
    ({ id, roles }) => roles.includes('prosecutes') && id !== place.office,
  );
  const on = telling.after(opened, 10, 60);
  const reason = draw.weighted({ competence: 60, organised_crime: 40 });
  const data = { on, office: draw.one(others).id, reason, note: NOTE };
  telling.tell(on, 'transferred', { type: 'CaseTransferred', data });
}

/** Least days an investigation takes: everything above has happened by then. */
const LEAST = 125;

/** @returns day the investigation was concluded; undefined when it is not to be */
export function investigate(cast: Cast): string | undefined {
  const { telling, opened, suspects } = cast;
  const { draw } = telling;
  const on = telling.after(opened, 0, 20);
  telling.tell(on, 'investigation', { type: 'InvestigationOpened', data: { on } });
  const resumed = draw.chance(0.1) ? interrupt(cast) : opened;
  const concluded = later(telling.after(opened, LEAST, 480), plusDays(resumed ?? opened, 10));
  suspects.forEach((one, nth) => suspect(cast, one, telling.after(on, 0, 12 + nth * 8), concluded));
  cooperate(cast);
  secure(cast);
  handle(cast);
  if (resumed === undefined) return undefined;
  telling.tell(concluded, 'concluded', { type: 'InvestigationConcluded', data: { on: concluded } });
  return concluded;
}
