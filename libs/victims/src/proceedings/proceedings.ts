import { notBefore, type FactDate } from '../dates';
import { firstOf, type Violation } from '../violation';

export interface Money {
  /** In units of the currency, two decimals. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * What this database knows of criminal proceedings: that and how the person took part, and compensation. It
 * never holds a case number, a name or an id of the judicial database.
 */
export type ProceedingsFact =
  | {
      readonly type: 'ParticipationRecorded';
      readonly data: {
        readonly cooperation: string;
        readonly role: string;
        readonly legalAid?: 'yes' | 'no' | 'unknown';
        /** The person was not punished for acts they were compelled to do (Convention CETS 197, article 26). */
        readonly nonPunishment?: 'yes' | 'no' | 'unknown';
        readonly on: FactDate;
      };
    }
  | {
      readonly type: 'CompensationClaimed';
      readonly data: {
        readonly claim: string;
        readonly source: string;
        readonly amount?: Money;
        readonly on: FactDate;
      };
    }
  | {
      readonly type: 'CompensationAwarded';
      readonly data: { readonly claim: string; readonly amount: Money; readonly on: FactDate };
    }
  | { readonly type: 'CompensationRefused'; readonly data: { readonly claim: string; readonly on: FactDate } }
  | {
      readonly type: 'CompensationPaid';
      readonly data: { readonly claim: string; readonly amount: Money; readonly on: FactDate };
    };

export interface Claim {
  readonly source: string;
  readonly claimedOn: FactDate;
  readonly claimed?: Money;
  readonly decidedOn?: FactDate;
  /** Absent after the decision: refused. */
  readonly awarded?: Money;
  readonly payments: readonly { readonly amount: Money; readonly on: FactDate }[];
}

export interface Proceedings {
  readonly participation: readonly Extract<ProceedingsFact, { type: 'ParticipationRecorded' }>['data'][];
  readonly claims: Readonly<Record<string, Claim>>;
}

export const noProceedings: Proceedings = { participation: [], claims: {} };

export function evolveProceedings(proceedings: Proceedings, fact: ProceedingsFact): Proceedings {
  const { type, data } = fact;
  if (type === 'ParticipationRecorded') {
    return { ...proceedings, participation: [...proceedings.participation, data] };
  }
  const replace = (claim: Claim) => ({
    ...proceedings,
    claims: { ...proceedings.claims, [data.claim]: claim },
  });
  if (type === 'CompensationClaimed') {
    return replace({ source: data.source, claimedOn: data.on, claimed: data.amount, payments: [] });
  }
  const claim = proceedings.claims[data.claim];
  if (!claim) return proceedings;
  switch (type) {
    case 'CompensationAwarded':
      return replace({ ...claim, decidedOn: data.on, awarded: data.amount });
    case 'CompensationRefused':
      return replace({ ...claim, decidedOn: data.on });
    case 'CompensationPaid':
      return replace({ ...claim, payments: [...claim.payments, { amount: data.amount, on: data.on }] });
  }
}

/** Paid so far in the currency of the award, in hundredths so that sums are exact. */
const paidCents = (claim: Claim) =>
  claim.payments.reduce((sum, { amount }) => sum + Math.round(amount.amount * 100), 0);

function paymentOrder(claim: Claim, paid: Money, on: FactDate): Violation | undefined {
  const { awarded } = claim;
  if (!awarded) return { code: 'victims.compensation.not-awarded' };
  return firstOf(
    awarded.currency !== paid.currency && { code: 'victims.compensation.other-currency' },
    paidCents(claim) + Math.round(paid.amount * 100) > Math.round(awarded.amount * 100) && {
      code: 'victims.compensation.more-than-awarded',
    },
    notBefore(on, claim.decidedOn, 'victims.compensation.paid-before-award'),
  );
}

export function proceedingsOrder(proceedings: Proceedings, fact: ProceedingsFact): Violation | undefined {
  const { type, data } = fact;
  if (type === 'ParticipationRecorded') return undefined;
  const claim = proceedings.claims[data.claim];
  if (type === 'CompensationClaimed') return claim && { code: 'victims.compensation.known' };
  if (!claim) return { code: 'victims.compensation.unknown' };
  if (type === 'CompensationPaid') return paymentOrder(claim, data.amount, data.on);
  return firstOf(
    claim.decidedOn !== undefined && { code: 'victims.compensation.already-decided' },
    notBefore(data.on, claim.claimedOn, 'victims.compensation.decided-before-claim'),
  );
}
