import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Vault } from '@hub/vault';
import { NoteField } from '../fields';
import { Case } from './case';
import { accept, type CaseCommand, type Decide } from './command';
import { Law } from './law';
import { officialNumberTokens } from './official-number';

/** The number under which courts and other offices know the case. */
export class RecordOfficialNumber implements CaseCommand {
  declare id: string;
  declare act: Act;
  /** Blind-index tokens of the number, made by the vault before the command is decided. */
  declare tokens: readonly string[];

  @NoteField({ maxLength: 60 })
  number: string;
}

export const recordOfficialNumber: Decide<RecordOfficialNumber> = (state, { number, tokens }, law) =>
  accept(state, [{ type: 'OfficialNumberRecorded', data: { number, tokens } }], law);

@CommandHandler(RecordOfficialNumber)
export class RecordOfficialNumberHandler {
  constructor(
    private readonly history: History,
    private readonly vault: Vault,
    private readonly law: Law,
  ) {}

  async execute(command: RecordOfficialNumber): Promise<Recorded> {
    const tokens = await officialNumberTokens(this.vault, command.number);
    const complete = Object.assign(command, { tokens });
    const { id, act } = command;
    return this.history.change(Case, id, state => recordOfficialNumber(state, complete, this.law), act);
  }
}
