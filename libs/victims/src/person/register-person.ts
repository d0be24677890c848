import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { Vault } from '@hub/vault';
import { v5 } from 'uuid';
import type { FactDate } from '../dates';
import { DateField, IdsField } from '../fields';
import { Duplicates } from './duplicates';
import type { PersonFact } from './identity';
import { nameOf } from './names';
import { Persons, recordOf, type DecidePerson } from './persons';
import { IdentityFields } from './record-identity';

/** Registers a person. Whoever may be the same is proposed first; who is not is named in `notSameAs`. */
export class RegisterPerson extends IdentityFields {
  /** Follows from the id of the command. */
  declare readonly person: string;
  declare readonly act: Act;
  declare readonly tokens: readonly string[];

  @DateField()
  readonly on: FactDate;

  @IdsField({ optional: true })
  readonly notSameAs?: string[];
}

export const registerPerson: DecidePerson<RegisterPerson> = (state, command) => {
  const { on, notSameAs, given, family, otherNames, birth, nationalId, contact, tokens } = command;
  const identity = { given, family, otherNames, birth, nationalId, contact };
  const registered = recordOf(state, { type: 'PersonRegistered', data: { on, notSameAs } });
  const known = Object.values(identity).some(value => value !== undefined);
  const identified: PersonFact[] = known ? [{ type: 'IdentityRecorded', data: { ...identity, tokens } }] : [];
  return [...registered, ...identified];
};

/** Namespace of the ids of persons, which follow from the ids of the commands that register them. */
const PERSONS = 'd2a4c7f8-0c53-4b39-8a94-6a3f4bb1f7e5';

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly persons: Persons,
    private readonly duplicates: Duplicates,
    private readonly vault: Vault,
  ) {}

  async execute(command: RegisterPerson): Promise<Recorded> {
    await this.assertNew(command);
    const person = v5(command.act.command, PERSONS);
    const tokens = await this.vault.names.of(nameOf(command));
    return this.persons.create(Object.assign(command, { person, tokens }), registerPerson);
  }

  /** Public and synthetic mass data bring nobody who could be the same as somebody else. */
  private async assertNew(command: RegisterPerson): Promise<void> {
    if (command.act.provenance === 'public') return;
    const own = v5(command.act.command, PERSONS);
    const found = await this.duplicates.of(command, command.act, own);
    const open = found.filter(({ subject }) => !command.notSameAs?.includes(subject));
    if (open.length === 0) return;
    throw new Refusal(
      'victims.person.possible-duplicates',
      { count: open.length },
      {
        status: 409,
        extra: {
          duplicates: open.map(({ subject, reasons, score }) => ({ person: subject, reasons, score })),
        },
      },
    );
  }
}
