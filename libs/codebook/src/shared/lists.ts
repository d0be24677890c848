import type { CodeList } from '../model';
import { list } from './define';

export const jurisdictionList = list('shared', 'jurisdiction', {
  AL: { eurostat: 'AL', glotip: 'ALB', ctdc: 'ALB' },
  BA: { eurostat: 'BA', glotip: 'BIH', ctdc: 'BIH' },
  BG: { eurostat: 'BG', glotip: 'BGR', ctdc: 'BGR' },
  HR: { eurostat: 'HR', glotip: 'HRV', ctdc: 'HRV' },
  // No row of its own in GLOTIP; in the synthetic CTDC data Serbia includes Kosovo*.
  XK: { eurostat: 'XK', ctdc: 'SRB' },
  MD: { eurostat: 'MD', glotip: 'MDA', ctdc: 'MDA' },
  ME: { eurostat: 'ME', glotip: 'MNE', ctdc: 'MNE' },
  MK: { eurostat: 'MK', glotip: 'MKD', ctdc: 'MKD' },
  RO: { eurostat: 'RO', glotip: 'ROU', ctdc: 'ROU' },
  RS: { eurostat: 'RS', glotip: 'SRB', ctdc: 'SRB' },
});

export const yesNo = list('shared', 'yes_no', ['yes', 'no']);

export const sex = list('shared', 'sex', {
  female: { ctdc: 'Female', htcds: 'Feminine', eurostat: 'F', glotip: 'Female' },
  male: { ctdc: 'Male', htcds: 'Masculine', eurostat: 'M', glotip: 'Male' },
  other: { ctdc: 'Transgender/NonConforming', htcds: 'NonConforming', eurostat: 'UNK', glotip: 'Other' },
});

export const majority = list('shared', 'majority', {
  child: { ctdc: 'Minor', eurostat: 'Y_LT18', glotip: '0 to 17 years' },
  adult: { ctdc: 'Adult', eurostat: 'Y_GE18', glotip: '18 years or over' },
});

/** Classes of citizenship for tables, seen from the reporting jurisdiction. */
export const citizenshipGroup = list('shared', 'citizenship_group', {
  national: { eurostat: 'NAT', directive: 'citizenship' },
  other_see10: { eurostat: 'NEU27_2020_FOR', directive: 'citizenship' },
  other_eu: { eurostat: 'EU27_2020_FOR', directive: 'citizenship' },
  other: { eurostat: 'NEU27_2020_FOR', directive: 'citizenship' },
});

/** Classes of organisations in HTCDS: as the body that decides on status, and as an organisation. */
const organisations: readonly (readonly [code: string, decides: string, organisation: string])[] = [
  ['police', 'Police', 'LawEnforcement'],
  ['border_police', 'Police', 'LawEnforcement'],
  ['immigration_asylum', 'NonPoliceGovernmentalOrganization', 'ImmigrationService'],
  ['labour_inspectorate', 'NonPoliceGovernmentalOrganization', 'CentralGovernmentOrganisation'],
  ['prosecution', 'CourtOrProsecution', 'LegalService'],
  ['court', 'CourtOrProsecution', 'LegalService'],
  ['social_services', 'NonPoliceGovernmentalOrganization', 'CentralGovernmentOrganisation'],
  ['child_protection', 'NonPoliceGovernmentalOrganization', 'CentralGovernmentOrganisation'],
  ['health', 'NonPoliceGovernmentalOrganization', 'HealthServiceOrganisation'],
  ['education', 'NonPoliceGovernmentalOrganization', 'SchoolOrCollege'],
  ['local_government', 'NonPoliceGovernmentalOrganization', 'LocalGovernmentOrganisation'],
  ['ngo', 'NGO', 'NGO'],
  ['international_org', 'Other', ''],
  ['consular', 'NonPoliceGovernmentalOrganization', 'CentralGovernmentOrganisation'],
  ['hotline', 'Other', ''],
  ['other', 'Other', ''],
];

export const organisationType: CodeList = {
  name: 'organisation_type',
  part: 'shared',
  codes: organisations.map(([code, decides, organisation]) => ({
    code,
    mappings: { htcds: decides },
    ...(organisation ? { attributes: { org_Type: organisation } } : {}),
  })),
};

export const education = list('shared', 'education', {
  none: {},
  isced_0: { htcds: 'EarlyChildhoodEducation' },
  isced_1: { htcds: 'PrimaryEducation' },
  isced_2: { htcds: 'LowerSecondaryEducation' },
  isced_3: { htcds: 'UpperSecondaryEducation' },
  isced_4: { htcds: 'PostSecondaryNonTertiaryEducation' },
  isced_5: { htcds: 'ShortCycleTertiaryEducation' },
  isced_6: { htcds: 'BachelorsOrEquivalentLevel' },
  isced_7: { htcds: 'MastersOrEquivalentLevel' },
  isced_8: { htcds: 'DoctoralOrEquivalentLevel' },
});

/** Relation of the recruiter to the victim, and of the accused to the victims. */
export const relation = list('shared', 'relation', {
  intimate_partner: { ctdc: 'IntimatePartner', htcds: 'Familial' },
  family_member: { ctdc: 'Family', htcds: 'Familial' },
  friend_acquaintance: { ctdc: 'Friend', htcds: 'Acquainted' },
  employer: { ctdc: 'Other', htcds: 'Acquainted' },
  recruiter_agency: { ctdc: 'Other', htcds: 'Unaquainted' },
  neighbour_community: { ctdc: 'Other', htcds: 'Acquainted' },
  official: { ctdc: 'Other', htcds: 'Unaquainted' },
  stranger_online: { ctdc: 'Other', htcds: 'Unaquainted' },
  stranger: { ctdc: 'Other', htcds: 'Unaquainted' },
  other: { ctdc: 'Other' },
});

/** Palermo Protocol art. 3(a), Directive 2011/36/EU art. 2(1). */
export const act = list('shared', 'act', {
  recruitment: { ictip: 'E:recruitment', directive: 'recruitment' },
  transportation: { ictip: 'E:transportation', directive: 'transportation' },
  transfer: { ictip: 'E:transfer', directive: 'transfer' },
  harbouring: { ictip: 'E:harbouring', directive: 'harbouring' },
  receipt: { ictip: 'E:receipt', directive: 'reception' },
  exchange_transfer_of_control: { ictip: 'E:transfer', directive: 'exchange or transfer of control' },
});

/** Palermo Protocol art. 3(a); for children no means is needed (art. 3(c), Directive art. 2(5)). */
export const means = list('shared', 'means', {
  force: { ictip: 'E:threat or use of force', directive: 'use of force' },
  threat: { ictip: 'E:threat or use of force', directive: 'threat' },
  other_coercion: { ictip: 'E:other coercion', directive: 'other forms of coercion' },
  abduction: { ictip: 'E:abduction', directive: 'abduction' },
  fraud: { ictip: 'E:fraud', directive: 'fraud' },
  deception: { ictip: 'E:deception', directive: 'deception' },
  abuse_of_power: { ictip: 'E:abuse of power', directive: 'abuse of power' },
  abuse_of_vulnerability: {
    ictip: 'E:abuse of vulnerability',
    directive: 'abuse of a position of vulnerability',
  },
  payment_or_benefit: {
    ictip: 'E:giving or receiving payments or benefits',
    directive: 'giving or receiving of payments or benefits',
  },
  not_required_child: { ictip: 'E:not required for children', directive: 'not required for a child' },
});

const other = { glotip: 'Other forms of exploitation', eurostat: 'other' };
const forcedLabour = { glotip: 'Forced labour', eurostat: 'forced labour or services', iccs: '02042' };

/**
 * Forms of exploitation and their classes elsewhere. Begging and criminal activity count as "other" in GLOTIP and
 * Eurostat, although many states report begging under forced labour: an export may switch that, the list does not.
 */
const forms = {
  sexual: {
    glotip: 'Sexual exploitation',
    eurostat: 'sexual exploitation',
    iccs: '02041',
    htcds: 'SexualExploitation',
    ctdc: 'isSexualExploit',
    directive: 'sexual exploitation, including the exploitation of the prostitution of others',
  },
  labour: {
    ...forcedLabour,
    htcds: 'ForcedLabour',
    ctdc: 'isForcedLabour',
    directive: 'forced labour or services',
  },
  domestic_servitude: {
    ...forcedLabour,
    htcds: 'Servitude',
    ctdc: 'isForcedLabour',
    directive: 'forced labour or services, servitude',
  },
  begging: {
    ...other,
    iccs: '02044',
    htcds: 'ForcedBegging',
    ctdc: 'isForcedLabour',
    directive: 'forced labour, including begging',
  },
  criminal_activity: {
    ...other,
    iccs: '02044',
    htcds: 'Other',
    ctdc: 'isForcedLabour',
    directive: 'exploitation of criminal activities',
  },
  forced_marriage: {
    ...other,
    iccs: '02044',
    htcds: 'ForcedMarriage',
    ctdc: 'isForcedMarriage',
    directive: 'forced marriage (since 2024)',
  },
  slavery_servitude_other: {
    ...other,
    iccs: '02044',
    htcds: 'Servitude',
    ctdc: 'isSlaveryAndPractices',
    directive: 'slavery or practices similar to slavery, servitude',
  },
  illegal_adoption: {
    ...other,
    iccs: '02044',
    htcds: 'ForcedAdoption',
    ctdc: 'isOtherExploit',
    directive: 'illegal adoption (since 2024)',
  },
  surrogacy: {
    ...other,
    iccs: '02044',
    htcds: 'Surrogacy',
    ctdc: 'isOtherExploit',
    directive: 'exploitation of surrogacy (since 2024)',
  },
  organ_removal: {
    ...other,
    iccs: '02043',
    htcds: 'OrganRemoval',
    ctdc: 'isOrganRemoval',
    directive: 'removal of organs',
  },
  armed_group: {
    ...other,
    iccs: '02044',
    htcds: 'ForcedMilitaryByNonStateActors',
    ctdc: 'isForcedMilitary',
    directive: 'other',
  },
  benefit_fraud: { ...other, iccs: '02044', htcds: 'Other', ctdc: 'isOtherExploit', directive: 'other' },
  other: { ...other, iccs: '02044', htcds: 'Other', ctdc: 'isOtherExploit', directive: 'other' },
  not_yet_exploited: {},
};

export const exploitationForm = list('shared', 'exploitation_form', forms);

/** One class per person or case: the forms, and `multiple` where the source names several without a main one. */
export const mainExploitation = list('shared', 'main_exploitation', {
  ...forms,
  multiple: { ...other, iccs: '02044', ctdc: 'Multiple' },
});

/** Sections of ISIC Rev. 4 and three activities the classification does not know. */
export const labourSector = list('shared', 'labour_sector', {
  A: { htcds: 'A_AgricultureForestryAndFishing', ctdc: 'Agriculture' },
  B: { htcds: 'B_MiningAndQuarrying', ctdc: 'MiningOrDrilling' },
  C: { htcds: 'C_Manufacturing', ctdc: 'Manufacturing' },
  D: { htcds: 'D_ElectricityGasSteamAndAirConditioningSupply', ctdc: 'Other' },
  E: { htcds: 'E_WaterSupplySewerageWasteManagementAndRemediationActivities', ctdc: 'Other' },
  F: { htcds: 'F_Construction', ctdc: 'Construction' },
  G: { htcds: 'G_WholesaleAndRetailTradeRepairOfMotorVehiclesAndMotorcycles', ctdc: 'Other' },
  H: { htcds: 'H_TransportationAndStorage', ctdc: 'Transportation' },
  I: { htcds: 'I_AccommodationAndFoodServiceActivities', ctdc: 'Hospitality' },
  J: { htcds: 'J_InformationAndCommunication', ctdc: 'Other' },
  K: { htcds: 'K_FinancialAndInsuranceActivities', ctdc: 'Other' },
  L: { htcds: 'L_RealEstateActivities', ctdc: 'Other' },
  M: { htcds: 'M_ProfessionalScientificAndTechnicalActivities', ctdc: 'Other' },
  N: { htcds: 'N_AdministrativeAndSupportServiceActivities', ctdc: 'Other' },
  O: { htcds: 'O_PublicAdministrationAndDefenceCompulsorySocialSecurity', ctdc: 'Other' },
  P: { htcds: 'P_Education', ctdc: 'Other' },
  Q: { htcds: 'Q_HumanHealthAndSocialWorkActivities', ctdc: 'Other' },
  R: { htcds: 'R_ArtsEntertainmentAndRecreation', ctdc: 'Other' },
  S: { htcds: 'S_OtherServiceActivities', ctdc: 'Other' },
  T: { htcds: 'T_ActivitiesOfHouseholdsAsEmployers', ctdc: 'DomesticWork' },
  U: { htcds: 'U_ActivitiesOfExtraterritorialOrganizations', ctdc: 'Other' },
  // Fishing and aquaculture is ISIC division A-03; CTDC keeps it apart from agriculture.
  A03: { htcds: 'A_AgricultureForestryAndFishing', ctdc: 'Aquafarming' },
  X1_begging: { ctdc: 'Begging' },
  X2_peddling: { ctdc: 'Peddling' },
  X3_illicit_activities: { ctdc: 'IllicitActivities' },
  other: { ctdc: 'Other' },
});

export const scope = list('shared', 'scope', {
  internal: { glotip: 'Domestic' },
  cross_border: { glotip: 'Cross-border' },
  both: { glotip: 'Cross-border' },
});

/** Currencies in or formerly in use in the ten jurisdictions, and those sums are often stated in. */
export const currency = list('shared', 'currency', [
  'ALL',
  'BAM',
  'BGN',
  'EUR',
  'HRK',
  'MDL',
  'MKD',
  'RON',
  'RSD',
  'CHF',
  'GBP',
  'TRY',
  'USD',
]);

export const sharedLists = [
  jurisdictionList,
  yesNo,
  sex,
  majority,
  citizenshipGroup,
  organisationType,
  education,
  relation,
  act,
  means,
  exploitationForm,
  mainExploitation,
  labourSector,
  scope,
  currency,
];
