import { notBefore, type FactDate } from '../dates';
import { firstOf, type Violation } from '../violation';

/** A person is referred to an organisation with the consent of the person; the organisation answers. */
export type ReferralFact =
  | {
      readonly type: 'ReferralSent';
      readonly data: {
        readonly referral: string;
        readonly to: string;
        /** Codes of assistance asked for. */
        readonly needs: readonly string[];
        readonly on: FactDate;
        /** Day an answer is expected by. */
        readonly answerBy?: string;
      };
    }
  | { readonly type: 'ReferralAccepted'; readonly data: { readonly referral: string; readonly on: FactDate } }
  | {
      readonly type: 'ReferralDeclined';
      readonly data: {
        readonly referral: string;
        readonly on: FactDate;
        readonly person: string;
        readonly note: string;
      };
    }
  | {
      readonly type: 'ReferralReturned';
      readonly data: {
        readonly referral: string;
        readonly on: FactDate;
        readonly person: string;
        readonly note: string;
      };
    };

export type ReferralState = 'sent' | 'accepted' | 'declined' | 'returned';

export interface Referral {
  readonly to: string;
  readonly needs: readonly string[];
  readonly sentOn: FactDate;
  readonly answerBy?: string;
  readonly state: ReferralState;
  readonly answeredOn?: FactDate;
}

export type Referrals = Readonly<Record<string, Referral>>;

export function evolveReferrals(referrals: Referrals, { type, data }: ReferralFact): Referrals {
  if (type === 'ReferralSent') {
    const { to, needs, on, answerBy } = data;
    return { ...referrals, [data.referral]: { to, needs, sentOn: on, answerBy, state: 'sent' } };
  }
  const referral = referrals[data.referral];
  if (!referral) return referrals;
  const answered = (state: ReferralState) => ({
    ...referrals,
    [data.referral]: { ...referral, state, answeredOn: data.on },
  });
  switch (type) {
    case 'ReferralAccepted':
      return answered('accepted');
    case 'ReferralDeclined':
      return answered('declined');
    case 'ReferralReturned':
      return answered('returned');
  }
}

/** Consent that lets personal data of the case go to another organisation. */
const consents = new Set(['given', 'guardian_given', 'legal_obligation']);

export function referralOrder(
  referrals: Referrals,
  { type, data }: ReferralFact,
  consent: string | undefined,
): Violation | undefined {
  const referral = referrals[data.referral];
  if (type === 'ReferralSent') {
    return firstOf(
      referral && { code: 'victims.referral.known' },
      (consent === undefined || !consents.has(consent)) && { code: 'victims.referral.no-consent' },
    );
  }
  if (!referral) return { code: 'victims.referral.unknown' };
  const expected: ReferralState = type === 'ReferralReturned' ? 'accepted' : 'sent';
  return firstOf(
    referral.state !== expected && {
      code: expected === 'sent' ? 'victims.referral.answered' : 'victims.referral.not-accepted',
    },
    notBefore(data.on, referral.answeredOn ?? referral.sentOn, 'victims.referral.answer-before-sending'),
  );
}
