import { Injectable } from '@nestjs/common';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Settings } from '../settings';
import type { Setting } from '../setting';
import { Case, type CaseEvent, type CaseState } from './case';

/** A command about one case. `case` and `act` come from the route and the session, never from the body. */
export interface CaseCommand {
  readonly case: string;
  readonly act: Act;
}

export type DecideCase<Command> = (
  state: CaseState,
  command: Command,
  setting: Setting,
) => readonly CaseEvent[];

/** Where commands about cases meet the log. */
@Injectable()
export class Cases {
  constructor(
    private readonly history: History,
    private readonly settings: Settings,
  ) {}

  async change<Command extends CaseCommand>(
    command: Command,
    decide: DecideCase<Command>,
  ): Promise<Recorded> {
    const setting = await this.settings.now();
    return this.history.change(Case, command.case, state => decide(state, command, setting), command.act);
  }

  /** For the command that begins a case. */
  async create<Command extends CaseCommand>(
    command: Command,
    decide: DecideCase<Command>,
  ): Promise<Recorded> {
    const setting = await this.settings.now();
    return this.history.create(Case, command.case, state => decide(state, command, setting), command.act);
  }

  read(id: string) {
    return this.history.read(Case, id);
  }
}
