import { byName, list } from '../shared/define';
import { sharedLists } from '../shared/lists';
import { legalBasis } from './legal-bases';

/** Criminal codes of one jurisdiction: Bosnia and Herzegovina has four. */
const criminalCode = {
  ...list('judicial', 'criminal_code', []),
  codes: ['BA', 'BA_F', 'BA_R', 'BA_B'].map(code => ({ code, attributes: { jurisdiction: 'BA' } })),
};

const iccs = list('judicial', 'iccs', {
  '02041': { iccs: '02041', eurostat: 'ICCS02041' },
  '02042': { iccs: '02042', eurostat: 'ICCS02042' },
  '02043': { iccs: '02043', eurostat: 'ICCS02043_02044' },
  '02044': { iccs: '02044', eurostat: 'ICCS02043_02044' },
});

const caseOrigin = list('judicial', 'case_origin', [
  'victim_report',
  'police_own',
  'border',
  'labour_inspection',
  'ngo_referral',
  'foreign_authority',
  'financial_intelligence',
  'other_investigation',
  'online',
  'media_citizen',
  'other',
]);

const requalification = list('judicial', 'requalification', ['to_lesser', 'to_thb', 'other']);

const onlineElement = list('judicial', 'online_element', ['recruitment', 'exploitation', 'both', 'none']);

const groupType = list('judicial', 'group_type', [
  'single',
  'co_offending',
  'structured_group',
  'criminal_organisation',
  'legal_entity_involved',
]);

const noVictimReason = list('judicial', 'no_victim_reason', [
  'attempt',
  'victim_not_found',
  'use_of_services',
]);

const specialMeans = list('judicial', 'special_means', [
  'interception',
  'undercover',
  'surveillance',
  'simulated_purchase',
  'none',
]);

const cooperationType = list('judicial', 'cooperation_type', [
  'mla_sent',
  'mla_received',
  'eaw_extradition',
  'jit',
  'europol',
  'eurojust',
  'selec',
  'police_informal',
]);

const personKind = list('judicial', 'person_kind', ['natural', 'legal']);

/** Major groups of ISCO-08. */
const occupation = list('judicial', 'occupation', [
  'isco_0',
  'isco_1',
  'isco_2',
  'isco_3',
  'isco_4',
  'isco_5',
  'isco_6',
  'isco_7',
  'isco_8',
  'isco_9',
  'none',
]);

const priorConvictions = list('judicial', 'prior_convictions', ['none', 'thb', 'other']);

/** The `ictip` tag is followed by the group of roles in the published victim-perpetrator data. */
const role = list('judicial', 'role', {
  recruiter: { htcds: 'RecruiterOrIntermediary', ctdc: 'IP_RecruiterBroker', ictip: 'P:role' },
  broker_agent: { htcds: 'BrokerTravelAgent', ctdc: 'IP_RecruiterBroker', ictip: 'P:role' },
  transporter: { htcds: 'Transporter', ctdc: 'IP_TransactionProcess', ictip: 'P:role' },
  harbourer: { htcds: 'HarbouredIndividual', ctdc: 'IP_TransactionProcess', ictip: 'P:role' },
  controller_guard: { htcds: 'ControlledIndividual', ctdc: 'IP_ControlAbuseKidnap', ictip: 'P:role' },
  exploiter: { htcds: 'Exploiter', ctdc: 'IP_Exploiter', ictip: 'P:role' },
  organiser_financier: { htcds: 'Other', ctdc: 'IP_TransactionProcess', ictip: 'P:role' },
  document_forger: { htcds: 'Other', ctdc: 'IP_TransactionProcess', ictip: 'P:role' },
  buyer_of_person: { htcds: 'BoughtIndividual', ctdc: 'IP_TransactionProcess', ictip: 'P:role' },
  user_of_services: { htcds: 'Other', ictip: 'P:role' },
  complicit_official: { htcds: 'Other', ictip: 'P:role' },
  facilitator_online: { htcds: 'Other', ctdc: 'IP_RecruiterBroker', ictip: 'P:role' },
  other: { htcds: 'Other', ictip: 'P:role' },
});

const participationForm = list('judicial', 'participation_form', [
  'perpetrator',
  'co_perpetrator',
  'instigator',
  'aider',
  'organiser',
]);

const pretrialMeasure = list('judicial', 'pretrial_measure', [
  'none',
  'ban_on_contact_travel',
  'reporting',
  'bail',
  'house_arrest',
  'detention',
]);

/** The classes of Directive 2011/36/EU art. 19a(1)(d), and agreements, which count as charges. */
const prosecutionDecision = list('judicial', 'prosecution_decision', {
  charged_thb: { directive: 'charged with trafficking', glotip: 'Persons prosecuted' },
  plea_agreement: { directive: 'charged with trafficking', glotip: 'Persons prosecuted' },
  charged_other: { directive: 'charged with another offence' },
  not_charged: { directive: 'decision not to charge' },
  transferred: { directive: 'other' },
  other: { directive: 'other' },
});

const noChargeReason = list('judicial', 'no_charge_reason', [
  'no_offence',
  'insufficient_evidence',
  'unknown_or_absent_suspect',
  'limitation',
  'death',
  'victim_of_thb_not_punished',
  'conditional',
  'other',
]);

const verdict = list('judicial', 'verdict', {
  convicted_thb: { directive: 'conviction', glotip: 'Persons convicted', eurostat: 'PER_CNV' },
  convicted_other: { directive: 'conviction' },
  acquitted: { directive: 'acquittal' },
  charge_rejected: { directive: 'other' },
  discontinued: { directive: 'other' },
  other: { directive: 'other' },
});

/** Directive art. 19a(1)(f) knows three classes of judgments. */
const judgmentClass = list('judicial', 'judgment_class', {
  acquittal: { directive: 'acquittal' },
  conviction: { directive: 'conviction' },
  other: { directive: 'other' },
});

const instance = list('judicial', 'instance', ['first', 'appeal', 'final']);

const appealParty = list('judicial', 'appeal_party', ['prosecution', 'defence', 'both']);

const appealDecision = list('judicial', 'appeal_decision', [
  'upheld',
  'modified_lenient',
  'modified_severe',
  'quashed_retrial',
  'reversed_to_acquittal',
  'reversed_to_conviction',
  'withdrawn',
]);

const sentenceType = list('judicial', 'sentence_type', [
  'life',
  'imprisonment',
  'suspended',
  'conditional_partial',
  'fine_only',
  'community_work',
  'educational_measure_minor',
  'security_measure',
  'legal_person_sanction',
]);

const sentenceBand = list('judicial', 'sentence_band', [
  'm0_11',
  'm12_35',
  'm36_59',
  'm60_119',
  'm120_plus',
  'life',
]);

const additionalSanction = list('judicial', 'additional_sanction', [
  'profession_ban',
  'expulsion',
  'deprivation_of_rights',
  'publication',
  'dissolution',
  'none',
]);

const aggravating = list('judicial', 'aggravating', [
  'child_victim',
  'several_victims',
  'organised',
  'official_capacity',
  'family_relation',
  'violence_torture',
  'danger_to_life',
  'death',
  'repeat_offender',
  'vulnerable_victim',
  'online_material',
]);

const confiscationKind = list('judicial', 'confiscation_kind', ['ordinary', 'extended', 'third_party']);

const seizedOrConfiscated = list('judicial', 'asset_step', ['seized', 'ordered', 'enforced']);

/** Stages of a case; derived from its facts, never entered. */
const stage = list('judicial', 'stage', [
  's0_report',
  's1_investigation',
  's2_prosecution_decision',
  's3_indictment',
  's4_trial',
  's5_first_instance_judgment',
  's6_appeal',
  's7_final_judgment',
  's8_enforcement',
  's9_reopened',
]);

/** How far a person came in the criminal justice system. */
const justiceStatus = list('judicial', 'justice_status', {
  suspected: { ictip: 'P:criminal-justice status', eurostat: 'PER_SUSP' },
  prosecuted: { ictip: 'P:criminal-justice status', eurostat: 'PER_PRSC' },
  convicted: { ictip: 'P:criminal-justice status', eurostat: 'PER_CNV' },
});

const caseClosure = list('judicial', 'case_closure', [
  'report_rejected',
  'discontinued',
  'transferred_abroad',
  'transferred_office',
  'joined',
  'all_finally_decided',
  'enforced',
  'other',
]);

export const judicialLists = byName([
  ...sharedLists,
  legalBasis,
  criminalCode,
  iccs,
  caseOrigin,
  requalification,
  onlineElement,
  groupType,
  noVictimReason,
  specialMeans,
  cooperationType,
  personKind,
  occupation,
  priorConvictions,
  role,
  participationForm,
  pretrialMeasure,
  prosecutionDecision,
  noChargeReason,
  verdict,
  judgmentClass,
  instance,
  appealParty,
  appealDecision,
  sentenceType,
  sentenceBand,
  additionalSanction,
  aggravating,
  confiscationKind,
  seizedOrConfiscated,
  stage,
  justiceStatus,
  caseClosure,
]);
