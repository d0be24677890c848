import { CommandHandler } from '@nestjs/cqrs';
import { History, VersionConflict, type Act, type Recorded } from '@hub/event-store';
import { DateField, IdsField } from '../fields';
import { Case, type CaseState } from './case';
import { carried } from './carried';
import { accept, refuse, type CaseCommand } from './command';
import type { CaseEvent } from './events';
import { Law } from './law';
import { ownDefendants } from './proceeding';
import { newCase } from './reference';
import { Settlements } from './settlements';
import { without } from './without';

/** Some defendants get a case of their own; the others stay. */
export class SeverDefendants implements CaseCommand {
  /** Id of the case they leave. */
  declare id: string;
  declare act: Act;
  /** Id and reference of the new case; set by the hub. */
  declare into: string;
  declare reference: string;

  @DateField()
  on: string;

  @IdsField()
  persons: string[];
}

/** First fact of the new case; that it may be, the old case says. */
export function severDefendants(source: CaseState, command: SeverDefendants, law: Law): readonly CaseEvent[] {
  const { id, into, reference, on, persons } = command;
  accept(source, [{ type: 'DefendantsSevered', data: { on, into, persons } }], law);
  const { office, openedOn, origin, legalBasis } = source.proceeding;
  const leaving = ownDefendants(source.proceeding).filter(d => persons.includes(d.person));
  const bases = new Set(leaving.flatMap(d => d.suspectedOf));
  if (bases.size === 0) refuse({ code: 'judicial.legal-basis.missing' });
  const data = {
    ...{ reference, office, openedOn, origin, on, from: id },
    legalBasis: legalBasis.some(basis => bases.has(basis))
      ? legalBasis.filter(b => bases.has(b))
      : [...bases],
    defendants: leaving.map(d => carried(d, id)),
  };
  return [{ type: 'CaseSevered', data }];
}

@CommandHandler(SeverDefendants)
export class SeverDefendantsHandler {
  constructor(
    private readonly history: History,
    private readonly law: Law,
    private readonly settlements: Settlements,
  ) {}

  async execute(command: SeverDefendants): Promise<Recorded> {
    const { id, on, persons, act } = command;
    const { id: into, reference } = newCase(act.command, on);
    const numbered = Object.assign(command, { into, reference });
    const source = await this.history.read(Case, id);
    // The version the client saw is that of the old case.
    const fresh = without(act, 'expectedVersion');
    // A repeated command is answered before it is decided: by then the defendants have left.
    const decide = ({ proceeding }: CaseState) => {
      if (proceeding.opened) refuse({ code: 'judicial.case.already-opened' });
      const expected = act.expectedVersion;
      if (expected !== undefined && expected !== source.version) {
        throw new VersionConflict(`case-${id}`, expected, source.version);
      }
      return severDefendants(source.state, numbered, this.law);
    };
    const recorded = await this.history.change(Case, into, decide, fresh);
    return this.settlements.settle(id, { into, on, persons }, { act, recorded });
  }
}
