import { notBefore, type FactDate } from '../dates';
import { firstOf, type Violation } from '../violation';

export type VictimStatus = 'presumed' | 'identified' | 'rejected' | 'withdrawn';

/** Consent of the person and the decisions on their status. */
export type StatusFact =
  | { readonly type: 'ConsentRecorded'; readonly data: { readonly status: string; readonly on: FactDate } }
  | {
      readonly type: 'StatusDecided';
      readonly data: {
        readonly status: VictimStatus;
        readonly on: FactDate;
        /** Type of the deciding organisation. */
        readonly authority?: string;
        readonly country?: string;
        readonly unit?: string;
      };
    };

export type StatusDecision = Extract<StatusFact, { type: 'StatusDecided' }>['data'];

export interface Status {
  readonly consent?: { readonly status: string; readonly on: FactDate };
  /** In the order they were recorded. */
  readonly decisions: readonly StatusDecision[];
}

export const noStatus: Status = { decisions: [] };

export function evolveStatus(status: Status, { type, data }: StatusFact): Status {
  switch (type) {
    case 'ConsentRecorded':
      return { ...status, consent: data };
    case 'StatusDecided':
      return { ...status, decisions: [...status.decisions, data] };
  }
}

export const currentStatus = ({ decisions }: Status): VictimStatus | undefined => decisions.at(-1)?.status;

export const decisionOf = ({ decisions }: Status, wanted: VictimStatus): StatusDecision | undefined =>
  decisions.find(({ status }) => status === wanted);

/**
 * Why a decision cannot follow the present status. A rejected or withdrawn person may be presumed or identified
 * anew when new facts appear; who was identified is not rejected any more, the status is withdrawn.
 */
const impossible: Readonly<Record<VictimStatus, Partial<Record<VictimStatus | 'none', string>>>> = {
  presumed: { presumed: 'unchanged', identified: 'already-identified' },
  identified: { identified: 'unchanged' },
  rejected: {
    rejected: 'unchanged',
    identified: 'identified-not-rejected',
    withdrawn: 'already-withdrawn',
  },
  withdrawn: { withdrawn: 'unchanged', none: 'nothing-to-withdraw', rejected: 'nothing-to-withdraw' },
};

const given = new Set(['given', 'guardian_given']);

export function statusOrder(status: Status, { type, data }: StatusFact): Violation | undefined {
  if (type === 'ConsentRecorded') {
    const before = status.consent;
    return firstOf(
      data.status === 'withdrawn' &&
        !(before && given.has(before.status)) && { code: 'victims.consent.not-given' },
      notBefore(data.on, before?.on, 'victims.consent.before-last'),
    );
  }
  const reason = impossible[data.status][currentStatus(status) ?? 'none'];
  return firstOf(
    reason !== undefined && { code: `victims.status.${reason}` },
    notBefore(data.on, status.decisions.at(-1)?.on, 'victims.status.before-last'),
  );
}
