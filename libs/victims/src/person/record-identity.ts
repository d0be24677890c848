import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Vault } from '@hub/vault';
import { ChoiceField, DateField, NamesField, TextField } from '../fields';
import type { FactDate } from '../dates';
import { identityReasons, type Identity, type IdentityReason } from './identity';
import { nameOf } from './names';
import { Persons, recordOf, type DecidePerson } from './persons';

/** What identifies a person, as far as it is known; every field is sealed before it is stored. */
export class IdentityFields implements Identity {
  @TextField(200, { optional: true })
  readonly given?: string;

  @TextField(200, { optional: true })
  readonly family?: string;

  /** Earlier surnames, aliases, other spellings. */
  @NamesField({ optional: true })
  readonly otherNames?: string[];

  @DateField({ optional: true })
  readonly birth?: FactDate;

  @TextField(40, { optional: true })
  readonly nationalId?: string;

  @TextField(500, { optional: true })
  readonly contact?: string;
}

/** Records who a person is, or corrects it with a reason. */
export class RecordIdentity extends IdentityFields {
  declare readonly person: string;
  declare readonly act: Act;
  /** Made of the name by the handler. */
  declare readonly tokens: readonly string[];

  @ChoiceField(identityReasons, { optional: true })
  readonly reason?: IdentityReason;
}

export const recordIdentity: DecidePerson<RecordIdentity> = (state, command) => {
  const { given, family, otherNames, birth, nationalId, contact, tokens, reason } = command;
  const identity = { given, family, otherNames, birth, nationalId, contact };
  if (Object.values(identity).every(value => value === undefined)) {
    throw new Refusal('victims.person.nothing-known', {}, { status: 422 });
  }
  return recordOf(state, { type: 'IdentityRecorded', data: { ...identity, tokens, reason } });
};

@CommandHandler(RecordIdentity)
export class RecordIdentityHandler implements ICommandHandler<RecordIdentity> {
  constructor(
    private readonly persons: Persons,
    private readonly vault: Vault,
  ) {}

  async execute(command: RecordIdentity): Promise<Recorded> {
    const tokens = await this.vault.names.of(nameOf(command));
    return this.persons.change(Object.assign(command, { tokens }), recordIdentity);
  }
}
