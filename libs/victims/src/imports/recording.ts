import type { Act } from '@hub/event-store';
import { Case, type CaseEvent, type CaseState } from '../case/case';
import type { DecideCase } from '../case/cases';
import type { Setting } from '../setting';

/**
 * A case made up of several commands that are recorded together: each is decided on what the ones before led to,
 * by the same rules as if a person had sent them one by one.
 */
export class Recording {
  private state: CaseState = Case.initial;
  readonly events: CaseEvent[] = [];

  constructor(
    private readonly setting: Setting,
    private readonly act: Act,
  ) {}

  /** @throws {Refusal} when the command is not possible */
  with<Command>(decide: DecideCase<Command>, command: Omit<Command, 'case' | 'act'>): this {
    const complete = { case: '', act: this.act, ...command } as unknown as Command;
    for (const event of decide(this.state, complete, this.setting)) {
      const version = this.events.push(event);
      this.state = Case.evolve(this.state, event, { id: `${version}`, version });
    }
    return this;
  }

  get view() {
    return this.state.view;
  }
}
