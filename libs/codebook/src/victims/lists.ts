import { byName, list } from '../shared/define';
import { organisationType, sharedLists } from '../shared/lists';

export const ageBand = list('victims', 'age_band', {
  '0_8': { ctdc: '0--8' },
  '9_17': { ctdc: '9--17' },
  '18_20': { ctdc: '18--20' },
  '21_23': { ctdc: '21--23' },
  '24_26': { ctdc: '24--26' },
  '27_29': { ctdc: '27--29' },
  '30_38': { ctdc: '30--38' },
  '39_47': { ctdc: '39--47' },
  '48_plus': { ctdc: '48+' },
});

const ageBasis = list('victims', 'age_basis', [
  'document',
  'self_declared',
  'medical_assessment',
  'presumed_child',
]);

/** In Albania "potential" and "official" victim. Eurostat counts presumed and identified as registered. */
const victimStatus = list('victims', 'victim_status', {
  presumed: { htcds: 'PossibleVictimOfTrafficking', eurostat: 'PER_VICT', directive: 'presumed victim' },
  identified: { htcds: 'ActualVictimOfTrafficking', eurostat: 'PER_VICT', directive: 'identified victim' },
  rejected: { htcds: 'NotAVictimOfTrafficking' },
  withdrawn: {},
});

/** Who brought the person to attention: every kind of organisation, and sources that are none. */
const referralSource = list(
  'victims',
  'referral_source',
  Object.fromEntries([
    ...organisationType.codes.map(entry => [entry.code, entry.mappings ?? {}] as const),
    ...[
      'mobile_team',
      'self',
      'family_friend',
      'victim_peer',
      'client_of_services',
      'citizen',
      'employer_union',
      'media',
      'foreign_authority',
    ].map(code => [code, {}] as const),
  ]),
);

const detectionContext = list('victims', 'detection_context', [
  'police_operation',
  'border_control',
  'labour_inspection',
  'outreach',
  'asylum_procedure',
  'reception_return',
  'health_contact',
  'school',
  'detention_prison',
  'hotline_call',
  'own_report',
  'third_party_report',
  'online_monitoring',
  'other',
]);

/** A refusal of the person is `declined`; `refused` everywhere marks a question left unanswered. */
const consentStatus = list('victims', 'consent_status', [
  'given',
  'guardian_given',
  'declined',
  'legal_obligation',
  'withdrawn',
]);

const genderIdentity = list('victims', 'gender_identity', {
  woman: { htcds: 'Feminine' },
  man: { htcds: 'Masculine' },
  transgender_woman: { htcds: 'TransgenderFeminine' },
  transgender_man: { htcds: 'TransgenderMasculine' },
  non_conforming: { htcds: 'NonConforming', ctdc: 'Trans/Transgender/NonConforming' },
  other: { htcds: 'NonSpecifiedUnknown' },
});

const settlementType = list('victims', 'settlement_type', ['urban', 'rural']);

const maritalStatus = list('victims', 'marital_status', {
  single: { htcds: 'Single' },
  married: { htcds: 'Married' },
  registered_partnership: { htcds: 'RegisteredPartnership' },
  cohabiting: {},
  separated: { htcds: 'Separated' },
  divorced: { htcds: 'Divorced' },
  widowed: { htcds: 'Widowed' },
  child_marriage: { htcds: 'Married' },
});

const activity = list('victims', 'activity', [
  'employed_formal',
  'employed_informal',
  'self_employed',
  'seasonal_migrant',
  'unemployed',
  'pupil_student',
  'homemaker',
  'street_work_begging',
  'unable_to_work',
  'retired',
  'too_young',
]);

const livingSituation = list('victims', 'living_situation', [
  'both_parents',
  'one_parent',
  'relatives',
  'partner',
  'own_children_only',
  'alone',
  'institution_foster',
  'reception_camp',
  'street_homeless',
  'other',
]);

const disability = list('victims', 'disability', [
  'none',
  'physical',
  'sensory',
  'intellectual',
  'psychosocial',
  'several',
]);

const vulnerability = list('victims', 'vulnerability', {
  poverty: { htcds: 'Poverty' },
  unemployment_debt: { htcds: 'Poverty' },
  domestic_violence: { htcds: 'AbusePhysical' },
  earlier_abuse: { htcds: 'AbusePhysical' },
  homelessness: { htcds: 'Homelessness' },
  institutional_care: { htcds: 'SocialGroup' },
  substance_dependence: { htcds: 'Addiction' },
  disability_illness: { htcds: 'DisabilityAndPhysicalHealth' },
  mental_health: { htcds: 'MentalHealth' },
  pregnancy_single_parent: { htcds: 'SocialGroup' },
  low_education: { htcds: 'Education' },
  minority_discrimination: { htcds: 'Discrimination' },
  no_birth_registration: { htcds: 'SocialGroup' },
  irregular_stay: { htcds: 'Migration' },
  unaccompanied: { htcds: 'Migration' },
  conflict_displacement: { htcds: 'Migration' },
  family_involvement: { htcds: 'SocialGroup' },
  online_exposure: { htcds: 'AbuseSocialMedia' },
  other: {},
  none_recorded: {},
});

const migrationStatus = list('victims', 'migration_status', [
  'national',
  'eu_mobile',
  'visa_short',
  'residence_permit',
  'asylum_applicant',
  'international_protection',
  'temporary_protection',
  'irregular',
  'stateless',
  'unaccompanied_child',
  'separated_child',
  'returnee',
  'other',
]);

const recruitmentMethod = list('victims', 'recruitment_method', {
  workplace_or_agency: { htcds: 'AtWork' },
  education_institution: { htcds: 'AtAnEducationalInstitution' },
  online_social_network: { htcds: 'ThroughOnlineSocialNetworks' },
  online_advert: { htcds: 'ThroughAnOnlineAdvertisement' },
  printed_tv_advert: { htcds: 'ThroughANewspaperAdvert' },
  family: { htcds: 'ThroughFamilyOrFamilyEvents' },
  friends_social: { htcds: 'ThroughFriendsOrSocialEvents' },
  partner_loverboy: { htcds: 'Other' },
  street_public_place: { htcds: 'Other' },
  accommodation_shelter_camp: { htcds: 'Other' },
  abduction: { htcds: 'Other', ctdc: 'isAbduction' },
  sold_by_family: { htcds: 'ThroughFamilyOrFamilyEvents' },
  other: { htcds: 'Other' },
});

const recruitmentPromise = list('victims', 'recruitment_promise', [
  'job',
  'marriage_relationship',
  'study',
  'travel_migration',
  'benefits_housing',
  'debt_relief',
  'adoption',
  'none',
  'other',
]);

const transportMode = list('victims', 'transport_mode', [
  'car_van',
  'bus',
  'train',
  'plane',
  'ship',
  'on_foot',
  'several',
  'none',
]);

const borderCrossing = list('victims', 'border_crossing', ['regular', 'irregular', 'mixed', 'not_crossed']);

const travelDocuments = list('victims', 'travel_documents', [
  'own_genuine',
  'forged',
  'other_person',
  'none_needed',
  'none',
]);

const documentKind = list('victims', 'document_kind', [
  'passport',
  'identity_card',
  'birth_certificate',
  'visa',
  'residence_permit',
  'work_permit',
  'driving_licence',
  'other',
]);

const documentState = list('victims', 'document_state', ['genuine', 'forged', 'other_person', 'expired']);

const documentHolder = list('victims', 'document_holder', [
  'victim',
  'exploiter',
  'family',
  'authority',
  'service_provider',
  'lost',
  'destroyed',
]);

const sexualExploitationType = list('victims', 'sexual_exploitation_type', {
  prostitution: { htcds: 'Prostitution', ctdc: 'typeOfSexProstitution' },
  pornography: { htcds: 'Pornography', ctdc: 'typeOfSexPornography' },
  remote_interactive: { htcds: 'RemoteInteractiveServices', ctdc: 'typeOfSexRemoteInteractiveServices' },
  private_sexual_services: { htcds: 'PrivateSexualServices', ctdc: 'typeOfSexPrivateSexualServices' },
  other: {},
});

export const exploitationDuration = list('victims', 'exploitation_duration', {
  m0_12: { ctdc: '0--12 (0-1 yr)' },
  m13_24: { ctdc: '13--24 (1-2 yrs)' },
  m25_plus: { ctdc: '25+ (2+ yrs)' },
});

/** CTDC names are those of the 2017 to 2021 files; the 2024 file merges them (see docs/reference/mappings). */
const meansOfControl = list('victims', 'means_of_control', {
  debt_bondage: { ctdc: 'meansOfControlDebtBondage', htcds: 'DebtBondage' },
  takes_earnings: { ctdc: 'meansOfControlTakesEarnings', htcds: 'TakesEarnings' },
  restricts_financial_access: {
    ctdc: 'meansOfControlRestrictsFinancialAccess',
    htcds: 'RestrictsFinancialAccess',
  },
  threats: { ctdc: 'meansOfControlThreats', htcds: 'PhysicalThreats' },
  threats_family: { ctdc: 'meansOfControlThreats', htcds: 'ThreatensChildrenFamily' },
  threat_of_authorities: { ctdc: 'meansOfControlThreatOfLawEnforcement', htcds: 'ThreatsLawEnforcement' },
  psychological_abuse: { ctdc: 'meansOfControlPsychologicalAbuse', htcds: 'PsychologicalAbuse' },
  physical_abuse: { ctdc: 'meansOfControlPhysicalAbuse', htcds: 'PhysicalAbuse' },
  sexual_abuse: { ctdc: 'meansOfControlSexualAbuse', htcds: 'SexualAbuse' },
  false_promises: { ctdc: 'meansOfControlFalsePromises', htcds: 'FalsePromises' },
  psychoactive_substances: {
    ctdc: 'meansOfControlPsychoactiveSubstances',
    htcds: 'PsychoactiveSubstance',
  },
  restricts_movement: { ctdc: 'meansOfControlRestrictsMovement', htcds: 'RestrictsMovement' },
  restricts_medical_care: { ctdc: 'meansOfControlRestrictsMedicalCare', htcds: 'RestrictsMedicalCare' },
  withholds_necessities: { ctdc: 'meansOfControlWithholdsNecessities', htcds: 'WithholdsNecessities' },
  withholds_documents: { ctdc: 'meansOfControlWithholdsDocuments', htcds: 'WithholdsDocuments' },
  excessive_hours: { ctdc: 'meansOfControlExcessiveWorkingHours', htcds: 'ExcessiveWorkingHours' },
  uses_children: { ctdc: 'meansOfControlUsesChildren', htcds: 'UsesChildren' },
  other: { ctdc: 'meansOfControlOther', htcds: 'Other' },
});

const earningsKept = list('victims', 'earnings_kept', ['none', 'part', 'all']);

const assistanceDecision = list('victims', 'assistance_decision', [
  'accepted',
  'partly',
  'declined',
  'not_offered',
]);

const assistanceType = list('victims', 'assistance_type', {
  accommodation: { htcds: 'SocialCare' },
  medical: { htcds: 'Health' },
  psychological: { htcds: 'Health' },
  legal_aid: { htcds: 'Legal' },
  interpretation: { htcds: 'SocialCare' },
  material_cash: { htcds: 'Financial' },
  education_training: { htcds: 'Education' },
  employment_reintegration: { htcds: 'Livelihood' },
  child_guardianship: { htcds: 'SocialCare' },
  family_tracing: { htcds: 'SocialCare' },
  documents: { htcds: 'Legal' },
  return_support: { htcds: 'SocialCare' },
  protection_security: { htcds: 'SocialCare' },
  other: {},
});

const accommodationType = list('victims', 'accommodation_type', [
  'specialised_shelter_state',
  'specialised_shelter_ngo',
  'general_shelter',
  'child_institution',
  'foster',
  'independent',
  'family',
  'asylum_reception',
  'none',
]);

const declineReason = list('victims', 'decline_reason', [
  'no_need',
  'return_home',
  'fear',
  'distrust',
  'wants_to_work',
  'conditions',
  'family_pressure',
  'other',
]);

/** The authority's refusal is `permit_refused`; `refused` everywhere marks a question left unanswered. */
const residenceMeasure = list('victims', 'residence_measure', [
  'reflection_period',
  'temporary_victim_permit',
  'humanitarian',
  'asylum_protection',
  'other_permit',
  'permit_refused',
]);

const returnType = list('victims', 'return_type', {
  none: {},
  voluntary_assisted: {},
  voluntary_own: {},
  repatriated_to_us: { glotip: 'by country of repatriation' },
  third_country: {},
  forced: {},
});

const participation = list('victims', 'participation', ['full', 'partial', 'none', 'not_asked']);

const proceedingsRole = list('victims', 'proceedings_role', [
  'none',
  'witness',
  'injured_party',
  'civil_claimant',
  'several',
]);

const compensationSource = list('victims', 'compensation_source', [
  'criminal_court',
  'civil_court',
  'state_fund',
  'out_of_court',
  'confiscated_assets',
]);

const closureReason = list('victims', 'closure_reason', {
  plan_completed: { htcds: 'Closed' },
  reintegrated: { htcds: 'Closed' },
  returned: { htcds: 'Closed' },
  transferred: { htcds: 'ClosedReferred' },
  lost_contact: { htcds: 'Closed' },
  own_wish: { htcds: 'Closed' },
  not_a_victim: { htcds: 'Closed' },
  deceased: { htcds: 'Closed' },
  other: { htcds: 'Closed' },
});

export const victimLists = byName([
  ...sharedLists,
  ageBand,
  ageBasis,
  victimStatus,
  referralSource,
  detectionContext,
  consentStatus,
  genderIdentity,
  settlementType,
  maritalStatus,
  activity,
  livingSituation,
  disability,
  vulnerability,
  migrationStatus,
  recruitmentMethod,
  recruitmentPromise,
  transportMode,
  borderCrossing,
  travelDocuments,
  documentKind,
  documentState,
  documentHolder,
  sexualExploitationType,
  exploitationDuration,
  meansOfControl,
  earningsKept,
  assistanceDecision,
  assistanceType,
  accommodationType,
  declineReason,
  residenceMeasure,
  returnType,
  participation,
  proceedingsRole,
  compensationSource,
  closureReason,
]);
