import type { Aggregate, EventHead } from '@hub/event-store';
import type { Amendment, CaseEvent, CourseEvent } from './events';
import { assetFolds } from './fold-assets';
import { investigationFolds } from './fold-investigation';
import { proceedingFolds } from './fold-proceeding';
import { trialFolds } from './fold-trial';
import type { Folds } from './folds';
import { noProceeding, type Proceeding } from './proceeding';

const folds: Folds<CourseEvent> = { ...proceedingFolds, ...investigationFolds, ...trialFolds, ...assetFolds };

/** A fact of the course of a case that still counts, in the words of its latest correction. */
export interface StandingFact {
  readonly id: string;
  readonly event: CourseEvent;
}

/** An amendment of a decision that waits for a second person. */
export interface Proposal {
  readonly id: string;
  readonly amendment: Amendment;
  /** Account that proposed it. */
  readonly by: string;
}

export interface CaseState {
  readonly facts: readonly StandingFact[];
  readonly proceeding: Proceeding;
  readonly proposals: readonly Proposal[];
  /** The opening itself was recorded in error: there is no such case. */
  readonly inError: boolean;
}

export const noCase: CaseState = { facts: [], proceeding: noProceeding, proposals: [], inError: false };

/** One fact after another; the fact's own id is what later facts refer to. */
export function evolveProceeding(p: Proceeding, event: CourseEvent, id: string): Proceeding {
  const fold = folds[event.type] as (p: Proceeding, data: object, head: { id: string }) => Proceeding;
  return fold(p, event.data, { id });
}

/** The proceeding that a list of standing facts gives. */
export function foldFacts(facts: readonly StandingFact[]): Proceeding {
  return facts.reduce((p, { event, id }) => evolveProceeding(p, event, id), noProceeding);
}

/** The standing facts after an amendment: one replaced in its old place, or gone. */
export function amendFacts(facts: readonly StandingFact[], event: Amendment): readonly StandingFact[] {
  switch (event.type) {
    case 'FactCorrected':
      return facts.map(fact =>
        fact.id === event.data.corrects ? { id: fact.id, event: event.data.fact } : fact,
      );
    case 'RecordedInError': {
      const [opening] = facts;
      // Without its opening a case is nothing: everything on it goes.
      return opening?.id === event.data.fact ? [] : facts.filter(fact => fact.id !== event.data.fact);
    }
  }
}

export function amendment(state: CaseState, event: Amendment): CaseState {
  const facts = amendFacts(state.facts, event);
  const inError = facts.length === 0 && state.facts.length > 0;
  return { ...state, facts, proceeding: foldFacts(facts), inError };
}

const settled = (state: CaseState, proposal: string): CaseState => ({
  ...state,
  proposals: state.proposals.filter(({ id }) => id !== proposal),
});

export function evolveCase(
  state: CaseState,
  event: CaseEvent,
  { id, actor }: Pick<EventHead, 'id' | 'actor'>,
): CaseState {
  switch (event.type) {
    case 'FactCorrected':
    case 'RecordedInError':
      return amendment(state, event);
    case 'AmendmentProposed': {
      const proposal = { id: event.data.proposal, amendment: event.data.amendment, by: actor };
      return { ...state, proposals: [...state.proposals, proposal] };
    }
    case 'AmendmentApproved': {
      const found = state.proposals.find(proposal => proposal.id === event.data.proposal);
      return settled(found ? amendment(state, found.amendment) : state, event.data.proposal);
    }
    case 'AmendmentRefused':
      return settled(state, event.data.proposal);
    default:
      return {
        ...state,
        facts: [...state.facts, { id, event }],
        proceeding: evolveProceeding(state.proceeding, event, id),
      };
  }
}

/** One criminal proceeding: the file of one prosecution office. */
export const Case: Aggregate<CaseState, CaseEvent> = { stream: 'case', initial: noCase, evolve: evolveCase };
