import type { Type } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { refuse } from '../case/command';
import type { PersonEvent } from './events';
import { Person, type PersonState } from './person';
import { whatForbidsPerson } from './rules';

/** What every command about a person carries beside its body; set by who dispatches it, never by the client. */
export interface PersonCommand {
  /** Id of the person. */
  id: string;
  act: Act;
}

export type DecidePerson<Command> = (state: PersonState, command: Command) => readonly PersonEvent[];

/** @throws {Refusal} with the code of what forbids the fact */
export function acceptAbout(state: PersonState, event: PersonEvent): readonly PersonEvent[] {
  const found = whatForbidsPerson(state, event);
  if (found) refuse(found);
  return [event];
}

export function handlesPerson<Command extends PersonCommand>(
  command: Type<Command>,
  decide: DecidePerson<Command>,
): Type<{ execute(issued: Command): Promise<Recorded> }> {
  @CommandHandler(command)
  class Handler {
    constructor(private readonly history: History) {}

    execute(issued: Command): Promise<Recorded> {
      return this.history.change(Person, issued.id, state => decide(state, issued), issued.act);
    }
  }
  return Handler;
}

export const noteOf = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note });
