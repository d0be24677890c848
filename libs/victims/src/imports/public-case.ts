import { nameId, VersionConflict, type Act, type History } from '@hub/event-store';
import { v5 } from 'uuid';
import { Case, type CaseEvent } from '../case/case';
import { registerCase } from '../case/register-case';
import type { Source } from '../case/registration';
import type { PersonFact } from '../person/identity';
import { Person } from '../person/person';
import { caseIdOf, caseReference } from '../reference';
import type { Setting } from '../setting';
import { Recording } from './recording';

/** Identity of a file: a name-based UUID of its bytes. */
export const fileIdOf = (bytes: Uint8Array): string => v5(bytes, 'b6f1c2de-3b07-4a3e-9d56-8d1f6a0c7e21');

/** A case from a public data set: one person, one case, recorded under keys that follow from file and row. */
export interface PublicCase {
  readonly key: string;
  readonly year: string;
  readonly organisation: string;
  readonly source: Source;
  readonly actor: string;
}

const ATTEMPTS = 5;

const actOf = ({ key, actor }: PublicCase, what: string): Act => ({
  command: nameId(what, key),
  actor,
  provenance: 'public',
});

/**
 * Records a case: first the person, then everything of the case at once, so that a row is recorded whole or not at
 * all and a run that was cut off goes on where it stopped.
 * @returns whether anything was new
 */
export async function recordPublicCase(
  history: History,
  setting: Setting,
  row: PublicCase,
  describe: (recording: Recording) => Recording,
): Promise<boolean> {
  const person = nameId('person', row.key);
  const act = actOf(row, 'case');
  const make = (reference: string) =>
    describe(
      new Recording(setting, act).with(registerCase, {
        reference,
        person,
        on: row.year,
        organisation: row.organisation,
        source: row.source,
      }),
    ).events;
  // Decided before anything is recorded: of a row that is refused nothing is.
  const reference = caseReference(act.command, Number(row.year), 0);
  const events = make(reference);
  const { name, row: number } = row.source;
  const registered: PersonFact = {
    type: 'PersonRegistered',
    data: { on: row.year, source: { name, row: number } },
  };
  await history.create(Person, person, () => [registered], actOf(row, 'person'));
  try {
    const recorded = await history.create(Case, caseIdOf(reference), () => events, act);
    return !recorded.repeated;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
  }
  return recordUnderAnother(history, row, act, make);
}

/** The reference is taken by another case: the next one. */
async function recordUnderAnother(
  history: History,
  row: PublicCase,
  act: Act,
  make: (reference: string) => readonly CaseEvent[],
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const reference = caseReference(act.command, Number(row.year), attempt);
    try {
      const recorded = await history.create(Case, caseIdOf(reference), () => make(reference), act);
      return !recorded.repeated;
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt >= ATTEMPTS) throw error;
    }
  }
}
