import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { ArrestSuspect } from './arrest-suspect';
import { AssignCase } from './assign-case';
import { AwardCompensation } from './award-compensation';
import { CloseCase } from './close-case';
import { CompleteEnforcement } from './complete-enforcement';
import { ConcludeInvestigation } from './conclude-investigation';
import { ConfirmIndictment } from './confirm-indictment';
import { DecideAppeal } from './decide-appeal';
import { DecideProsecution } from './decide-prosecution';
import { DeliverJudgment } from './deliver-judgment';
import { EnforceConfiscation } from './enforce-confiscation';
import type { CourseEvent } from './events';
import { ExtendMeasure } from './extend-measure';
import { FileAppeal } from './file-appeal';
import { FileIndictment } from './file-indictment';
import { violation, type Violation } from './law';
import { LiftMeasure } from './lift-measure';
import { MakeJudgmentFinal } from './make-judgment-final';
import { OpenCase } from './open-case';
import { OpenEnforcement } from './open-enforcement';
import { OpenInvestigation } from './open-investigation';
import { OpenTrial } from './open-trial';
import { OrderConfiscation } from './order-confiscation';
import { OrderMeasure } from './order-measure';
import { PayCompensation } from './pay-compensation';
import { RecordSection } from './record-section';
import { ReferCompensation } from './refer-compensation';
import { RegisterSuspect } from './register-suspect';
import { ReopenCase } from './reopen-case';
import { RequalifyCase } from './requalify-case';
import { RequestCooperation } from './request-cooperation';
import { ResumeInvestigation } from './resume-investigation';
import { ReturnIndictment } from './return-indictment';
import { SeizeAssets } from './seize-assets';
import { SetSentence } from './set-sentence';
import { SuspendInvestigation } from './suspend-investigation';
import { TransferCase } from './transfer-case';
import { without } from './without';

/**
 * The shape the correctable part of each fact has: that of the command that records it. Joinder and severance are one
 * half of a pair and cannot be corrected on one side; the official number is simply recorded anew.
 */
const shapes: Readonly<Record<CourseEvent['type'], Type<object> | undefined>> = {
  CaseOpened: OpenCase,
  CaseSevered: undefined,
  CaseJoined: undefined,
  DefendantsSevered: undefined,
  OfficialNumberRecorded: undefined,
  CaseSealed: undefined,
  CaseUnsealed: undefined,
  CaseAssigned: AssignCase,
  CaseTransferred: TransferCase,
  CaseRequalified: RequalifyCase,
  CooperationRequested: RequestCooperation,
  SectionRecorded: RecordSection,
  CaseClosed: CloseCase,
  CaseReopened: ReopenCase,
  InvestigationOpened: OpenInvestigation,
  InvestigationSuspended: SuspendInvestigation,
  InvestigationResumed: ResumeInvestigation,
  InvestigationConcluded: ConcludeInvestigation,
  SuspectRegistered: RegisterSuspect,
  SuspectArrested: ArrestSuspect,
  MeasureOrdered: OrderMeasure,
  MeasureExtended: ExtendMeasure,
  MeasureLifted: LiftMeasure,
  ProsecutionDecided: DecideProsecution,
  IndictmentFiled: FileIndictment,
  IndictmentConfirmed: ConfirmIndictment,
  IndictmentReturned: ReturnIndictment,
  TrialOpened: OpenTrial,
  JudgmentDelivered: DeliverJudgment,
  SentenceSet: SetSentence,
  AppealFiled: FileAppeal,
  AppealDecided: DecideAppeal,
  JudgmentFinal: MakeJudgmentFinal,
  EnforcementOpened: OpenEnforcement,
  EnforcementCompleted: CompleteEnforcement,
  AssetsSeized: SeizeAssets,
  ConfiscationOrdered: OrderConfiscation,
  ConfiscationEnforced: EnforceConfiscation,
  CompensationAwarded: AwardCompensation,
  CompensationPaid: PayCompensation,
  CompensationReferred: ReferCompensation,
};

/** Decisions of a prosecutor or a court: corrected only with the approval of a second person. */
const decisions: readonly CourseEvent['type'][] = [
  'ProsecutionDecided',
  'JudgmentDelivered',
  'SentenceSet',
  'AppealDecided',
  'JudgmentFinal',
  'ConfiscationOrdered',
  'CompensationAwarded',
];

export const needsApproval = ({ type }: CourseEvent): boolean => decisions.includes(type);

/** A closing that follows from a joinder is the other half of a pair. */
export function isCorrectable(event: CourseEvent): boolean {
  if (event.type === 'CaseClosed' && event.data.into !== undefined) return false;
  return shapes[event.type] !== undefined;
}

/** Names of the fields of a fact that a correction may change. */
export function correctableFields(type: CourseEvent['type']): readonly string[] {
  const shape = shapes[type];
  if (!shape) return [];
  const metadata = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  return [...new Set(metadata.map(entry => entry.propertyName))];
}

/**
 * The fact with some of its fields changed. Free text does not come along: it is sealed in the fact it was written
 * for, and is written anew or not at all.
 */
export function withChanges(
  event: CourseEvent,
  changes: Readonly<Record<string, unknown>>,
): CourseEvent | Violation {
  const shape = shapes[event.type];
  const fields = correctableFields(event.type);
  const stray = Object.keys(changes).find(name => !fields.includes(name));
  if (!shape || stray !== undefined) {
    return violation('judicial.correction.not-correctable', `/changes/${stray ?? ''}`);
  }
  const kept = without(event.data as Record<string, unknown>, 'note');
  const data = Object.fromEntries(
    Object.entries({ ...kept, ...changes }).filter(([, value]) => value !== null && value !== undefined),
  );
  const candidate = plainToInstance(
    shape,
    Object.fromEntries(Object.entries(data).filter(([name]) => fields.includes(name))),
  );
  const [error] = validateSync(candidate, { whitelist: true, forbidNonWhitelisted: true });
  if (error) return violation('judicial.correction.malformed', `/changes/${error.property}`);
  return { type: event.type, data } as CourseEvent;
}
