import type { Type } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { bodyProblem } from './bodies';
import { Case, type CaseState } from './case';
import { futureProblem } from './chronology';
import type { CaseEvent, CourseEvent } from './events';
import { Law } from './law';
import { whatForbids } from './legal';
import type { SectionViolation } from './section-problem';

/** What every command about a case carries beside its body; set by who dispatches it, never by the client. */
export interface CaseCommand {
  /** Id of the case. */
  id: string;
  act: Act;
}

export type Decide<Command> = (state: CaseState, command: Command, law: Law) => readonly CaseEvent[];

/** The handler of a use case: decide on the case as it stands, record. */
export function handles<Command extends CaseCommand>(
  command: Type<Command>,
  decide: Decide<Command>,
): Type<{ execute(issued: Command): Promise<Recorded> }> {
  @CommandHandler(command)
  class Handler {
    constructor(
      private readonly history: History,
      private readonly law: Law,
    ) {}

    execute(issued: Command): Promise<Recorded> {
      return this.history.change(Case, issued.id, state => decide(state, issued, this.law), issued.act);
    }
  }
  return Handler;
}

/** @throws {Refusal} that names the field and, where there are several, all of them */
export function refuse({ code, params, pointer, problems = [] }: SectionViolation): never {
  const own = pointer === undefined ? [] : [{ code, pointer, params }];
  const fields = [...own, ...problems].map(field => ({
    pointer: field.pointer ?? '',
    code: field.code,
    ...(field.params && { params: field.params }),
  }));
  const status = code === 'judicial.case.unknown' ? 404 : 422;
  throw new Refusal(code, params ?? {}, { status, ...(fields.length > 0 && { problems: fields }) });
}

/**
 * The facts a command asks for, each legal after the ones before it.
 * @throws {Refusal} with the code of what forbids the first one that is not
 */
export function accept(state: CaseState, events: readonly CourseEvent[], law: Law): readonly CourseEvent[] {
  if (state.inError) refuse({ code: 'judicial.case.recorded-in-error' });
  let after = state;
  for (const event of events) {
    const found =
      futureProblem(event.data, law.today()) ??
      bodyProblem(event.data, law) ??
      whatForbids(after.proceeding, event, law);
    if (found) refuse(found);
    // Ids of facts decided together are not known yet; nothing later in the same command refers to them.
    after = Case.evolve(after, event, { id: '', version: 0, recordedAt: '', actor: '' });
  }
  return events;
}
