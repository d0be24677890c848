import type { Act } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import type { CriteriaBook } from '@hub/codebook';
import { v5 as uuidv5 } from 'uuid';
import { Case, noCase, type CaseState } from '../case/case';
import { closeCase } from '../case/close-case';
import { accept } from '../case/command';
import type { CaseEvent, CourseEvent } from '../case/events';
import type { Law } from '../case/law';
import { recordSection } from '../case/record-section';
import { CriteriaLaw } from '../criteria-law';
import type { PlannedCase } from './plan';

interface About {
  /** Id of the case. */
  readonly id: string;
  readonly act: Act;
  /** Leaves out what cannot follow, instead of failing. */
  readonly lenient?: boolean;
}

/** A fact by the rules of the use case that records it. */
function decideFact(state: CaseState, fact: CourseEvent, law: Law, { id, act }: About): readonly CaseEvent[] {
  switch (fact.type) {
    case 'SectionRecorded':
      return recordSection(state, { id, act, ...fact.data }, law);
    case 'CaseClosed':
      return closeCase(state, { id, act, ...fact.data }, law);
    default:
      return accept(state, [fact], law);
  }
}

function orNothing(decide: () => readonly CaseEvent[]): readonly CaseEvent[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/**
 * Facts entered together, each decided on what the ones before led to.
 * @throws {Refusal} when one of them cannot follow: stories stay within the law; see `lenient`
 */
export function decideFacts(
  before: CaseState,
  facts: readonly CourseEvent[],
  law: Law,
  about: About,
): CaseEvent[] {
  let state = before;
  return facts.flatMap(fact => {
    const events = about.lenient
      ? orNothing(() => decideFact(state, fact, law, about))
      : decideFact(state, fact, law, about);
    for (const event of events) {
      state = Case.evolve(state, event, {
        id: about.act.command,
        version: 0,
        recordedAt: '',
        actor: about.act.actor,
      });
    }
    return events;
  });
}

/** The case at the end of its story, as the rules let it come to stand. */
export function playedState(
  { id, sittings }: Pick<PlannedCase, 'id' | 'sittings'>,
  book: CriteriaBook,
): CaseState {
  let today = '';
  const law = new CriteriaLaw(book, () => new Date(`${today}T07:00:00Z`));
  const head = { id, version: 0, recordedAt: '', actor: '' };
  return sittings.reduce((before, { entered, name, facts }) => {
    today = entered;
    const act: Act = { command: uuidv5(name, id), actor: 'system:seed', provenance: 'synthetic' };
    return decideFacts(before, facts, law, { id, act }).reduce(
      (after, event) => Case.evolve(after, event, head),
      before,
    );
  }, noCase);
}
