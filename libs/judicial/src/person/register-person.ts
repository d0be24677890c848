import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Vault } from '@hub/vault';
import { Refusal } from '@hub/platform';
import { IdsField, NestedField, OneOfField } from '../fields';
import { acceptAbout, type DecidePerson, type PersonCommand } from './command';
import type { PersonEvent } from './events';
import { IdentityBody, identityOf } from './identity-body';
import { evolvePerson, Person } from './person';
import { KnownPersons } from './known-persons';
import { tokensOf } from './tokens';

/** A person the database did not know yet; searching comes first. */
export class RegisterPerson implements PersonCommand {
  declare id: string;
  declare act: Act;
  /** Blind-index tokens of the name, made by the vault before the command is decided. */
  declare tokens?: readonly string[];

  @OneOfField(['natural', 'legal'])
  kind: 'natural' | 'legal';

  /** May follow later: a suspect can be registered before anybody knows a name. */
  @NestedField(IdentityBody, { optional: true })
  identity?: IdentityBody;

  /** Persons proposed as the same who are somebody else. */
  @IdsField({ optional: true, atLeast: 0 })
  notSameAs?: string[];
}

export const registerPerson: DecidePerson<RegisterPerson> = (state, { kind, identity, tokens = [] }) => {
  const registered: PersonEvent = { type: 'PersonRegistered', data: { kind } };
  const first = acceptAbout(state, registered);
  if (!identity) return first;
  const after = evolvePerson(state, registered, { version: 1, actor: '' });
  return [
    ...first,
    ...acceptAbout(after, { type: 'IdentityRecorded', data: { ...identityOf(identity), tokens } }),
  ];
};

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler {
  constructor(
    private readonly history: History,
    private readonly vault: Vault,
    private readonly known: KnownPersons,
  ) {}

  async execute(command: RegisterPerson): Promise<Recorded> {
    await this.assertNew(command);
    const tokens = command.identity && (await tokensOf(this.vault, identityOf(command.identity)));
    const complete = Object.assign(command, { tokens });
    return this.history.create(Person, command.id, state => registerPerson(state, complete), command.act);
  }

  /** @throws {Refusal} 409 with whom the person may be recorded as already, and why; see `notSameAs` */
  private async assertNew({ id, identity, notSameAs = [], act }: RegisterPerson): Promise<void> {
    if (!identity) return;
    const found = await this.known.like(identityOf(identity), act);
    // A repeated command finds the person it registered itself.
    const open = found.filter(({ person }) => person !== id && !notSameAs.includes(person));
    if (open.length === 0) return;
    const params = { count: open.length };
    throw new Refusal('judicial.person.possible-duplicates', params, {
      status: 409,
      extra: { duplicates: open },
    });
  }
}
