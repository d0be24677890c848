import { ArrestSuspect } from '../case/arrest-suspect';
import { AssignCase } from '../case/assign-case';
import { AwardCompensation } from '../case/award-compensation';
import { CloseCase } from '../case/close-case';
import { CompleteEnforcement } from '../case/complete-enforcement';
import { ConcludeInvestigation } from '../case/conclude-investigation';
import { ConfirmIndictment } from '../case/confirm-indictment';
import { DecideAppeal } from '../case/decide-appeal';
import { DecideProsecution } from '../case/decide-prosecution';
import { DeliverJudgment } from '../case/deliver-judgment';
import { EnforceConfiscation } from '../case/enforce-confiscation';
import { ExtendMeasure } from '../case/extend-measure';
import { FileAppeal } from '../case/file-appeal';
import { FileIndictment } from '../case/file-indictment';
import { JoinCase } from '../case/join-case';
import { LiftMeasure } from '../case/lift-measure';
import { MakeJudgmentFinal } from '../case/make-judgment-final';
import { OpenCase } from '../case/open-case';
import { OpenEnforcement } from '../case/open-enforcement';
import { OpenInvestigation } from '../case/open-investigation';
import { OpenTrial } from '../case/open-trial';
import { OrderConfiscation } from '../case/order-confiscation';
import { OrderMeasure } from '../case/order-measure';
import { PayCompensation } from '../case/pay-compensation';
import { RecordOfficialNumber } from '../case/record-official-number';
import { ReferCompensation } from '../case/refer-compensation';
import { RegisterSuspect } from '../case/register-suspect';
import { ReopenCase } from '../case/reopen-case';
import { RequalifyCase } from '../case/requalify-case';
import { RequestCooperation } from '../case/request-cooperation';
import { ResumeInvestigation } from '../case/resume-investigation';
import { ReturnIndictment } from '../case/return-indictment';
import { SealCase } from '../case/seal-case';
import { SeizeAssets } from '../case/seize-assets';
import { SetSentence } from '../case/set-sentence';
import { SeverDefendants } from '../case/sever-defendants';
import { SuspendInvestigation } from '../case/suspend-investigation';
import { TransferCase } from '../case/transfer-case';
import { UnsealCase } from '../case/unseal-case';
import {
  code,
  codes,
  date,
  choice,
  number,
  pick,
  only,
  on,
  value,
  note,
  person,
  persons,
  legalBasis,
  form,
} from './fact-form-parts';
import type { FactForm } from './fact-types';

const investigation: readonly FactForm[] = [
  form('InvestigationOpened', ['open-investigation', 'case.conduct'], OpenInvestigation, [on]),
  form('InvestigationSuspended', ['suspend-investigation', 'case.conduct'], SuspendInvestigation, [
    on,
    choice('reason', 'suspension', ['suspect_absent', 'illness', 'awaiting_assistance', 'other']),
  ]),
  form('InvestigationResumed', ['resume-investigation', 'case.conduct'], ResumeInvestigation, [on]),
  form('InvestigationConcluded', ['conclude-investigation', 'case.conduct'], ConcludeInvestigation, [on]),
  form('SuspectArrested', ['arrest', 'case.conduct'], ArrestSuspect, [person, on]),
  form('MeasureOrdered', ['order-measure', 'case.conduct'], OrderMeasure, [
    person,
    code('kind', 'pretrial_measure', 'pretrial_measure'),
    on,
    date('until'),
  ]),
  form('MeasureExtended', ['extend-measure', 'case.conduct'], ExtendMeasure, [
    pick('measure', 'measure'),
    on,
    date('until'),
  ]),
  form('MeasureLifted', ['lift-measure', 'case.conduct'], LiftMeasure, [pick('measure', 'measure'), on]),
  form('CooperationRequested', ['request-cooperation', 'case.conduct'], RequestCooperation, [
    code('kind', 'cooperation_type', 'cooperation_type'),
    { name: 'countries', type: { kind: 'country', many: true }, variable: 'cooperation_country' },
    on,
  ]),
  form(
    'CaseRequalified',
    ['requalify', 'case.conduct'],
    RequalifyCase,
    [legalBasis, code('reason', 'requalification', 'requalification'), on],
    { screen: 'J5' },
  ),
];

const charging = { is: 'decision', in: ['charged_thb', 'charged_other', 'plea_agreement'] };

const trial: readonly FactForm[] = [
  form(
    'ProsecutionDecided',
    ['decide-prosecution', 'case.decide'],
    DecideProsecution,
    [
      person,
      on,
      code('decision', 'prosecution_decision', 'prosecution_decision'),
      only(codes('legalBasis', 'legal_basis', 'charged_legal_basis'), charging),
      only(code('reason', 'no_charge_reason', 'no_charge_reason'), { is: 'decision', in: ['not_charged'] }),
      note,
    ],
    { screen: 'J7' },
  ),
  form('IndictmentFiled', ['file-indictment', 'case.decide'], FileIndictment, [on, pick('court', 'court')], {
    each: 'charged',
    screen: 'J5',
  }),
  form('IndictmentConfirmed', ['confirm-indictment', 'case.conduct'], ConfirmIndictment, [
    pick('indictment', 'indictment'),
    on,
  ]),
  form('IndictmentReturned', ['return-indictment', 'case.conduct'], ReturnIndictment, [
    pick('indictment', 'indictment'),
    on,
    choice('reason', 'return', ['for_completion', 'rejected']),
  ]),
  form('TrialOpened', ['open-trial', 'case.conduct'], OpenTrial, [
    pick('indictment', 'indictment'),
    on,
    pick('court', 'court'),
  ]),
  form(
    'JudgmentDelivered',
    ['deliver-judgment', 'case.conduct'],
    DeliverJudgment,
    [on, pick('court', 'court')],
    { each: 'judged', screen: 'J7' },
  ),
  form(
    'SentenceSet',
    ['set-sentence', 'case.conduct'],
    SetSentence,
    [
      person,
      on,
      code('kind', 'sentence_type', 'sentence_type'),
      only(number('months', 600, 'sentence_months'), {
        is: 'kind',
        in: ['imprisonment', 'conditional_partial'],
      }),
      only(number('suspendedMonths', 600, 'suspended_months'), {
        is: 'kind',
        in: ['suspended', 'conditional_partial'],
      }),
      { name: 'fine', type: { kind: 'money' }, variable: 'fine_amount' },
      codes('additional', 'additional_sanction', 'additional_sanctions'),
      codes('aggravating', 'aggravating', 'aggravating_circumstances'),
    ],
    { screen: 'J7' },
  ),
  form(
    'AppealFiled',
    ['file-appeal', 'case.conduct'],
    FileAppeal,
    [pick('judgment', 'judgment'), persons, on, code('by', 'appeal_party', 'appeal_filed_by')],
    { screen: 'J8' },
  ),
  form(
    'AppealDecided',
    ['decide-appeal', 'case.conduct'],
    DecideAppeal,
    [pick('appeal', 'appeal'), on, pick('court', 'court')],
    { each: 'outcomes', screen: 'J8' },
  ),
  form('JudgmentFinal', ['make-final', 'case.conduct'], MakeJudgmentFinal, [on, persons], { screen: 'J7' }),
  form('EnforcementOpened', ['open-enforcement', 'case.conduct'], OpenEnforcement, [person, on]),
  form('EnforcementCompleted', ['complete-enforcement', 'case.conduct'], CompleteEnforcement, [person, on]),
];

const money: readonly FactForm[] = [
  form('AssetsSeized', ['seize-assets', 'case.conduct'], SeizeAssets, [person, on, value]),
  form(
    'ConfiscationOrdered',
    ['order-confiscation', 'case.conduct'],
    OrderConfiscation,
    [person, on, code('kind', 'confiscation_kind', 'confiscation_kind'), value],
    { screen: 'J7' },
  ),
  form('ConfiscationEnforced', ['enforce-confiscation', 'case.conduct'], EnforceConfiscation, [
    pick('confiscation', 'confiscation'),
    on,
    value,
  ]),
  form(
    'CompensationAwarded',
    ['award-compensation', 'case.conduct'],
    AwardCompensation,
    [person, on, value],
    { screen: 'J7' },
  ),
  form('CompensationPaid', ['pay-compensation', 'case.conduct'], PayCompensation, [
    pick('award', 'award'),
    on,
    value,
  ]),
  form('CompensationReferred', ['refer-compensation', 'case.conduct'], ReferCompensation, [
    on,
    number('claims', 1_000),
  ]),
];

const holding: readonly FactForm[] = [
  form('OfficialNumberRecorded', ['record-official-number', 'case.describe'], RecordOfficialNumber, [
    { name: 'number', type: { kind: 'text', maxLength: 60 }, variable: 'official_case_number' },
  ]),
  form('CaseAssigned', ['assign', 'case.assign'], AssignCase, [pick('prosecutors', 'prosecutor', true), on]),
  form('CaseTransferred', ['transfer', 'case.transfer'], TransferCase, [
    pick('office', 'office'),
    on,
    choice('reason', 'transfer', ['competence', 'organised_crime', 'workload', 'other']),
    note,
  ]),
  form('CaseJoined', ['join', 'case.join'], JoinCase, [{ name: 'from', type: { kind: 'text' } }, on]),
  form('DefendantsSevered', ['sever', 'case.join'], SeverDefendants, [persons, on]),
  form('CaseSealed', ['seal', 'case.seal'], SealCase, [note]),
  form('CaseUnsealed', ['unseal', 'case.unseal'], UnsealCase, [note]),
  form('CaseClosed', ['close', 'case.close'], CloseCase, [
    code('reason', 'case_closure', 'closure_reason'),
    date('on', 'closure_date'),
    number('victimsProtected', 2_000, 'victims_protected'),
    number('victimsTestified', 2_000, 'victims_testified'),
    note,
  ]),
  form('CaseReopened', ['reopen', 'case.reopen'], ReopenCase, [
    on,
    choice('reason', 'reopening', ['new_evidence', 'extraordinary_remedy', 'other']),
    only(persons, { is: 'reason', in: ['extraordinary_remedy'] }),
    note,
  ]),
];

/** Have a page of their own; here for the timeline and for corrections. */
const beginnings: readonly FactForm[] = [
  form('CaseOpened', ['open', 'case.open'], OpenCase, [
    date('openedOn', 'case_opened_date'),
    code('origin', 'case_origin', 'case_origin'),
    codes('legalBasis', 'legal_basis', 'initial_legal_basis'),
  ]),
  form('SuspectRegistered', ['register-suspect', 'case.conduct'], RegisterSuspect, [
    code('kind', 'person_kind', 'person_kind'),
    date('on', 'suspect_registered_date'),
    legalBasis,
  ]),
];

/** Forms of the facts that follow the opening. */
export const recordable: readonly FactForm[] = [...investigation, ...trial, ...money, ...holding];

export const formOf = (fact: string): FactForm | undefined =>
  [...beginnings, ...recordable].find(entry => entry.fact === fact);

/** The fields of the opening of a case and of the registration of a suspect. */
export const openingFields = beginnings[0]?.fields ?? [];
export const suspectFields = beginnings[1]?.fields ?? [];
