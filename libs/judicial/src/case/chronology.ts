import { certainlyAfter, parsePartialDate } from '@hub/codebook';
import { violation, type Violation } from './law';
import type { When } from './terms';

/** The date of a stage the source does not tell; it is counted nowhere and stands in no order. */
export const UNKNOWN: When = 'unknown';

export function isWhen(text: string): boolean {
  return text === UNKNOWN || (parsePartialDate(text)?.precision ?? 'interval') !== 'interval';
}

/**
 * A fact cannot lie before the one it follows, as far as both dates are exact enough to tell.
 * @param pointer JSON pointer of the later date in the command
 */
export function notBefore(later: When, earlier: When | undefined, pointer = '/on'): Violation | undefined {
  if (earlier === undefined || !certainlyAfter(earlier, later)) return undefined;
  return violation('judicial.date.too-early', pointer, { earliest: earlier });
}

/** Every date of a command: well-formed and not in the future. `today` is the local day of the jurisdiction. */
export function dateProblem(when: When, today: string, pointer = '/on'): Violation | undefined {
  if (!isWhen(when)) return violation('judicial.date.malformed', pointer);
  return certainlyAfter(when, today) ? violation('judicial.date.in-future', pointer) : undefined;
}

/** Dates of a fact that cannot lie in the future; deadlines (`until`) may. */
const pastDates = ['on', 'openedOn'] as const;

/** Every date of a command that no calendar has: told together with what else is wrong, before anything is decided. */
export function malformedDates(data: object): Violation[] {
  const given = data as Readonly<Record<string, unknown>>;
  return [...pastDates, 'until'].flatMap(name => {
    const when = given[name];
    const wrong = typeof when === 'string' && !isWhen(when);
    return wrong ? [violation('judicial.date.malformed', `/${name}`)] : [];
  });
}

/** The first date of a fact that is malformed or has not come yet. */
export function futureProblem(data: object, today: string): Violation | undefined {
  for (const name of pastDates) {
    const when = (data as Readonly<Record<string, unknown>>)[name];
    const problem = typeof when === 'string' ? dateProblem(when, today, `/${name}`) : undefined;
    if (problem) return problem;
  }
  return undefined;
}
