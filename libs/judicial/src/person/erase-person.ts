import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Vault } from '@hub/vault';
import { refuse } from '../case/command';
import { acceptAbout, type PersonCommand } from './command';
import type { ErasureGround, PersonEvent } from './events';
import { Person, type PersonState } from './person';

/** A second person decides that the person is forgotten: the keys are destroyed, the statistics keep. */
export class ErasePerson implements PersonCommand {
  declare id: string;
  declare act: Act;
}

type Plan = Omit<
  Extract<PersonEvent, { readonly type: 'SubjectKeyDestroyed' }>['data'],
  'ground' | 'requestedBy'
>;

export function erasePerson(state: PersonState, act: Act, plan: Plan): readonly PersonEvent[] {
  const erasure = standingRequest(state, act);
  return acceptAbout(state, { type: 'SubjectKeyDestroyed', data: { ...plan, ...erasure } });
}

/** @throws {Refusal} when nobody asked, or who decides is who asked */
function standingRequest(
  state: PersonState,
  act: Act,
): { readonly ground: ErasureGround; readonly requestedBy: string } {
  if (!state.erasure) refuse({ code: 'judicial.person.no-erasure' });
  if (state.erasure.requestedBy === act.actor) refuse({ code: 'judicial.person.own-request' });
  return state.erasure;
}

@CommandHandler(ErasePerson)
export class ErasePersonHandler {
  constructor(
    private readonly history: History,
    private readonly vault: Vault,
  ) {}

  /** The promise stands in the log before a key is touched; a crash after it is finished by the vault's reconciler. */
  async execute({ id, act }: ErasePerson): Promise<Recorded> {
    const before = await this.history.read(Person, id);
    standingRequest(before.state, act);
    const plan = await this.vault.erasures.plan(id);
    const recorded = await this.history.change(Person, id, state => erasePerson(state, act, plan), act);
    await this.vault.erasures.destroy(plan);
    // In the embedded default old key rows linger in the shared WAL: the epoch is re-wrapped at once.
    await this.vault.rewrap();
    return recorded;
  }
}
