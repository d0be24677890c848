import { ApproveAmendmentHandler } from './case/approve-amendment';
import { ArrestSuspectHandler } from './case/arrest-suspect';
import { AssignCaseHandler } from './case/assign-case';
import { AwardCompensationHandler } from './case/award-compensation';
import { CloseCaseHandler } from './case/close-case';
import { CompleteEnforcementHandler } from './case/complete-enforcement';
import { ConcludeInvestigationHandler } from './case/conclude-investigation';
import { ConfirmIndictmentHandler } from './case/confirm-indictment';
import { CorrectFactHandler } from './case/correct-fact';
import { DecideAppealHandler } from './case/decide-appeal';
import { DecideProsecutionHandler } from './case/decide-prosecution';
import { DeliverJudgmentHandler } from './case/deliver-judgment';
import { EnforceConfiscationHandler } from './case/enforce-confiscation';
import { ExtendMeasureHandler } from './case/extend-measure';
import { FileAppealHandler } from './case/file-appeal';
import { FileIndictmentHandler } from './case/file-indictment';
import { JoinCaseHandler } from './case/join-case';
import { LiftMeasureHandler } from './case/lift-measure';
import { MakeJudgmentFinalHandler } from './case/make-judgment-final';
import { OpenCaseHandler } from './case/open-case';
import { OpenEnforcementHandler } from './case/open-enforcement';
import { OpenInvestigationHandler } from './case/open-investigation';
import { OpenTrialHandler } from './case/open-trial';
import { OrderConfiscationHandler } from './case/order-confiscation';
import { OrderMeasureHandler } from './case/order-measure';
import { PayCompensationHandler } from './case/pay-compensation';
import { RecordInErrorHandler } from './case/record-in-error';
import { RecordOfficialNumberHandler } from './case/record-official-number';
import { RecordSectionHandler } from './case/record-section';
import { ReferCompensationHandler } from './case/refer-compensation';
import { RefuseAmendmentHandler } from './case/refuse-amendment';
import { RegisterSuspectHandler } from './case/register-suspect';
import { ReopenCaseHandler } from './case/reopen-case';
import { RequalifyCaseHandler } from './case/requalify-case';
import { RequestCooperationHandler } from './case/request-cooperation';
import { ResumeInvestigationHandler } from './case/resume-investigation';
import { ReturnIndictmentHandler } from './case/return-indictment';
import { SealCaseHandler } from './case/seal-case';
import { SeizeAssetsHandler } from './case/seize-assets';
import { SetSentenceHandler } from './case/set-sentence';
import { SeverDefendantsHandler } from './case/sever-defendants';
import { SuspendInvestigationHandler } from './case/suspend-investigation';
import { TransferCaseHandler } from './case/transfer-case';
import { UnsealCaseHandler } from './case/unseal-case';
import { ErasePersonHandler } from './person/erase-person';
import { HoldErasureHandler } from './person/hold-erasure';
import { LiftHoldHandler } from './person/lift-hold';
import { LiftRestrictionHandler } from './person/lift-restriction';
import { LinkPersonsHandler } from './person/link-persons';
import { MergePersonsHandler } from './person/merge-persons';
import { RecordIdentityHandler } from './person/record-identity';
import { RefuseErasureHandler } from './person/refuse-erasure';
import { RegisterPersonHandler } from './person/register-person';
import { RequestErasureHandler } from './person/request-erasure';
import { RestrictProcessingHandler } from './person/restrict-processing';
import { UnlinkPersonsHandler } from './person/unlink-persons';
import { UnmergePersonsHandler } from './person/unmerge-persons';

/** Every use case of this database. */
export const handlers = [
  ApproveAmendmentHandler,
  ArrestSuspectHandler,
  AssignCaseHandler,
  AwardCompensationHandler,
  CloseCaseHandler,
  CompleteEnforcementHandler,
  ConcludeInvestigationHandler,
  ConfirmIndictmentHandler,
  CorrectFactHandler,
  DecideAppealHandler,
  DecideProsecutionHandler,
  DeliverJudgmentHandler,
  EnforceConfiscationHandler,
  ExtendMeasureHandler,
  FileAppealHandler,
  FileIndictmentHandler,
  JoinCaseHandler,
  LiftMeasureHandler,
  MakeJudgmentFinalHandler,
  OpenCaseHandler,
  OpenEnforcementHandler,
  OpenInvestigationHandler,
  OpenTrialHandler,
  OrderConfiscationHandler,
  OrderMeasureHandler,
  PayCompensationHandler,
  RecordInErrorHandler,
  RecordOfficialNumberHandler,
  RecordSectionHandler,
  ReferCompensationHandler,
  RefuseAmendmentHandler,
  RegisterSuspectHandler,
  ReopenCaseHandler,
  RequalifyCaseHandler,
  RequestCooperationHandler,
  ResumeInvestigationHandler,
  ReturnIndictmentHandler,
  SealCaseHandler,
  SeizeAssetsHandler,
  SetSentenceHandler,
  SeverDefendantsHandler,
  SuspendInvestigationHandler,
  TransferCaseHandler,
  UnsealCaseHandler,
  ErasePersonHandler,
  HoldErasureHandler,
  LiftHoldHandler,
  LiftRestrictionHandler,
  LinkPersonsHandler,
  MergePersonsHandler,
  RecordIdentityHandler,
  RefuseErasureHandler,
  RegisterPersonHandler,
  RequestErasureHandler,
  RestrictProcessingHandler,
  UnlinkPersonsHandler,
  UnmergePersonsHandler,
];
