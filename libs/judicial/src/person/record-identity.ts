import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Vault } from '@hub/vault';
import { NestedField, NoteField } from '../fields';
import { acceptAbout, noteOf, type DecidePerson, type PersonCommand } from './command';
import { IdentityBody, identityOf } from './identity-body';
import { Person } from './person';
import { tokensOf } from './tokens';

/** Who the person is, or is now known to be; the whole identity each time. */
export class RecordIdentity implements PersonCommand {
  declare id: string;
  declare act: Act;
  /** Blind-index tokens of the name, made by the vault before the command is decided. */
  declare tokens?: readonly string[];

  @NestedField(IdentityBody)
  identity: IdentityBody;

  @NoteField()
  note?: string;
}

export const recordIdentity: DecidePerson<RecordIdentity> = (state, { identity, tokens = [], note }) =>
  acceptAbout(state, {
    type: 'IdentityRecorded',
    data: { ...identityOf(identity), tokens, ...noteOf(note) },
  });

@CommandHandler(RecordIdentity)
export class RecordIdentityHandler {
  constructor(
    private readonly history: History,
    private readonly vault: Vault,
  ) {}

  async execute(command: RecordIdentity): Promise<Recorded> {
    const tokens = await tokensOf(this.vault, identityOf(command.identity));
    const complete = Object.assign(command, { tokens });
    return this.history.change(Person, command.id, state => recordIdentity(state, complete), command.act);
  }
}
