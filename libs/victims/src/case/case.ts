import type { Aggregate, EventHead } from '@hub/event-store';
import {
  assistanceOrder,
  evolveAssistances,
  type AssistanceFact,
  type Assistances,
} from '../assistance/assistance';
import {
  evolveProceedings,
  noProceedings,
  proceedingsOrder,
  type Proceedings,
  type ProceedingsFact,
} from '../proceedings/proceedings';
import {
  evolveProtection,
  noProtection,
  protectionOrder,
  type Protection,
  type ProtectionFact,
} from '../protection/protection';
import { evolveReferrals, referralOrder, type ReferralFact, type Referrals } from '../referral/referral';
import type { Violation } from '../violation';
import {
  evolveRegistration,
  registrationOrder,
  type Registration,
  type RegistrationFact,
} from './registration';
import { evolveSections, type SectionFact, type Sections } from './sections';
import { evolveStatus, noStatus, statusOrder, type Status, type StatusFact } from './status';

/** Something that is the case or happened. */
export type CaseFact =
  | RegistrationFact
  | StatusFact
  | SectionFact
  | ReferralFact
  | AssistanceFact
  | ProtectionFact
  | ProceedingsFact;

export const correctionReasons = ['typing_error', 'new_information', 'official_decision', 'other'] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** The fields that were wrong, as they should have been recorded; null takes one out. */
export type Changes = Readonly<Record<string, unknown>>;

interface About {
  /** Id of the event this speaks of. */
  readonly fact: string;
  readonly person: string;
  readonly reason: CorrectionReason;
  /** Absent when a request gave it. */
  readonly note?: string;
  /** The request a second person approved, or the returned one that this one takes the place of. */
  readonly request?: string;
}

/**
 * The past is never rewritten: a later fact says how an earlier one truly was, or that it was none. Said of the
 * registration, `RecordedInError` takes the whole case out of every view. What concerns a decision on the status is
 * requested by one person and approved by another.
 */
export type CaseAmendment =
  | { readonly type: 'FactCorrected'; readonly data: About & { readonly changes: Changes } }
  | { readonly type: 'RecordedInError'; readonly data: About }
  /** Without `changes`: that the fact was recorded in error. */
  | { readonly type: 'CorrectionRequested'; readonly data: About & { readonly changes?: Changes } }
  | {
      readonly type: 'CorrectionRefused';
      readonly data: { readonly request: string; readonly person: string; readonly note: string };
    }
  /** Back to who asked for it, with what is still wrong at each field. */
  | {
      readonly type: 'CorrectionReturned';
      readonly data: {
        readonly request: string;
        readonly person: string;
        readonly reasons: Readonly<Record<string, string>>;
      };
    }
  /** By who asked for it. */
  | {
      readonly type: 'CorrectionWithdrawn';
      readonly data: { readonly request: string; readonly person: string };
    };

export type CaseEvent = CaseFact | CaseAmendment;

/** A fact as it stands after corrections, with the event that recorded it. */
export interface StandingFact {
  readonly id: string;
  readonly version: number;
  readonly fact: CaseFact;
  /** Version at which it was last corrected; its own when it never was. */
  readonly asOf: number;
  /** Events that corrected it. */
  readonly corrections: readonly string[];
}

/** What is known of a case: the fold over its standing facts. */
export interface CaseView {
  readonly registration?: Registration;
  readonly status: Status;
  readonly sections: Sections;
  readonly referrals: Referrals;
  readonly assistances: Assistances;
  readonly protection: Protection;
  readonly proceedings: Proceedings;
}

export interface CaseState {
  readonly facts: readonly StandingFact[];
  readonly view: CaseView;
  /** Requests to correct a decision that wait for a second person. */
  readonly requests: Readonly<Record<string, CorrectionRequest>>;
  /** Recorded in error as a whole. */
  readonly void: boolean;
}

export interface CorrectionRequest {
  readonly fact: string;
  readonly reason: CorrectionReason;
  readonly changes?: Changes;
  readonly by: string;
  /** Day it was asked for. */
  readonly on: string;
  /** Sent back by a second person; who asked for it sends a better one or withdraws it. */
  readonly returned?: {
    readonly by: string;
    readonly on: string;
    readonly reasons: Readonly<Record<string, string>>;
  };
}

const nothing: CaseView = {
  status: noStatus,
  sections: {},
  referrals: {},
  assistances: {},
  protection: noProtection,
  proceedings: noProceedings,
};

type Head = Pick<EventHead, 'id' | 'version'>;
type FullHead = Head & Partial<Pick<EventHead, 'actor' | 'recordedAt'>>;

/** The area of the case a fact speaks of. */
function evolveView(view: CaseView, fact: CaseFact, head: Head): CaseView {
  switch (fact.type) {
    case 'ConsentRecorded':
    case 'StatusDecided':
      return { ...view, status: evolveStatus(view.status, fact) };
    case 'SectionRecorded':
      return { ...view, sections: evolveSections(view.sections, fact, head) };
    default:
      return evolveRest(view, fact);
  }
}

type Rest = Exclude<CaseFact, StatusFact | SectionFact>;

const isStatus = (fact: CaseFact): fact is StatusFact =>
  fact.type === 'ConsentRecorded' || fact.type === 'StatusDecided';
const isAssistance = (fact: CaseFact): fact is AssistanceFact => fact.type.startsWith('Assistance');
const isReferral = (fact: CaseFact): fact is ReferralFact => fact.type.startsWith('Referral');
const isRegistration = (fact: CaseFact): fact is RegistrationFact => fact.type.startsWith('Case');
const isProceedings = (fact: CaseFact): fact is ProceedingsFact =>
  fact.type === 'ParticipationRecorded' || fact.type.startsWith('Compensation');

function evolveRest(view: CaseView, fact: Rest): CaseView {
  if (isRegistration(fact)) return { ...view, registration: evolveRegistration(view.registration, fact) };
  if (isReferral(fact)) return { ...view, referrals: evolveReferrals(view.referrals, fact) };
  if (isAssistance(fact)) return { ...view, assistances: evolveAssistances(view.assistances, fact) };
  if (isProceedings(fact)) return { ...view, proceedings: evolveProceedings(view.proceedings, fact) };
  return { ...view, protection: evolveProtection(view.protection, fact) };
}

/** What follows from facts in their order. */
export const viewOf = (facts: readonly StandingFact[]): CaseView =>
  facts.reduce((view, { fact, id, asOf }) => evolveView(view, fact, { id, version: asOf }), nothing);

/** Why a fact cannot follow what is known; undefined when it can. */
export function caseOrder(view: CaseView, fact: CaseFact): Violation | undefined {
  const { registration } = view;
  if (!registration) {
    return fact.type === 'CaseRegistered' ? undefined : { code: 'victims.case.not-registered' };
  }
  if (registration.closed && fact.type !== 'CaseReopened' && fact.type !== 'CaseRegistered') {
    return { code: 'victims.case.already-closed' };
  }
  if (isRegistration(fact)) return registrationOrder(registration, fact) ?? closingOrder(view, fact);
  return fact.type === 'SectionRecorded' ? undefined : careOrder(view, fact);
}

function careOrder(
  view: CaseView,
  fact: Exclude<CaseFact, RegistrationFact | SectionFact>,
): Violation | undefined {
  if (isStatus(fact)) return statusOrder(view.status, fact);
  if (isReferral(fact)) return referralOrder(view.referrals, fact, view.status.consent?.status);
  if (isAssistance(fact)) return assistanceOrder(view.assistances, fact);
  if (isProceedings(fact)) return proceedingsOrder(view.proceedings, fact);
  return protectionOrder(view.protection, fact);
}

/** A case is closed when nobody is waited for. */
function closingOrder(view: CaseView, fact: RegistrationFact): Violation | undefined {
  if (fact.type !== 'CaseClosed') return undefined;
  if (Object.values(view.referrals).some(({ state }) => state === 'sent')) {
    return { code: 'victims.case.referral-unanswered' };
  }
  const open = Object.values(view.assistances).some(({ state }) => !['declined', 'ended'].includes(state));
  return open ? { code: 'victims.case.assistance-open' } : undefined;
}

const without = (facts: readonly StandingFact[], id: string) => facts.filter(fact => fact.id !== id);

/** A fact with the changes of a correction. */
export function withChanges(fact: CaseFact, changes: Changes): CaseFact {
  const data = Object.entries({ ...fact.data, ...changes }).filter(([, value]) => value !== null);
  return { ...fact, data: Object.fromEntries(data) } as unknown as CaseFact;
}

const corrected = (facts: readonly StandingFact[], id: string, changes: Changes, by: Head) =>
  facts.map(standing =>
    standing.id === id
      ? {
          ...standing,
          fact: withChanges(standing.fact, changes),
          asOf: by.version,
          corrections: [...standing.corrections, by.id],
        }
      : standing,
  );

const standFor = (state: CaseState, facts: readonly StandingFact[]): CaseState => {
  const registered = facts.some(({ fact }) => fact.type === 'CaseRegistered');
  return registered ? { ...state, facts, view: viewOf(facts) } : { ...state, void: true };
};

/** A request is settled by what was done, or by its refusal. */
function settle(state: CaseState, request: string | undefined): CaseState {
  if (request === undefined) return state;
  const waiting = Object.entries(state.requests).filter(([id]) => id !== request);
  return { ...state, requests: Object.fromEntries(waiting) };
}

function evolveAmendment(state: CaseState, event: CaseAmendment, head: FullHead): CaseState {
  switch (event.type) {
    case 'FactCorrected': {
      const { fact, changes, request } = event.data;
      return settle(standFor(state, corrected(state.facts, fact, changes, head)), request);
    }
    case 'RecordedInError': {
      const { fact, request } = event.data;
      return settle(standFor(state, without(state.facts, fact)), request);
    }
    case 'CorrectionRequested': {
      const { fact, reason, changes } = event.data;
      const { actor: by = '', recordedAt = '' } = head;
      const request = { fact, reason, changes, by, on: recordedAt.slice(0, 10) };
      const { requests } = settle(state, event.data.request);
      return { ...state, requests: { ...requests, [head.id]: request } };
    }
    case 'CorrectionReturned':
      return sendBack(state, event.data, head);
    case 'CorrectionRefused':
    case 'CorrectionWithdrawn':
      return settle(state, event.data.request);
  }
}

function sendBack(
  state: CaseState,
  { request, reasons }: Extract<CaseAmendment, { type: 'CorrectionReturned' }>['data'],
  { actor: by = '', recordedAt = '' }: FullHead,
): CaseState {
  const found = state.requests[request];
  if (!found) return state;
  const returned = { by, on: recordedAt.slice(0, 10), reasons };
  return { ...state, requests: { ...state.requests, [request]: { ...found, returned } } };
}

export const isAmendment = (event: CaseEvent): event is CaseAmendment =>
  ['FactCorrected', 'RecordedInError'].includes(event.type) || event.type.startsWith('Correction');

function evolve(state: CaseState, event: CaseEvent, head: FullHead): CaseState {
  if (isAmendment(event)) return evolveAmendment(state, event, head);
  const { id, version } = head;
  const standing = { id, version, asOf: version, fact: event, corrections: [] };
  return { ...state, facts: [...state.facts, standing], view: evolveView(state.view, event, head) };
}

/** One person's case in the victim database; stream `case-<uuid>`. */
export const Case: Aggregate<CaseState, CaseEvent> & { evolve: typeof evolve } = {
  stream: 'case',
  initial: { facts: [], view: nothing, requests: {}, void: false },
  evolve,
};
