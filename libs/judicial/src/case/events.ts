import type { DomainEvent } from '@hub/event-store';
import type { Values } from '@hub/codebook';
import type { Defendant } from './defendant';
import type {
  AppealOutcome,
  ChargeVerdict,
  Money,
  ProsecutionDecision,
  Sentence,
  Source,
  When,
} from './terms';

/** Sealed under the narrative key of the case; in the log it is an envelope. */
type Note = string;

type Fact<Type extends string, Data extends object> = DomainEvent<Type, Data>;

type Opening = {
  readonly reference: string;
  readonly office: string;
  readonly openedOn: When;
  readonly origin: string;
  readonly legalBasis: readonly string[];
};

/** The proceeding itself: whose it is, what it is about, how it moves. */
export type ProceedingEvent =
  | Fact<'CaseOpened', Opening & { readonly source?: Source }>
  /** First fact of the new case; the defendants come over with everything that has happened to them. */
  | Fact<
      'CaseSevered',
      Opening & { readonly on: When; readonly from: string; readonly defendants: readonly Defendant[] }
    >
  /** On the case that goes on: the other one's defendants come over; a reactor closes the other one. */
  | Fact<
      'CaseJoined',
      {
        readonly on: When;
        readonly from: string;
        readonly legalBasis: readonly string[];
        readonly defendants: readonly Defendant[];
      }
    >
  /** On the case they left: recorded by the reactor. */
  | Fact<
      'DefendantsSevered',
      { readonly on: When; readonly into: string; readonly persons: readonly string[] }
    >
  /** `tokens`: exact blind-index tokens, so that the number can be looked up without being opened. */
  | Fact<'OfficialNumberRecorded', { readonly number: string; readonly tokens: readonly string[] }>
  /** Only those who may see sealed cases find it; it still counts in the statistics. */
  | Fact<'CaseSealed', { readonly note?: Note }>
  | Fact<'CaseUnsealed', { readonly note?: Note }>
  | Fact<'CaseAssigned', { readonly on: When; readonly prosecutors: readonly string[] }>
  | Fact<
      'CaseTransferred',
      { readonly on: When; readonly office: string; readonly reason: string; readonly note?: Note }
    >
  | Fact<
      'CaseRequalified',
      {
        readonly on: When;
        readonly legalBasis: readonly string[];
        readonly reason: 'to_lesser' | 'to_thb' | 'other';
      }
    >
  | Fact<
      'CooperationRequested',
      {
        readonly cooperation: string;
        readonly on: When;
        readonly kind: string;
        readonly countries: readonly string[];
      }
    >
  | Fact<
      'SectionRecorded',
      {
        readonly section: string;
        readonly person?: string;
        readonly values: Values;
        /** Version of the case the values were entered on. */
        readonly basedOn: number;
      }
    >
  | Fact<
      'CaseClosed',
      {
        readonly on: When;
        readonly reason: string;
        /** The case it was joined to. */
        readonly into?: string;
        /** How many victims had protection measures and how many testified; numbers only. */
        readonly victimsProtected?: number;
        readonly victimsTestified?: number;
        readonly note?: Note;
      }
    >
  | Fact<
      'CaseReopened',
      {
        readonly on: When;
        readonly reason: string;
        /** Whose final judgment an extraordinary remedy set aside. */
        readonly persons?: readonly string[];
        readonly note?: Note;
      }
    >;

/** Investigation and measures. */
export type InvestigationEvent =
  | Fact<'InvestigationOpened', { readonly on: When }>
  | Fact<'InvestigationSuspended', { readonly on: When; readonly reason: string }>
  | Fact<'InvestigationResumed', { readonly on: When }>
  | Fact<'InvestigationConcluded', { readonly on: When }>
  | Fact<
      'SuspectRegistered',
      {
        readonly person: string;
        readonly kind: 'natural' | 'legal';
        readonly on: When;
        readonly legalBasis: readonly string[];
      }
    >
  | Fact<'SuspectArrested', { readonly person: string; readonly on: When }>
  | Fact<
      'MeasureOrdered',
      {
        readonly measure: string;
        readonly person: string;
        readonly kind: string;
        readonly on: When;
        /** Day the measure ends unless it is extended: what the deadline list is made of. */
        readonly until?: When;
      }
    >
  | Fact<'MeasureExtended', { readonly measure: string; readonly on: When; readonly until: When }>
  | Fact<'MeasureLifted', { readonly measure: string; readonly on: When }>;

/** From the decision of the prosecutor to enforcement. */
export type TrialEvent =
  | Fact<
      'ProsecutionDecided',
      {
        readonly person: string;
        readonly on: When;
        readonly decision: ProsecutionDecision;
        readonly legalBasis: readonly string[];
        readonly reason?: string;
        readonly note?: Note;
      }
    >
  | Fact<
      'IndictmentFiled',
      {
        readonly indictment: string;
        readonly on: When;
        readonly court: string;
        readonly defendants: readonly { readonly person: string; readonly charges: readonly string[] }[];
      }
    >
  | Fact<'IndictmentConfirmed', { readonly indictment: string; readonly on: When }>
  | Fact<
      'IndictmentReturned',
      { readonly indictment: string; readonly on: When; readonly reason: 'for_completion' | 'rejected' }
    >
  | Fact<'TrialOpened', { readonly indictment: string; readonly on: When; readonly court: string }>
  | Fact<
      'JudgmentDelivered',
      {
        readonly judgment: string;
        readonly on: When;
        readonly court: string;
        readonly defendants: readonly {
          readonly person: string;
          /** Judgment on a plea agreement: no main hearing before it. */
          readonly plea?: boolean;
          readonly verdicts: readonly ChargeVerdict[];
        }[];
      }
    >
  | Fact<'SentenceSet', { readonly person: string; readonly on: When } & Sentence>
  | Fact<
      'AppealFiled',
      {
        readonly appeal: string;
        readonly judgment: string;
        readonly on: When;
        readonly by: 'prosecution' | 'defence' | 'both';
        readonly persons: readonly string[];
      }
    >
  | Fact<
      'AppealDecided',
      {
        readonly appeal: string;
        readonly on: When;
        readonly court: string;
        readonly outcomes: readonly {
          readonly person: string;
          readonly outcome: AppealOutcome;
          /** The appeal court's own verdicts where it gives any. */
          readonly verdicts?: readonly ChargeVerdict[];
        }[];
      }
    >
  | Fact<'JudgmentFinal', { readonly on: When; readonly persons: readonly string[] }>
  | Fact<'EnforcementOpened', { readonly person: string; readonly on: When }>
  | Fact<'EnforcementCompleted', { readonly person: string; readonly on: When }>;

/** Money: seizure, confiscation, compensation. */
export type AssetEvent =
  | Fact<
      'AssetsSeized',
      { readonly seizure: string; readonly person?: string; readonly on: When; readonly value: Money }
    >
  | Fact<
      'ConfiscationOrdered',
      {
        readonly confiscation: string;
        readonly person?: string;
        readonly on: When;
        readonly kind: 'ordinary' | 'extended' | 'third_party';
        readonly value: Money;
      }
    >
  | Fact<'ConfiscationEnforced', { readonly confiscation: string; readonly on: When; readonly value: Money }>
  | Fact<
      'CompensationAwarded',
      { readonly award: string; readonly person?: string; readonly on: When; readonly value: Money }
    >
  | Fact<'CompensationPaid', { readonly award: string; readonly on: When; readonly value: Money }>
  /** Claims the criminal court sent to the civil court; a number, never whose. */
  | Fact<'CompensationReferred', { readonly on: When; readonly claims: number }>;

/** A fact about the course of the case, as opposed to a fact about a fact. */
export type CourseEvent = ProceedingEvent | InvestigationEvent | TrialEvent | AssetEvent;

/** The past is put right by a later fact that names the one it corrects. */
export type Amendment =
  | Fact<
      'FactCorrected',
      {
        readonly corrects: string;
        /** The corrected fact as it should have been recorded; same type. */
        readonly fact: CourseEvent;
        readonly reason: string;
        readonly note?: Note;
      }
    >
  /** The fact belongs to another case, or to none: it stays in the log and leaves every read model. */
  | Fact<'RecordedInError', { readonly fact: string; readonly reason: string; readonly note?: Note }>;

/** An amendment of a decision takes effect when a second person approves it. */
export type ApprovalEvent =
  | Fact<'AmendmentProposed', { readonly proposal: string; readonly amendment: Amendment }>
  | Fact<'AmendmentApproved', { readonly proposal: string }>
  | Fact<'AmendmentRefused', { readonly proposal: string; readonly note?: Note }>;

export type CaseEvent = CourseEvent | Amendment | ApprovalEvent;
