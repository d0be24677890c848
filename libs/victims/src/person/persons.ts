import { Injectable } from '@nestjs/common';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { refuse } from '../violation';
import type { PersonFact } from './identity';
import { Person, personOrder, type PersonState } from './person';

/** A command about one person. `person` and `act` come from the route and the session, never from the body. */
export interface PersonCommand {
  readonly person: string;
  readonly act: Act;
}

export type DecidePerson<Command> = (state: PersonState, command: Command) => readonly PersonFact[];

/**
 * Records a fact that can follow what is known of the person.
 * @throws {Refusal} with the reason it cannot; 404 when nobody was registered under this id
 */
export function recordOf(state: PersonState, fact: PersonFact): PersonFact[] {
  if (!state.registered && fact.type !== 'PersonRegistered') {
    throw new Refusal('victims.person.not-registered', {}, { status: 404 });
  }
  refuse(personOrder(state, fact));
  return [fact];
}

/** Where commands about persons meet the log. */
@Injectable()
export class Persons {
  constructor(private readonly history: History) {}

  change<Command extends PersonCommand>(command: Command, decide: DecidePerson<Command>): Promise<Recorded> {
    return this.history.change(Person, command.person, state => decide(state, command), command.act);
  }

  /** For the command that registers a person. */
  create<Command extends PersonCommand>(command: Command, decide: DecidePerson<Command>): Promise<Recorded> {
    return this.history.create(Person, command.person, state => decide(state, command), command.act);
  }

  read(id: string) {
    return this.history.read(Person, id);
  }
}
