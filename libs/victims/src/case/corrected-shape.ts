import { fieldProblems, Refusal } from '@hub/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AcceptAssistance } from '../assistance/accept-assistance';
import { DeclineAssistance } from '../assistance/decline-assistance';
import { EndAssistance } from '../assistance/end-assistance';
import { OfferAssistance } from '../assistance/offer-assistance';
import { AwardCompensation } from '../proceedings/award-compensation';
import { ClaimCompensation } from '../proceedings/claim-compensation';
import { PayCompensation } from '../proceedings/pay-compensation';
import { RecordParticipation } from '../proceedings/record-participation';
import { RefuseCompensation } from '../proceedings/refuse-compensation';
import { AppointGuardian } from '../protection/appoint-guardian';
import { CompleteReturn } from '../protection/complete-return';
import { DecideResidence } from '../protection/decide-residence';
import { EndProtection } from '../protection/end-protection';
import { GrantProtection } from '../protection/grant-protection';
import { AcceptReferral } from '../referral/accept-referral';
import { DeclineReferral } from '../referral/decline-referral';
import { ReturnReferral } from '../referral/return-referral';
import { SendReferral } from '../referral/send-referral';
import type { Setting } from '../setting';
import { AssignCase } from './assign-case';
import { withChanges, type CaseFact } from './case';
import { CloseCase } from './close-case';
import { DecideStatus } from './decide-status';
import { RecordConsent } from './record-consent';
import { checkSection, RecordSection } from './record-section';
import { RegisterCase } from './register-case';
import { ReopenCase } from './reopen-case';
import { SealCase } from './seal-case';
import { TransferCase } from './transfer-case';
import { UnassignCase } from './unassign-case';
import { UnsealCase } from './unseal-case';

/** The command that records a fact says what its fields are, and so what a correction of them may be. */
const commands: Readonly<Record<CaseFact['type'], new () => object>> = {
  CaseRegistered: RegisterCase,
  CaseAssigned: AssignCase,
  CaseUnassigned: UnassignCase,
  CaseTransferred: TransferCase,
  CaseSealed: SealCase,
  CaseUnsealed: UnsealCase,
  CaseClosed: CloseCase,
  CaseReopened: ReopenCase,
  ConsentRecorded: RecordConsent,
  StatusDecided: DecideStatus,
  SectionRecorded: RecordSection,
  ReferralSent: SendReferral,
  ReferralAccepted: AcceptReferral,
  ReferralDeclined: DeclineReferral,
  ReferralReturned: ReturnReferral,
  AssistanceOffered: OfferAssistance,
  AssistanceAccepted: AcceptAssistance,
  AssistanceDeclined: DeclineAssistance,
  AssistanceEnded: EndAssistance,
  ProtectionGranted: GrantProtection,
  ProtectionEnded: EndProtection,
  GuardianAppointed: AppointGuardian,
  ResidenceDecided: DecideResidence,
  ReturnCompleted: CompleteReturn,
  ParticipationRecorded: RecordParticipation,
  CompensationClaimed: ClaimCompensation,
  CompensationAwarded: AwardCompensation,
  CompensationRefused: RefuseCompensation,
  CompensationPaid: PayCompensation,
};

/** What ties a fact to others; a fact about another thing is recorded in error, not corrected. */
const ties = new Set([
  'person',
  'reference',
  'source',
  'section',
  'basedOn',
  'referral',
  'assistance',
  'claim',
  // Another office is the matter of a transfer.
  'organisation',
  'organisationType',
  'county',
]);
const tiedMeasures = new Set<CaseFact['type']>(['ProtectionGranted', 'ProtectionEnded']);

/** Whether a field of a fact ties it to something else, so that no correction can change it. */
export const isTied = (type: CaseFact['type'], name: string): boolean =>
  ties.has(name) || (name === 'measure' && tiedMeasures.has(type));

const refusal = (problems: ReturnType<typeof fieldProblems>) =>
  new Refusal('platform.invalid-request', {}, { problems });

/** Text that stands for a sealed note, which the correction does not repeat. */
const legible = (fact: CaseFact) => ('note' in fact.data ? { ...fact.data, note: '-' } : fact.data);

/**
 * @throws {Refusal} 422 naming the fields, when the corrected fact is none the hub would have recorded
 */
export function checkCorrected(
  fact: CaseFact,
  changes: Readonly<Record<string, unknown>>,
  setting: Setting,
): void {
  if (Object.keys(changes).length === 0)
    throw refusal([{ pointer: '/changes', code: 'victims.correction.empty' }]);
  const tied = Object.keys(changes).filter(name => isTied(fact.type, name));
  if (tied.length > 0) {
    throw refusal(tied.map(name => ({ pointer: `/changes/${name}`, code: 'victims.correction.tied' })));
  }
  const after = withChanges({ ...fact, data: legible(fact) } as CaseFact, changes);
  const command = plainToInstance(commands[fact.type], after.data);
  const errors = validateSync(command, { whitelist: true, stopAtFirstError: true });
  const misplaced = Object.keys(changes).filter(name => changes[name] !== null && !(name in command));
  if (misplaced.length > 0) {
    throw refusal(
      misplaced.map(name => ({
        pointer: `/changes/${name}`,
        code: 'problems.validation.whitelist-validation',
      })),
    );
  }
  if (errors.length > 0) throw refusal(fieldProblems(errors, '/changes'));
  if (after.type === 'SectionRecorded') {
    checkSection(after.data.section, after.data.values, setting, { pointer: '/changes' });
  }
}
