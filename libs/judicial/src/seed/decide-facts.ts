import type { Act } from '@hub/event-store';
import { Case, type CaseState } from '../case/case';
import { closeCase } from '../case/close-case';
import { accept } from '../case/command';
import type { CaseEvent, CourseEvent } from '../case/events';
import type { Law } from '../case/law';
import { recordSection } from '../case/record-section';

interface About {
  /** Id of the case. */
  readonly id: string;
  readonly act: Act;
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

/**
 * Facts entered together, each decided on what the ones before led to.
 * @throws {Refusal} when one of them cannot follow: stories stay within the law
 */
export function decideFacts(
  before: CaseState,
  facts: readonly CourseEvent[],
  law: Law,
  about: About,
): CaseEvent[] {
  let state = before;
  return facts.flatMap(fact => {
    const events = decideFact(state, fact, law, about);
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
