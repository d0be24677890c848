import type { Action } from '../access/policy';
import { AcceptAssistance } from '../assistance/accept-assistance';
import { assistanceOutcomes } from '../assistance/assistance';
import { DeclineAssistance } from '../assistance/decline-assistance';
import { EndAssistance } from '../assistance/end-assistance';
import { OfferAssistance } from '../assistance/offer-assistance';
import { AssignCase } from '../case/assign-case';
import type { CaseFact } from '../case/case';
import type { CaseCommand } from '../case/cases';
import { CloseCase } from '../case/close-case';
import { DecideStatus } from '../case/decide-status';
import { RecordConsent } from '../case/record-consent';
import { RegisterCase } from '../case/register-case';
import { ReopenCase } from '../case/reopen-case';
import { SealCase } from '../case/seal-case';
import { TransferCase } from '../case/transfer-case';
import { UnassignCase } from '../case/unassign-case';
import { UnsealCase } from '../case/unseal-case';
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
import { protectionKinds } from '../protection/protection';
import { AcceptReferral } from '../referral/accept-referral';
import { DeclineReferral } from '../referral/decline-referral';
import { ReturnReferral } from '../referral/return-referral';
import { SendReferral } from '../referral/send-referral';
import {
  choice,
  code,
  codes,
  date,
  helped,
  money,
  note,
  on,
  organisation,
  strictCode,
  type FactField,
} from './fact-field';

/** What a fact is about, beside the case. */
export type About = 'referral' | 'assistance' | 'measure' | 'claim';

export type FactType = Exclude<CaseFact['type'], 'SectionRecorded'>;

/** How a fact is recorded, shown and corrected: one table for the forms, the timeline and the corrections. */
export interface FactForm {
  /** Last part of its address. */
  readonly name: string;
  readonly fact: FactType;
  readonly action: Action;
  readonly command: new () => CaseCommand;
  readonly fields: readonly FactField[];
  readonly about?: About;
  /** Screen of the design. */
  readonly screen: string;
}

type Command = new () => CaseCommand;

interface Terms {
  readonly about?: About;
  readonly screen?: string;
}

const form = (
  fact: FactType,
  [name, action]: readonly [string, Action],
  command: Command,
  fields: readonly FactField[],
  { about, screen = 'V6a' }: Terms = {},
): FactForm => ({ name, fact, action, command, fields, screen, ...(about && { about }) });

export const factForms: readonly FactForm[] = [
  form('CaseRegistered', ['registration', 'case.register'], RegisterCase, [
    date('on', 'registration_date'),
    { ...organisation('organisation'), variable: 'registering_org_id' },
  ]),
  form(
    'ConsentRecorded',
    ['consent', 'case.describe'],
    RecordConsent,
    [strictCode('status', 'consent_status', 'consent_status'), date('on', 'consent_date')],
    { screen: 'V11a' },
  ),
  form(
    'StatusDecided',
    ['status-decision', 'case.decide-status'],
    DecideStatus,
    [
      strictCode('status', 'victim_status', 'victim_status'),
      helped(on, 'formal_decision_date'),
      code('authority', 'organisation_type', 'formal_decision_authority'),
      { name: 'country', type: { kind: 'country' }, help: 'identification_country' },
      { name: 'unit', type: { kind: 'unit' }, help: 'identification_unit' },
    ],
    { screen: 'V13' },
  ),
  form(
    'ReferralSent',
    ['referral', 'case.refer'],
    SendReferral,
    [
      helped(organisation('to'), 'assistance_provider_type'),
      helped(codes('needs', 'assistance_type'), 'assistance_types'),
      on,
      date('answerBy'),
    ],
    { screen: 'V11' },
  ),
  ...(
    [
      ['ReferralAccepted', 'referral-accepted', AcceptReferral, [on]],
      ['ReferralDeclined', 'referral-declined', DeclineReferral, [on, note]],
      ['ReferralReturned', 'referral-returned', ReturnReferral, [on, note]],
    ] as const
  ).map(([fact, name, command, fields]) =>
    form(fact, [name, 'case.answer-referral'], command, fields, { about: 'referral', screen: 'V11' }),
  ),
  form(
    'AssistanceOffered',
    ['assistance', 'case.assist'],
    OfferAssistance,
    [
      codes('types', 'assistance_type', 'assistance_types'),
      helped(organisation('provider'), 'assistance_provider_type'),
      on,
    ],
    { screen: 'V12' },
  ),
  form(
    'AssistanceAccepted',
    ['assistance-accepted', 'case.assist'],
    AcceptAssistance,
    [
      codes('types', 'assistance_type', 'assistance_types'),
      code('accommodation', 'accommodation_type', 'accommodation_type'),
      helped(on, 'assistance_start'),
      date('reviewOn'),
    ],
    { about: 'assistance', screen: 'V12' },
  ),
  form(
    'AssistanceDeclined',
    ['assistance-declined', 'case.assist'],
    DeclineAssistance,
    [code('reason', 'decline_reason', 'assistance_decline_reason'), on],
    { about: 'assistance', screen: 'V12' },
  ),
  form(
    'AssistanceEnded',
    ['assistance-ended', 'case.assist'],
    EndAssistance,
    [choice('outcome', 'outcome', assistanceOutcomes), helped(on, 'assistance_end')],
    { about: 'assistance', screen: 'V12' },
  ),
  form('ProtectionGranted', ['protection', 'case.protect'], GrantProtection, [
    choice('kind', 'protection', protectionKinds),
    on,
    date('until'),
  ]),
  form('ProtectionEnded', ['protection-ended', 'case.protect'], EndProtection, [on], { about: 'measure' }),
  form('GuardianAppointed', ['guardian', 'case.protect'], AppointGuardian, [date('on', 'guardian_date')]),
  form('ResidenceDecided', ['residence', 'case.protect'], DecideResidence, [
    code('measure', 'residence_measure', 'residence_measure'),
    date('on', 'residence_date'),
    { name: 'days', type: { kind: 'number', min: 1, max: 3_660, integer: true }, variable: 'residence_days' },
    helped(date('until'), 'residence_days'),
  ]),
  form('ReturnCompleted', ['return', 'case.protect'], CompleteReturn, [
    code('kind', 'return_type', 'return_type'),
    { name: 'country', type: { kind: 'country' }, missing: ['unknown'], variable: 'return_country' },
    date('on', 'return_date'),
  ]),
  form('ParticipationRecorded', ['participation', 'case.proceed'], RecordParticipation, [
    code('cooperation', 'participation', 'proceedings_participation'),
    code('role', 'proceedings_role', 'proceedings_role'),
    code('legalAid', 'yes_no', 'proceedings_legal_aid'),
    code('nonPunishment', 'yes_no', 'non_punishment_applied'),
    on,
  ]),
  form('CompensationClaimed', ['compensation', 'case.proceed'], ClaimCompensation, [
    code('source', 'compensation_source', 'compensation_source'),
    helped(money('amount'), 'compensation_claimed'),
    helped(on, 'compensation_date'),
  ]),
  form(
    'CompensationAwarded',
    ['compensation-awarded', 'case.proceed'],
    AwardCompensation,
    [helped(money('amount'), 'compensation_awarded'), helped(on, 'compensation_date')],
    {
      about: 'claim',
    },
  ),
  form('CompensationRefused', ['compensation-refused', 'case.proceed'], RefuseCompensation, [on], {
    about: 'claim',
  }),
  form(
    'CompensationPaid',
    ['compensation-paid', 'case.proceed'],
    PayCompensation,
    [helped(money('amount'), 'compensation_paid'), on],
    {
      about: 'claim',
    },
  ),
  form('CaseAssigned', ['assignment', 'case.assign'], AssignCase, [
    { name: 'to', type: { kind: 'account' } },
  ]),
  form('CaseUnassigned', ['assignment-ended', 'case.assign'], UnassignCase, [
    { name: 'from', type: { kind: 'account' } },
  ]),
  form('CaseTransferred', ['transfer', 'case.transfer'], TransferCase, [organisation('to'), on, note]),
  form('CaseSealed', ['sealing', 'case.seal'], SealCase, [note]),
  form('CaseUnsealed', ['unsealing', 'case.unseal'], UnsealCase, [note]),
  form('CaseClosed', ['closing', 'case.close'], CloseCase, [
    code('reason', 'closure_reason', 'closure_reason'),
    date('on', 'closure_date'),
  ]),
  form('CaseReopened', ['reopening', 'case.reopen'], ReopenCase, [on, note]),
];

/** Forms that can be filled in: a registration has a page of its own. */
export const recordable = factForms.filter(({ fact }) => fact !== 'CaseRegistered');

export const formOf = (fact: string): FactForm | undefined => factForms.find(entry => entry.fact === fact);

/** The form that gives an answer to a variable of a life-cycle fact of the criteria. */
export const formByCriteria: Readonly<Record<string, string>> = {
  consent: 'consent',
  status_decision: 'status-decision',
  assistance: 'assistance',
  guardianship: 'guardian',
  residence: 'residence',
  return: 'return',
  participation: 'participation',
  compensation: 'compensation',
  closing: 'closing',
};
