import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { DateField, IdField } from '../fields';
import { Case, type CaseState } from './case';
import { carried } from './carried';
import { accept, refuse, type CaseCommand } from './command';
import type { CaseEvent } from './events';
import { Law } from './law';
import { ownDefendants } from './proceeding';
import { Settlements } from './settlements';

/** Another case of the same office is joined to this one, which goes on with the defendants of both. */
export class JoinCase implements CaseCommand {
  declare id: string;
  declare act: Act;

  /** The case that is joined to this one and closed. */
  @IdField()
  from: string;

  @DateField()
  on: string;
}

export function joinCase(
  state: CaseState,
  command: JoinCase,
  other: CaseState,
  law: Law,
): readonly CaseEvent[] {
  const { id, from, on } = command;
  const source = other.proceeding;
  if (id === from) refuse({ code: 'judicial.case.itself', pointer: '/from' });
  if (!source.opened) refuse({ code: 'judicial.case.unknown', pointer: '/from' });
  if (source.closed) refuse({ code: 'judicial.case.already-closed', pointer: '/from' });
  if (source.office !== state.proceeding.office)
    refuse({ code: 'judicial.case.other-office', pointer: '/from' });
  if (source.defendants.some(d => d.judgments.length > 0)) {
    refuse({ code: 'judicial.case.judgment-delivered', pointer: '/from' });
  }
  const defendants = ownDefendants(source).map(d => carried(d, from));
  const data = { on, from, legalBasis: source.legalBasis, defendants };
  return accept(state, [{ type: 'CaseJoined', data }], law);
}

@CommandHandler(JoinCase)
export class JoinCaseHandler {
  constructor(
    private readonly history: History,
    private readonly law: Law,
    private readonly settlements: Settlements,
  ) {}

  async execute(command: JoinCase): Promise<Recorded> {
    const other = await this.history.read(Case, command.from);
    const decide = (state: CaseState) => joinCase(state, command, other.state, this.law);
    const recorded = await this.history.change(Case, command.id, decide, command.act);
    const { from, on, id, act } = command;
    return this.settlements.settle(from, { into: id, on }, { act, recorded });
  }
}
