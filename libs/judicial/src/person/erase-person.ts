import { CommandHandler } from '@nestjs/cqrs';
import { History, type Act, type Recorded } from '@hub/event-store';
import { Vault } from '@hub/vault';
import { v5 as uuidv5 } from 'uuid';
import { refuse } from '../case/command';
import { without } from '../case/without';
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

/** Why, and who asked. */
interface Erasure {
  readonly ground: ErasureGround;
  readonly requestedBy: string;
}

export function erasePerson(state: PersonState, act: Act, plan: Plan): readonly PersonEvent[] {
  const erasure = standingRequest(state, act);
  return acceptAbout(state, { type: 'SubjectKeyDestroyed', data: { ...plan, ...erasure } });
}

/** @throws {Refusal} when nobody asked, or who decides is who asked */
function standingRequest(state: PersonState, act: Act): Erasure {
  if (!state.erasure) refuse({ code: 'judicial.person.no-erasure' });
  if (state.erasure.requestedBy === act.actor) refuse({ code: 'judicial.person.own-request' });
  return state.erasure;
}

/** A record merged into the person goes with them, on the same request; nothing when it went before. */
function eraseAlong(
  state: PersonState,
  { ground, requestedBy }: Erasure,
  plan: Plan,
): readonly PersonEvent[] {
  if (state.forgotten) return [];
  const requested: PersonEvent = { type: 'ErasureRequested', data: { ground } };
  const asked = state.erasure ? [] : acceptAbout(state, requested);
  const destroyed: PersonEvent = { type: 'SubjectKeyDestroyed', data: { ...plan, ground, requestedBy } };
  return [...asked, ...acceptAbout({ ...state, erasure: { ground, requestedBy } }, destroyed)];
}

@CommandHandler(ErasePerson)
export class ErasePersonHandler {
  constructor(
    private readonly history: History,
    private readonly vault: Vault,
  ) {}

  /**
   * The promise stands in the log before a key is touched; a crash after it is finished by the vault's reconciler.
   * Records merged into the person go first, so that after a crash between them the request still stands.
   */
  async execute({ id, act }: ErasePerson): Promise<Recorded> {
    const { state } = await this.history.read(Person, id);
    if (state.forgotten) return this.again(id, act);
    const erasure = standingRequest(state, act);
    for (const absorbed of state.absorbed) await this.along(absorbed, erasure, act);
    const recorded = await this.forget(id, act, plan => before => erasePerson(before, act, plan));
    // In the embedded default old key rows linger in the shared WAL: the epoch is re-wrapped at once.
    await this.vault.rewrap();
    return recorded;
  }

  /** The command that forgot the person is answered from the log when it comes again; any other is refused. */
  private again(id: string, act: Act): Promise<Recorded> {
    return this.history.change(Person, id, () => refuse({ code: 'judicial.person.no-erasure' }), act);
  }

  private async along(absorbed: string, erasure: Erasure, act: Act): Promise<void> {
    const { state } = await this.history.read(Person, absorbed);
    if (state.forgotten) return;
    const following = { ...without(act, 'expectedVersion'), command: uuidv5(absorbed, act.command) };
    await this.forget(absorbed, following, plan => before => eraseAlong(before, erasure, plan));
  }

  private async forget(
    person: string,
    act: Act,
    decide: (plan: Plan) => (state: PersonState) => readonly PersonEvent[],
  ): Promise<Recorded> {
    const plan = await this.vault.erasures.plan(person);
    const recorded = await this.history.change(Person, person, decide(plan), act);
    await this.vault.erasures.destroy(plan);
    return recorded;
  }
}
