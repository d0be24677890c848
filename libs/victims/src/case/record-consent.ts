import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Act } from '@hub/event-store';
import { Cases, type DecideCase } from './cases';
import { record } from './record';
import type { FactDate } from '../dates';
import { CodeField, DateField } from '../fields';

/** Records the consent of the person, of a guardian, or its withdrawal. */
export class RecordConsent {
  declare readonly case: string;
  declare readonly act: Act;

  @CodeField('consent_status')
  readonly status: string;

  @DateField()
  readonly on: FactDate;
}

export const recordConsent: DecideCase<RecordConsent> = (state, { status, on }, setting) =>
  record(state, { type: 'ConsentRecorded', data: { status, on } }, setting);

@CommandHandler(RecordConsent)
export class RecordConsentHandler implements ICommandHandler<RecordConsent> {
  constructor(private readonly cases: Cases) {}

  execute(command: RecordConsent) {
    return this.cases.change(command, recordConsent);
  }
}
