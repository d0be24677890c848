import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act, Recorded } from '@hub/event-store';
import { Refusal } from '@hub/platform';
import { dataClasses, Vault, type KeyDestruction } from '@hub/vault';
import { v5 } from 'uuid';
import { erased, type PersonState } from './person';
import { Persons, recordOf, type DecidePerson } from './persons';

/** A second person approves that a person be forgotten: the keys to all sealed data of the person are destroyed. */
export class ApproveErasure {
  declare readonly person: string;
  declare readonly act: Act;
  /** Planned by the vault. */
  declare readonly plan: KeyDestruction;
}

/** @throws {Refusal} 403 when the actor asked for the erasure */
export function assertOther({ erasure }: PersonState, { actor }: Act): void {
  if (erasure?.requestedBy === actor) throw new Refusal('victims.person.own-request', {}, { status: 403 });
}

/** The promise, recorded before any key is touched. */
export const promiseErasure: DecidePerson<ApproveErasure> = (state, { plan, act }) => {
  assertOther(state, act);
  const ground = state.erasure?.ground ?? 'request_of_the_person';
  return recordOf(state, { type: 'SubjectKeyDestroyed', data: { ...plan, ground } });
};

const completeErasure: DecidePerson<ApproveErasure> = (state, { plan }) =>
  recordOf(state, {
    type: 'ErasureCompleted',
    data: { ledgerSeq: plan.ledgerSeq, keys: plan.deks.length },
  });

@CommandHandler(ApproveErasure)
export class ApproveErasureHandler implements ICommandHandler<ApproveErasure> {
  constructor(
    private readonly persons: Persons,
    private readonly vault: Vault,
  ) {}

  /**
   * Promise, destruction, completion, in this order: what a crash leaves undone after the promise, the vault carries
   * out at the next start. Persons absorbed by this one are forgotten with them, and before them: while one of them
   * is left, the request stays open and can be approved again.
   */
  async execute(command: ApproveErasure): Promise<Recorded> {
    const { state } = await this.persons.read(command.person);
    if (state.erasure?.state !== 'requested') return this.again(command);
    assertOther(state, command.act);
    const absorbed = await this.notYetForgotten(state.absorbed);
    if ([state, ...absorbed.values()].some(({ held }) => held)) {
      throw new Refusal('victims.person.held', {}, { status: 409 });
    }
    for (const person of absorbed.keys()) {
      await this.forget({ person, act: following(command.act, person) }, promiseAlong(state));
    }
    const recorded = await this.forget(command, promiseErasure);
    await this.vault.rewrap();
    return recorded;
  }

  /** The approval that was carried out is answered from the log when it comes again; any other is refused. */
  private again({ person, act }: ApproveErasure): Promise<Recorded> {
    return this.persons.change({ person, act }, () => {
      throw new Refusal('victims.person.no-erasure-requested', {}, { status: 409 });
    });
  }

  private async notYetForgotten(persons: readonly string[]): Promise<ReadonlyMap<string, PersonState>> {
    const read = await Promise.all(
      persons.map(async person => [person, (await this.persons.read(person)).state] as const),
    );
    return new Map(read.filter(([, state]) => !erased(state)));
  }

  private async forget(
    { person, act }: Pick<ApproveErasure, 'person' | 'act'>,
    promise: DecidePerson<ApproveErasure>,
  ): Promise<Recorded> {
    const plan = await this.vault.erasures.plan(person, dataClasses);
    const recorded = await this.persons.change({ person, act, plan }, promise);
    await this.vault.erasures.destroy(plan);
    await this.persons.change({ person, act: following(act, 'completed'), plan }, completeErasure);
    return recorded;
  }
}

const following = (act: Act, what: string): Act => ({
  ...act,
  command: v5(what, act.command),
  expectedVersion: undefined,
});

/** An absorbed person goes with the survivor, on the same ground. */
const promiseAlong =
  ({ erasure }: PersonState): DecidePerson<ApproveErasure> =>
  (state, { plan }) => {
    const ground = erasure?.ground ?? 'request_of_the_person';
    // Somebody may have asked for the absorbed person as well.
    const asked = state.erasure ? [] : recordOf(state, { type: 'ErasureRequested', data: { ground } });
    return [...asked, { type: 'SubjectKeyDestroyed', data: { ...plan, ground } }];
  };
