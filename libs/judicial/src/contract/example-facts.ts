import type { Defendant } from '../case/defendant';
import type { CaseEvent } from '../case/events';
import type { PersonEvent } from '../person/events';

type JudicialEvent = CaseEvent | PersonEvent;

/** Ids the examples speak of. */
export const example = {
  case: '0b7c2a58-3d41-4f0e-9a6b-51f0c5d1e201',
  other: '0b7c2a58-3d41-4f0e-9a6b-51f0c5d1e202',
  person: '0b7c2a58-3d41-4f0e-9a6b-51f0c5d1e203',
  absorbed: '0b7c2a58-3d41-4f0e-9a6b-51f0c5d1e204',
  thing: '0b7c2a58-3d41-4f0e-9a6b-51f0c5d1e205',
} as const;

const { person, thing, other } = example;
const legalBasis = ['AL-110a'];
const value = { amount: 150_000.5, currency: 'ALL' };
const note = 'An example in words.';
const opening = { office: 'al-spak', openedOn: '2024-03-01', origin: 'police_own', legalBasis };
const verdicts = [{ legalBasis: 'AL-110a', verdict: 'convicted_thb' as const, convictedOf: 'AL-110a' }];

const carried: Defendant = {
  person: example.absorbed,
  kind: 'natural',
  suspectedOn: '2024-03-02',
  suspectedOf: legalBasis,
  measures: [{ id: thing, in: other, kind: 'detention', on: '2024-03-05', until: '2024-04-04' }],
  decisions: [],
  indictments: [],
  judgments: [],
  appeals: [],
  sections: { person_profile: { sex: 'female', age_at_offence: 34, citizenship: ['AL'] } },
  from: other,
};

/**
 * One full example of every fact, in the order in which a case could go: what the golden events were made from. A type
 * without one does not compile.
 */
export const exampleFacts: {
  readonly [Type in JudicialEvent['type']]: Extract<JudicialEvent, { readonly type: Type }>['data'];
} = {
  CaseOpened: {
    ...{ reference: 'J-2024-K7N4QX9', ...opening },
    source: { format: 'glotip', file: 'c0ffee', row: 'AL/convicted/2019/female/adult/1' },
  },
  CaseAssigned: { on: '2024-03-01', prosecutors: ['prosecutor-1', 'prosecutor-2'] },
  OfficialNumberRecorded: { number: 'PP 17/2024', tokens: ['k1x.example'] },
  CaseSealed: { note },
  CaseUnsealed: { note },
  CaseTransferred: { on: '2024-03-03', office: 'al-general', reason: 'competence', note },
  CaseRequalified: { on: '2024-03-04', legalBasis, reason: 'to_thb' },
  InvestigationOpened: { on: '2024-03-02' },
  InvestigationSuspended: { on: '2024-03-20', reason: 'suspect_absent' },
  InvestigationResumed: { on: '2024-04-20' },
  SuspectRegistered: { person, kind: 'natural', on: '2024-03-02', legalBasis },
  SuspectArrested: { person, on: '2024-03-04' },
  MeasureOrdered: { measure: thing, person, kind: 'detention', on: '2024-03-05', until: '2024-04-04' },
  MeasureExtended: { measure: thing, on: '2024-04-02', until: '2024-05-04' },
  MeasureLifted: { measure: thing, on: '2024-05-04' },
  SectionRecorded: {
    ...{ section: 'person_profile', person, basedOn: 11 },
    values: { sex: 'female', age_at_offence: 34, citizenship: ['AL', 'XK'], occupation_group: 'unknown' },
  },
  CooperationRequested: { cooperation: thing, on: '2024-04-01', kind: 'jit', countries: ['IT', 'DE'] },
  CaseJoined: { on: '2024-04-10', from: other, legalBasis, defendants: [carried] },
  CaseSevered: {
    reference: 'J-2024-K7N4QXA',
    ...opening,
    on: '2024-05-01',
    from: other,
    defendants: [carried],
  },
  DefendantsSevered: { on: '2024-05-01', into: other, persons: [example.absorbed] },
  AssetsSeized: { seizure: thing, person, on: '2024-04-05', value },
  InvestigationConcluded: { on: '2024-08-01' },
  ProsecutionDecided: {
    person,
    on: '2024-08-10',
    decision: 'charged_thb',
    legalBasis,
    reason: 'other',
    note,
  },
  IndictmentReturned: { indictment: other, on: '2024-08-30', reason: 'for_completion' },
  IndictmentFiled: {
    ...{ indictment: thing, on: '2024-09-01', court: 'al-special-court' },
    defendants: [{ person, charges: legalBasis }],
  },
  IndictmentConfirmed: { indictment: thing, on: '2024-09-20' },
  TrialOpened: { indictment: thing, on: '2024-10-10', court: 'al-special-court' },
  JudgmentDelivered: {
    ...{ judgment: thing, on: '2025-03-03', court: 'al-special-court' },
    defendants: [{ person, plea: true, verdicts }],
  },
  SentenceSet: {
    ...{
      person,
      on: '2025-03-03',
      kind: 'conditional_partial',
      months: 60,
      suspendedMonths: 12,
      fine: value,
    },
    ...{ additional: ['expulsion'], aggravating: ['several_victims'] },
  },
  AppealFiled: { appeal: thing, judgment: thing, on: '2025-03-10', by: 'both', persons: [person] },
  AppealDecided: {
    ...{ appeal: thing, on: '2025-07-01', court: 'al-special-appeal' },
    outcomes: [{ person, outcome: 'modified_lenient', verdicts }],
  },
  JudgmentFinal: { on: '2025-07-02', persons: [person] },
  ConfiscationOrdered: { confiscation: thing, person, on: '2025-03-03', kind: 'extended', value },
  ConfiscationEnforced: { confiscation: thing, on: '2025-09-01', value },
  CompensationAwarded: { award: thing, person, on: '2025-03-03', value },
  CompensationPaid: { award: thing, on: '2025-10-01', value },
  CompensationReferred: { on: '2025-03-03', claims: 2 },
  EnforcementOpened: { person, on: '2025-08-01' },
  EnforcementCompleted: { person, on: '2028-01' },
  CaseClosed: {
    ...{
      on: '2025-08-02',
      reason: 'all_finally_decided',
      into: other,
      victimsProtected: 2,
      victimsTestified: 1,
    },
    note,
  },
  CaseReopened: { on: '2026-01-02', reason: 'extraordinary_remedy', persons: [person], note },
  FactCorrected: {
    ...{ corrects: thing, reason: 'typing_error', note },
    fact: { type: 'SuspectArrested', data: { person, on: '2024-03-03' } },
  },
  RecordedInError: { fact: thing, reason: 'wrong_case', note },
  AmendmentProposed: {
    proposal: thing,
    amendment: { type: 'RecordedInError', data: { fact: thing, reason: 'did_not_happen', note } },
  },
  AmendmentApproved: { proposal: thing },
  AmendmentRefused: { proposal: thing, note },
  PersonRegistered: { kind: 'natural' },
  IdentityRecorded: {
    ...{ given: 'Ana', family: 'Kullasi', legalName: 'Ura e Re shpk', otherNames: ['Anna Kulasi'] },
    ...{ birth: '1990-05', nationalId: '0000000000001', tokens: ['k1a.example'], note },
  },
  PersonsLinked: { with: example.absorbed, relation: 'relative', note },
  PersonsUnlinked: { with: example.absorbed },
  PersonMerged: { absorbed: example.absorbed, note },
  PersonUnmerged: { absorbed: example.absorbed, note },
  PersonAbsorbed: { into: example.absorbed },
  PersonRestored: { from: example.absorbed },
  ProcessingRestricted: { note },
  RestrictionLifted: { note },
  ErasureHeld: { until: '2030-01-01', note },
  HoldLifted: { note },
  ErasureRequested: { ground: 'retention_expired' },
  ErasureRefused: { note },
  SubjectKeyDestroyed: {
    ...{ ledgerSeq: 7, subject: person, classes: ['identity', 'contact', 'sensitive', 'narrative'] },
    deks: [{ id: thing, class: 'identity', generation: 1 }],
    ...{ ground: 'retention_expired', requestedBy: 'prosecutor-1' },
  },
};

/** Facts about persons lie on the stream of the person, the others on that of the case. */
export const streamOf = (type: string): string =>
  Object.keys(exampleFacts).indexOf(type) < Object.keys(exampleFacts).indexOf('PersonRegistered')
    ? `case-${example.case}`
    : `person-${person}`;
