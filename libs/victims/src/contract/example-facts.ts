import type { VictimsEvent } from '../sealing';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The person and the case the examples are about. */
export const subject = uuid(1);
export const exampleCase = uuid(2);
const on = '2026-03-10';
const note = 'Synthetic note.';
const sealedNote = { person: subject, note };
const about = { fact: uuid(3), person: subject, reason: 'typing_error', note } as const;
const amount = { amount: 1200.5, currency: 'EUR' };
const organisation = { id: 'al-shelter-01', name: 'Strehëza', type: 'ngo', unit: 'AL-01' };
const source = { name: 'ctdc-0123456789ab', row: 7, values: { gender: 'Female' } };

type Examples = { readonly [Type in VictimsEvent['type']]: Extract<VictimsEvent, { type: Type }>['data'] };

/** One fact of every kind, in today's shape, with every field it can have: a kind without one does not compile. */
export const exampleFacts: Examples = {
  CaseRegistered: {
    ...{ reference: 'V-2026-222222X', person: subject, on, organisation: 'al-police-01' },
    ...{ organisationType: 'police', county: 'AL-01', source },
  },
  CaseAssigned: { to: uuid(4) },
  CaseUnassigned: { from: uuid(4) },
  CaseTransferred: { to: 'al-police-02', county: 'AL-02', on, ...sealedNote },
  CaseSealed: sealedNote,
  CaseUnsealed: sealedNote,
  CaseClosed: { reason: 'plan_completed', on },
  CaseReopened: { on, ...sealedNote },
  ConsentRecorded: { status: 'given', on },
  StatusDecided: { status: 'identified', on, authority: 'police', country: 'AL', unit: 'AL-01' },
  SectionRecorded: {
    section: 'profile',
    person: subject,
    values: { sex: 'female', disability: 'yes' },
    basedOn: 4,
  },
  ReferralSent: { referral: uuid(5), to: 'al-ngo-01', needs: ['legal_aid'], on, answerBy: '2026-03-24' },
  ReferralAccepted: { referral: uuid(5), on },
  ReferralDeclined: { referral: uuid(5), on, ...sealedNote },
  ReferralReturned: { referral: uuid(5), on, ...sealedNote },
  AssistanceOffered: { assistance: uuid(6), types: ['medical'], provider: 'al-ngo-01', on },
  AssistanceAccepted: {
    ...{ assistance: uuid(6), types: ['accommodation'], accommodation: 'specialised_shelter_ngo', on },
    reviewOn: '2026-06-10',
  },
  AssistanceDeclined: { assistance: uuid(6), reason: 'fear', on },
  AssistanceEnded: { assistance: uuid(6), outcome: 'completed', on },
  ProtectionGranted: { measure: uuid(7), kind: 'relocation', on, until: '2026-09-10' },
  ProtectionEnded: { measure: uuid(7), on },
  GuardianAppointed: { on },
  ResidenceDecided: { measure: 'reflection_period', on, days: 90, until: '2026-06-08' },
  ReturnCompleted: { kind: 'voluntary_assisted', country: 'MD', on },
  ParticipationRecorded: {
    ...{ cooperation: 'full', role: 'witness', legalAid: 'yes', nonPunishment: 'unknown', on },
  },
  CompensationClaimed: { claim: uuid(8), source: 'state_fund', amount, on },
  CompensationAwarded: { claim: uuid(8), amount, on },
  CompensationRefused: { claim: uuid(8), on },
  CompensationPaid: { claim: uuid(8), amount, on },
  FactCorrected: { ...about, request: uuid(9), changes: { on: '2026-03-11' } },
  RecordedInError: { ...about, request: uuid(9) },
  CorrectionRequested: { ...about, changes: { on: '2026-03-11' } },
  CorrectionRefused: { request: uuid(9), ...sealedNote },
  CorrectionReturned: { request: uuid(9), person: subject, reasons: { on: note } },
  CorrectionWithdrawn: { request: uuid(9), person: subject },
  PersonRegistered: { on, notSameAs: [uuid(10)], source },
  IdentityRecorded: {
    ...{
      given: 'Arta',
      family: 'Shembulli',
      otherNames: ['Aida'],
      birth: '1999-04',
      nationalId: '0000000000001',
    },
    ...{ contact: 'person1@example.invalid', tokens: ['dGVzdA=='], reason: 'new_information' },
  },
  PersonLinked: { to: uuid(10), kind: 'relative', note },
  PersonUnlinked: { to: uuid(10), kind: 'relative', note },
  PersonMerged: { absorbed: uuid(10), with: [uuid(11)], note },
  PersonSeparated: { person: uuid(10), note },
  PersonAbsorbed: { into: uuid(10) },
  PersonRestored: { from: uuid(10) },
  ProcessingRestricted: { note },
  RestrictionLifted: { note },
  HoldPlaced: { until: '2027-01-01', note },
  HoldLifted: { note },
  ErasureRequested: { ground: 'request_of_the_person' },
  ErasureRefused: { ground: 'request_of_the_person' },
  ErasureWithdrawn: { ground: 'request_of_the_person' },
  SubjectKeyDestroyed: {
    ...{ ledgerSeq: 1, subject, classes: ['identity'], ground: 'request_of_the_person' },
    deks: [{ id: uuid(12), class: 'identity', generation: 1 }],
  },
  ErasureCompleted: { ledgerSeq: 1, keys: 1 },
  OrganisationRegistered: { ...organisation, parent: 'al-ministry' },
  OrganisationChanged: { ...organisation, closedOn: '2026-12-31' },
  OrganisationClosed: { id: organisation.id, on },
};
