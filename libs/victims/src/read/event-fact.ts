import { EntitySchema } from 'typeorm';
import type { CaseView } from '../case/case';
import type { Coding } from './coding';
import { monthOf } from './case-fact';

/** Something that may happen several times in one case and is counted when it happens. */
export interface EventFactRow {
  readonly case_id: string;
  readonly nth: number;
  readonly kind: EventKind;
  /** `year * 100 + month`. */
  readonly month: number;
  /** Month it ended in; null while it goes on. */
  readonly until: number | null;
  /** Code of the kind's own list, as a small number. */
  readonly code: number;
  readonly country: number;
  /** Hundredths of the currency. */
  readonly cents: string | null;
  readonly currency: number;
}

export type EventKind =
  'residence' | 'return' | 'participation' | 'claimed' | 'awarded' | 'paid' | 'assistance';

export const eventFactEntity = new EntitySchema<EventFactRow>({
  name: 'CaseEventFact',
  tableName: 'case_event_fact',
  columns: {
    case_id: { type: 'uuid', primary: true },
    nth: { type: 'smallint', primary: true },
    kind: { type: 'text' },
    month: { type: 'integer' },
    until: { type: 'integer', nullable: true },
    code: { type: 'smallint' },
    country: { type: 'smallint' },
    cents: { type: 'bigint', nullable: true },
    currency: { type: 'smallint' },
  },
  indices: [{ name: 'case_event_fact_kind', columns: ['kind', 'month'] }],
});

type Counted = Omit<EventFactRow, 'case_id' | 'nth'>;
const plain = { until: null, code: 0, country: 0, cents: null, currency: 0 };

/** Everything of a case that is counted under its own date. */
export function eventFactsOf(view: CaseView, coding: Coding): readonly Counted[] {
  const { protection, proceedings, assistances } = view;
  return [
    ...protection.residence.map(({ on, measure }) => ({
      ...plain,
      kind: 'residence' as const,
      month: monthOf(on),
      code: coding.number('residence_measure', measure),
    })),
    ...protection.returns.map(({ on, kind, country }) => ({
      ...plain,
      kind: 'return' as const,
      month: monthOf(on),
      code: coding.number('return_type', kind),
      country: coding.number('country', country),
    })),
    ...proceedings.participation.map(({ on, role }) => ({
      ...plain,
      kind: 'participation' as const,
      month: monthOf(on),
      code: coding.number('proceedings_role', role),
    })),
    ...Object.values(proceedings.claims).flatMap(claim => claimFacts(claim, coding)),
    ...Object.values(assistances)
      .filter(({ taken }) => taken.length > 0)
      .map(({ decidedOn, endedOn, accommodation }) => ({
        ...plain,
        kind: 'assistance' as const,
        month: monthOf(decidedOn),
        until: endedOn === undefined ? null : monthOf(endedOn),
        code: coding.number('accommodation_type', accommodation),
      })),
  ].filter(({ month }) => month > 0);
}

function claimFacts(claim: CaseView['proceedings']['claims'][string], coding: Coding): Counted[] {
  const code = coding.number('compensation_source', claim.source);
  const money = (sum: { amount: number; currency: string } | undefined) =>
    sum
      ? { cents: String(Math.round(sum.amount * 100)), currency: coding.number('currency', sum.currency) }
      : {};
  const decided = claim.awarded && {
    ...plain,
    kind: 'awarded' as const,
    month: monthOf(claim.decidedOn),
    code,
    ...money(claim.awarded),
  };
  return [
    { ...plain, kind: 'claimed', month: monthOf(claim.claimedOn), code, ...money(claim.claimed) },
    ...(decided ? [decided] : []),
    ...claim.payments.map(({ amount, on }) => ({
      ...plain,
      kind: 'paid' as const,
      month: monthOf(on),
      code,
      ...money(amount),
    })),
  ];
}
