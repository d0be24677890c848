import type { Act, History } from '@hub/event-store';
import { v5 as uuidv5 } from 'uuid';
import { Absorptions } from '../person/absorptions';
import type { DecidePerson } from '../person/command';
import { holdErasure } from '../person/hold-erasure';
import { liftHold } from '../person/lift-hold';
import { liftRestriction } from '../person/lift-restriction';
import { linkPersons } from '../person/link-persons';
import { MergePersonsHandler } from '../person/merge-persons';
import { Person } from '../person/person';
import { refuseErasure } from '../person/refuse-erasure';
import { requestErasure } from '../person/request-erasure';
import { restrictProcessing } from '../person/restrict-processing';
import { unlinkPersons } from '../person/unlink-persons';
import { UnmergePersonsHandler } from '../person/unmerge-persons';
import { NOTE } from './cast';
import type { PlannedCase } from './plan';

/** A person with a record of their own, and the case it was made for. */
interface Recorded {
  readonly id: string;
  readonly planned: PlannedCase;
}

const actFor = ({ id, planned }: Recorded, what: string, actor = planned.actor): Act => ({
  command: uuidv5(what, id),
  actor,
  office: planned.office,
  provenance: 'synthetic',
});

/** Natural persons whose record is there, each once. */
function recorded(plan: readonly PlannedCase[]): Recorded[] {
  const seen = new Set<string>();
  return plan.flatMap(planned => {
    const entered = planned.sittings.flatMap(({ facts }) =>
      facts.flatMap(fact =>
        fact.type === 'SuspectRegistered' && fact.data.kind === 'natural' ? fact.data.person : [],
      ),
    );
    const fresh = entered.filter(person => !seen.has(person));
    fresh.forEach(person => seen.add(person));
    return fresh.map(id => ({ id, planned }));
  });
}

type Tell = <Command>(
  one: Recorded | undefined,
  what: string,
  decide: DecidePerson<Command>,
  fields?: object,
) => Promise<void>;

/** Restriction, hold and erasure: asked, granted, lifted and refused. */
async function exerciseRights(at: (place: number) => Recorded | undefined, tell: Tell, history: History) {
  await tell(at(1), 'restrict', restrictProcessing);
  await tell(at(2), 'restrict', restrictProcessing);
  await tell(at(2), 'lift', liftRestriction);
  await tell(at(3), 'hold', holdErasure);
  await tell(at(4), 'hold', holdErasure);
  await tell(at(4), 'lift-hold', liftHold);
  await tell(at(5), 'erase', requestErasure, { ground: 'retention_expired' });
  await tell(at(6), 'erase', requestErasure, { ground: 'order_of_authority' });
  const refused = at(6);
  if (!refused) return;
  const act = actFor(refused, 'refuse', 'system:seed-second');
  await history.change(
    Person,
    refused.id,
    state => refuseErasure(state, { id: refused.id, act, note: NOTE }),
    act,
  );
}

/** Persons linked, merged and taken apart again, and rights that were exercised. */
export async function amendPersons(plan: readonly PlannedCase[], history: History): Promise<void> {
  const all = recorded(plan);
  const at = (place: number) => all[Math.floor((place / 16) * all.length)];
  const tell: Tell = async (one, what, decide, fields = {}) => {
    if (!one) return;
    const act = actFor(one, what);
    const command = { id: one.id, act, note: NOTE, ...fields } as never;
    await history.change(Person, one.id, state => decide(state, command), act);
  };
  await exerciseRights(at, tell, history);
  await tell(at(7), 'link', linkPersons, { with: at(8)?.id, relation: 'relative' });
  await tell(at(9), 'link', linkPersons, { with: at(10)?.id, relation: 'possibly_same' });
  await tell(at(9), 'unlink', unlinkPersons, { with: at(10)?.id });
  const [survivor, same, other] = [at(11), at(12), at(13)];
  if (!survivor || !same || !other) return;
  const absorptions = new Absorptions(history);
  const merge = new MergePersonsHandler(history, absorptions);
  for (const absorbed of [same, other]) {
    const act = actFor(absorbed, 'merge', survivor.planned.actor);
    await merge.execute({ id: survivor.id, absorbed: absorbed.id, act, note: NOTE });
  }
  const act = actFor(other, 'unmerge', survivor.planned.actor);
  const unmerge = new UnmergePersonsHandler(history, absorptions);
  await unmerge.execute({ id: survivor.id, absorbed: other.id, act, note: NOTE });
}
