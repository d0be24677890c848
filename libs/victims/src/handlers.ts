import { ApproveCorrectionHandler } from './case/approve-correction';
import { AssignCaseHandler } from './case/assign-case';
import { CloseCaseHandler } from './case/close-case';
import { CorrectFactHandler } from './case/correct-fact';
import { DecideStatusHandler } from './case/decide-status';
import { RecordConsentHandler } from './case/record-consent';
import { RecordInErrorHandler } from './case/record-in-error';
import { RecordSectionHandler } from './case/record-section';
import { RefuseCorrectionHandler } from './case/refuse-correction';
import { ReturnCorrectionHandler } from './case/return-correction';
import { WithdrawCorrectionHandler } from './case/withdraw-correction';
import { RegisterCaseHandler } from './case/register-case';
import { ReopenCaseHandler } from './case/reopen-case';
import { SealCaseHandler } from './case/seal-case';
import { TransferCaseHandler } from './case/transfer-case';
import { UnassignCaseHandler } from './case/unassign-case';
import { UnsealCaseHandler } from './case/unseal-case';
import { AcceptReferralHandler } from './referral/accept-referral';
import { DeclineReferralHandler } from './referral/decline-referral';
import { ReturnReferralHandler } from './referral/return-referral';
import { SendReferralHandler } from './referral/send-referral';
import { AcceptAssistanceHandler } from './assistance/accept-assistance';
import { DeclineAssistanceHandler } from './assistance/decline-assistance';
import { EndAssistanceHandler } from './assistance/end-assistance';
import { OfferAssistanceHandler } from './assistance/offer-assistance';
import { AppointGuardianHandler } from './protection/appoint-guardian';
import { CompleteReturnHandler } from './protection/complete-return';
import { DecideResidenceHandler } from './protection/decide-residence';
import { EndProtectionHandler } from './protection/end-protection';
import { GrantProtectionHandler } from './protection/grant-protection';
import { AwardCompensationHandler } from './proceedings/award-compensation';
import { ClaimCompensationHandler } from './proceedings/claim-compensation';
import { PayCompensationHandler } from './proceedings/pay-compensation';
import { RecordParticipationHandler } from './proceedings/record-participation';
import { RefuseCompensationHandler } from './proceedings/refuse-compensation';
import { ApproveErasureHandler } from './person/approve-erasure';
import { LiftHoldHandler } from './person/lift-hold';
import { LiftRestrictionHandler } from './person/lift-restriction';
import { LinkPersonsHandler } from './person/link-persons';
import { MergePersonsHandler } from './person/merge-persons';
import { PlaceHoldHandler } from './person/place-hold';
import { RecordIdentityHandler } from './person/record-identity';
import { RefuseErasureHandler } from './person/refuse-erasure';
import { RegisterPersonHandler } from './person/register-person';
import { RequestErasureHandler } from './person/request-erasure';
import { RestrictProcessingHandler } from './person/restrict-processing';
import { SeparatePersonsHandler } from './person/separate-persons';
import { UnlinkPersonsHandler } from './person/unlink-persons';
import { WithdrawErasureHandler } from './person/withdraw-erasure';
import { ChangeOrganisationHandler } from './organisation/change-organisation';
import { CloseOrganisationHandler } from './organisation/close-organisation';
import { RegisterOrganisationHandler } from './organisation/register-organisation';

/** Every use case of this database. */
export const handlers = [
  ApproveCorrectionHandler,
  AssignCaseHandler,
  CloseCaseHandler,
  CorrectFactHandler,
  DecideStatusHandler,
  RecordConsentHandler,
  RecordInErrorHandler,
  RecordSectionHandler,
  RefuseCorrectionHandler,
  RegisterCaseHandler,
  ReopenCaseHandler,
  ReturnCorrectionHandler,
  SealCaseHandler,
  TransferCaseHandler,
  UnassignCaseHandler,
  UnsealCaseHandler,
  WithdrawCorrectionHandler,
  AcceptReferralHandler,
  DeclineReferralHandler,
  ReturnReferralHandler,
  SendReferralHandler,
  AcceptAssistanceHandler,
  DeclineAssistanceHandler,
  EndAssistanceHandler,
  OfferAssistanceHandler,
  AppointGuardianHandler,
  CompleteReturnHandler,
  DecideResidenceHandler,
  EndProtectionHandler,
  GrantProtectionHandler,
  AwardCompensationHandler,
  ClaimCompensationHandler,
  PayCompensationHandler,
  RecordParticipationHandler,
  RefuseCompensationHandler,
  ApproveErasureHandler,
  LiftHoldHandler,
  LiftRestrictionHandler,
  LinkPersonsHandler,
  MergePersonsHandler,
  PlaceHoldHandler,
  RecordIdentityHandler,
  RefuseErasureHandler,
  RegisterPersonHandler,
  RequestErasureHandler,
  RestrictProcessingHandler,
  SeparatePersonsHandler,
  UnlinkPersonsHandler,
  WithdrawErasureHandler,
  ChangeOrganisationHandler,
  CloseOrganisationHandler,
  RegisterOrganisationHandler,
];
