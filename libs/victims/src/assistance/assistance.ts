import { notBefore, type FactDate } from '../dates';
import { firstOf, type Violation } from '../violation';

/** Assistance is offered, then accepted (wholly or in part) or declined, and ends. */
export type AssistanceFact =
  | {
      readonly type: 'AssistanceOffered';
      readonly data: {
        readonly assistance: string;
        /** Codes of assistance. */
        readonly types: readonly string[];
        readonly provider: string;
        readonly on: FactDate;
      };
    }
  | {
      readonly type: 'AssistanceAccepted';
      readonly data: {
        readonly assistance: string;
        /** The part of the offer that was taken up. */
        readonly types: readonly string[];
        readonly accommodation?: string;
        readonly on: FactDate;
        /** Day the plan is looked at again. */
        readonly reviewOn?: string;
      };
    }
  | {
      readonly type: 'AssistanceDeclined';
      readonly data: { readonly assistance: string; readonly reason: string; readonly on: FactDate };
    }
  | {
      readonly type: 'AssistanceEnded';
      readonly data: {
        readonly assistance: string;
        readonly outcome: AssistanceOutcome;
        readonly on: FactDate;
      };
    };

export const assistanceOutcomes = ['completed', 'stopped_by_person', 'stopped_by_provider', 'moved'] as const;
export type AssistanceOutcome = (typeof assistanceOutcomes)[number];

export type AssistanceState = 'offered' | 'accepted' | 'partly' | 'declined' | 'ended';

export interface Assistance {
  /** What was offered. */
  readonly types: readonly string[];
  /** What of it was accepted. */
  readonly taken: readonly string[];
  readonly provider: string;
  readonly offeredOn: FactDate;
  readonly state: AssistanceState;
  readonly accommodation?: string;
  readonly decidedOn?: FactDate;
  readonly reviewOn?: string;
  readonly reason?: string;
  readonly endedOn?: FactDate;
  readonly outcome?: AssistanceOutcome;
}

export type Assistances = Readonly<Record<string, Assistance>>;

export function evolveAssistances(all: Assistances, { type, data }: AssistanceFact): Assistances {
  const replace = (assistance: Assistance) => ({ ...all, [data.assistance]: assistance });
  if (type === 'AssistanceOffered') {
    const { types, provider, on } = data;
    return replace({ types, taken: [], provider, offeredOn: on, state: 'offered' });
  }
  const before = all[data.assistance];
  if (!before) return all;
  switch (type) {
    case 'AssistanceAccepted': {
      const { types: taken, accommodation, reviewOn, on } = data;
      const state = before.types.every(code => taken.includes(code)) ? 'accepted' : 'partly';
      return replace({ ...before, taken, accommodation, reviewOn, decidedOn: on, state });
    }
    case 'AssistanceDeclined':
      return replace({ ...before, state: 'declined', decidedOn: data.on, reason: data.reason });
    case 'AssistanceEnded':
      return replace({ ...before, state: 'ended', endedOn: data.on, outcome: data.outcome });
  }
}

export const isRunning = ({ state }: Assistance): boolean => state === 'accepted' || state === 'partly';

export function assistanceOrder(all: Assistances, { type, data }: AssistanceFact): Violation | undefined {
  const before = all[data.assistance];
  if (type === 'AssistanceOffered') return before && { code: 'victims.assistance.known' };
  if (!before) return { code: 'victims.assistance.unknown' };
  if (type === 'AssistanceEnded') {
    return firstOf(
      !isRunning(before) && { code: 'victims.assistance.not-running' },
      notBefore(data.on, before.decidedOn, 'victims.assistance.end-before-start'),
    );
  }
  return firstOf(
    before.state !== 'offered' && { code: 'victims.assistance.already-decided' },
    notBefore(data.on, before.offeredOn, 'victims.assistance.decision-before-offer'),
    type === 'AssistanceAccepted' &&
      data.types.some(code => !before.types.includes(code)) && { code: 'victims.assistance.not-offered' },
  );
}
