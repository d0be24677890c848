import { openEvent } from '@hub/event-store';
import { Injectable } from '@nestjs/common';
import type { PersonFact } from '../person/identity';
import { Persons } from '../person/persons';
import { upcasts } from '../upcasts';
import { Wording, type Words } from './words';

const told: Readonly<Partial<Record<PersonFact['type'], string>>> = {
  ErasureRequested: 'requested',
  ErasureWithdrawn: 'withdrawn',
  ErasureRefused: 'refused',
  SubjectKeyDestroyed: 'destroyed',
  ErasureCompleted: 'completed',
};

/** What was asked, withdrawn, refused and carried out, from the history of the person. */
@Injectable()
export class ErasureSteps {
  constructor(
    private readonly persons: Persons,
    private readonly wording: Wording,
  ) {}

  async of(person: string, words: Words): Promise<readonly string[]> {
    const { events } = await this.persons.read(person);
    const steps = events
      .map(logged => openEvent<PersonFact>(logged, upcasts))
      .flatMap(({ type, meta }) => (told[type] ? [{ step: told[type], meta }] : []));
    const names = await this.wording.names(
      steps.map(({ meta }) => meta.actor),
      words,
    );
    return steps.map(({ step, meta }) =>
      words.t(`victims-pages:erasure.step.${step}`, {
        when: words.fmt.dateTime(meta.recordedAt),
        name: names.get(meta.actor) ?? meta.actor,
      }),
    );
  }
}
