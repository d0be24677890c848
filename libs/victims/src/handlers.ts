import { AcceptAssistanceHandler } from './assistance/accept-assistance';
import { DeclineAssistanceHandler } from './assistance/decline-assistance';
import { EndAssistanceHandler } from './assistance/end-assistance';
import { OfferAssistanceHandler } from './assistance/offer-assistance';
import { ApproveCorrectionHandler } from './case/approve-correction';
import { AssignCaseHandler } from './case/assign-case';
import { CloseCaseHandler } from './case/close-case';
import { CorrectFactHandler } from './case/correct-fact';
import { DecideStatusHandler } from './case/decide-status';
import { RecordConsentHandler } from './case/record-consent';
import { RecordInErrorHandler } from './case/record-in-error';
import { RecordSectionHandler } from './case/record-section';
import { RefuseCorrectionHandler } from './case/refuse-correction';
import { RegisterCaseHandler } from './case/register-case';
import { ReopenCaseHandler } from './case/reopen-case';
import { SealCaseHandler } from './case/seal-case';
import { TransferCaseHandler } from './case/transfer-case';
import { UnassignCaseHandler } from './case/unassign-case';
import { UnsealCaseHandler } from './case/unseal-case';
import { ChangeOrganisationHandler } from './organisation/change-organisation';
import { CloseOrganisationHandler } from './organisation/close-organisation';
import { RegisterOrganisationHandler } from './organisation/register-organisation';
import { LiftHoldHandler } from './person/lift-hold';
import { LiftRestrictionHandler } from './person/lift-restriction';
import { LinkPersonsHandler } from './person/link-persons';
import { MergePersonsHandler } from './person/merge-persons';
import { PlaceHoldHandler } from './person/place-hold';
import { RequestErasureHandler } from './person/request-erasure';
import { RestrictProcessingHandler } from './person/restrict-processing';
import { SeparatePersonsHandler } from './person/separate-persons';
import { UnlinkPersonsHandler } from './person/unlink-persons';
import { AwardCompensationHandler } from './proceedings/award-compensation';
import { ClaimCompensationHandler } from './proceedings/claim-compensation';
import { PayCompensationHandler } from './proceedings/pay-compensation';
import { RecordParticipationHandler } from './proceedings/record-participation';
import { RefuseCompensationHandler } from './proceedings/refuse-compensation';
import { AppointGuardianHandler } from './protection/appoint-guardian';
import { CompleteReturnHandler } from './protection/complete-return';
import { DecideResidenceHandler } from './protection/decide-residence';
import { EndProtectionHandler } from './protection/end-protection';
import { GrantProtectionHandler } from './protection/grant-protection';
import { AcceptReferralHandler } from './referral/accept-referral';
import { DeclineReferralHandler } from './referral/decline-referral';
import { ReturnReferralHandler } from './referral/return-referral';
import { SendReferralHandler } from './referral/send-referral';

/** Every use case of this database. */
export const handlers = [
  AcceptAssistanceHandler,
  DeclineAssistanceHandler,
  EndAssistanceHandler,
  OfferAssistanceHandler,
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
  SealCaseHandler,
  TransferCaseHandler,
  UnassignCaseHandler,
  UnsealCaseHandler,
  ChangeOrganisationHandler,
  CloseOrganisationHandler,
  RegisterOrganisationHandler,
  LiftHoldHandler,
  LiftRestrictionHandler,
  LinkPersonsHandler,
  MergePersonsHandler,
  PlaceHoldHandler,
  RequestErasureHandler,
  RestrictProcessingHandler,
  SeparatePersonsHandler,
  UnlinkPersonsHandler,
  AwardCompensationHandler,
  ClaimCompensationHandler,
  PayCompensationHandler,
  RecordParticipationHandler,
  RefuseCompensationHandler,
  AppointGuardianHandler,
  CompleteReturnHandler,
  DecideResidenceHandler,
  EndProtectionHandler,
  GrantProtectionHandler,
  AcceptReferralHandler,
  DeclineReferralHandler,
  ReturnReferralHandler,
  SendReferralHandler,
];
