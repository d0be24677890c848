import type { ChargeVerdict, Sentence, Verdict } from '../case/terms';
import { verdicts } from './aggregates';
import { articleOf, type Cast } from './cast';
import type { Charged } from './prosecution';

/** A defendant with the verdict in force. */
export interface Judged extends Charged {
  readonly verdict: Verdict;
}

export const isConvicted = ({ verdict }: Judged): boolean => verdict.startsWith('convicted');

export function drawVerdict(cast: Cast, charged: Charged): Judged {
  const { draw } = cast.telling;
  const trafficking = charged.charge === articleOf(cast);
  if (charged.plea) return { ...charged, verdict: 'convicted_thb' };
  const verdict = trafficking
    ? draw.weighted(verdicts)
    : draw.weighted({ convicted_other: 78, acquitted: 18, discontinued: 4 });
  return { ...charged, verdict };
}

/** The answer to the charge; a conviction for something else names what of. */
export function verdictOf(cast: Cast, { charge, verdict }: Judged): ChargeVerdict {
  const [lesser = charge] = cast.place.lesser;
  const other = verdict === 'convicted_other' && charge === articleOf(cast);
  return { legalBasis: charge, verdict, ...(other && { convictedOf: lesser }) };
}

function prison(cast: Cast, { verdict }: Judged, milder: number): Sentence {
  const { draw } = cast.telling;
  const heavy = verdict === 'convicted_thb';
  const kind = draw.weighted(
    heavy
      ? { imprisonment: 86, conditional_partial: 8, suspended: 6 }
      : { suspended: 45, imprisonment: 42, conditional_partial: 13 },
  );
  const least = cast.offence.child ? 60 : 30;
  const months = Math.max(
    4,
    Math.round((heavy ? draw.between(least, least * 3) : draw.between(6, 36)) * milder),
  );
  if (kind === 'suspended') return { kind, suspendedMonths: Math.min(months, 24) };
  if (kind === 'conditional_partial') return { kind, months, suspendedMonths: Math.floor(months / 3) };
  return { kind, months };
}

function circumstances({ offence }: Cast): string[] {
  const several = offence.victims > 1 ? ['several_victims'] : [];
  return offence.child ? ['child_victim', ...several] : several;
}

/** @param milder factor a court of appeal applies, 1 at first instance */
export function drawSentence(cast: Cast, judged: Judged, on: string, milder = 1): Sentence {
  const { telling, book } = cast;
  const { draw } = telling;
  const fine = { amount: draw.between(5, 300) * 100, currency: book.currencyAt(on) };
  if (judged.one.kind === 'legal')
    return { kind: 'legal_person_sanction', fine, additional: ['publication'] };
  const age = judged.one.profile['age_at_offence'];
  if (typeof age === 'number' && age < 18) return { kind: 'educational_measure_minor' };
  if (judged.verdict === 'convicted_other' && draw.chance(0.12)) return { kind: 'fine_only', fine };
  const aggravating = circumstances(cast);
  return {
    ...prison(cast, judged, milder),
    ...(draw.chance(0.2) && { fine }),
    ...(draw.chance(0.1) && { additional: ['deprivation_of_rights'] }),
    ...(aggravating.length > 0 && { aggravating }),
  };
}
