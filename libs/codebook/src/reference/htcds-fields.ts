/**
 * Fields of the Human Trafficking Case Data Standard 2.0 (24 December 2021, IOM, CC BY 4.0), to show which of them
 * the criteria fill and why the others are left out. `values` are the value names of its picklists.
 */
export interface HtcdsField {
  readonly name: string;
  readonly core?: boolean;
  readonly deprecated?: boolean;
  readonly values?: readonly string[];
  /** Why no variable of the criteria corresponds. */
  readonly leftOut?: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const each = (names: string, rest: Omit<HtcdsField, 'name'>): HtcdsField[] =>
  words(names).map(name => ({ name, ...rest }));

const work = 'case work of the organisation; the hub records facts, not how a case worker is organised';
const address = 'inside contact_details, encrypted as one text';
const register = 'kept in the register of organisations, not as a variable of a case';

const isicSections = words(`
  A_AgricultureForestryAndFishing B_MiningAndQuarrying C_Manufacturing
  D_ElectricityGasSteamAndAirConditioningSupply
  E_WaterSupplySewerageWasteManagementAndRemediationActivities F_Construction
  G_WholesaleAndRetailTradeRepairOfMotorVehiclesAndMotorcycles H_TransportationAndStorage
  I_AccommodationAndFoodServiceActivities J_InformationAndCommunication K_FinancialAndInsuranceActivities
  L_RealEstateActivities M_ProfessionalScientificAndTechnicalActivities
  N_AdministrativeAndSupportServiceActivities O_PublicAdministrationAndDefenceCompulsorySocialSecurity
  P_Education Q_HumanHealthAndSocialWorkActivities R_ArtsEntertainmentAndRecreation S_OtherServiceActivities
  T_ActivitiesOfHouseholdsAsEmployers U_ActivitiesOfExtraterritorialOrganizations
`);

export const htcdsFields: readonly HtcdsField[] = [
  { name: 'org_Name' },
  {
    name: 'org_Type',
    values: words(
      'NGO LawEnforcement HealthServiceOrganisation CentralGovernmentOrganisation LocalGovernmentOrganisation ' +
        'ImmigrationService LegalService CorporateBusiness SchoolOrCollege',
    ),
  },
  ...each(
    'org_ShippingCity org_ShippingState org_ShippingStreet org_ShippingPostalCode org_ShippingCountry ' +
      'org_ShippingLongitude org_ShippingLatitude org_Phone',
    { leftOut: register },
  ),
  ...each('prs_FirstName prs_SecondName prs_Birthdate', { core: true }),
  { name: 'prs_IdentityNumber' },
  ...each('prs_Salutation', { core: true, leftOut: 'not needed to find or count a person' }),
  ...each('prs_MiddleName', { leftOut: 'part of full_name' }),
  {
    name: 'prs_Gender',
    core: true,
    values: words(
      'Feminine Masculine TransgenderFeminine TransgenderMasculine NonConforming NonSpecifiedUnknown',
    ),
  },
  ...each('prs_Deceased', { leftOut: 'a reason for closing: closure_reason' }),
  {
    name: 'prs_MaritalStatus',
    values: words('Single Married Widowed Divorced Separated RegisteredPartnership'),
  },
  { name: 'prs_NumberOfChildren' },
  { name: 'prs_PrimaryLanguage' },
  ...each('prs_SecondaryLanguage', { leftOut: 'the language of interpretation is the mother tongue' }),
  {
    name: 'prs_HighestLevelOfEducation',
    values: words(
      'EarlyChildhoodEducation PrimaryEducation LowerSecondaryEducation UpperSecondaryEducation ' +
        'PostSecondaryNonTertiaryEducation ShortCycleTertiaryEducation BachelorsOrEquivalentLevel ' +
        'MastersOrEquivalentLevel DoctoralOrEquivalentLevel',
    ),
  },
  { name: 'prs_Citizenship', core: true },
  ...each('prs_Title', { core: true, leftOut: 'position of a worker of an organisation' }),
  { name: 'prs_MobilePhone', core: true },
  { name: 'prs_MailingStreet', core: true },
  ...each(
    'prs_Email prs_HomePhone prs_MailingCity prs_MailingCountry prs_MailingState prs_MailingPostalCode',
    {
      core: true,
      leftOut: address,
    },
  ),
  ...each('prs_MailingLongitude prs_MailingLatitude', { leftOut: address }),
  ...each('vic_AgreementToManagePersonalData', { deprecated: true, leftOut: 'replaced by con_Consent' }),
  {
    name: 'vic_TraffickingStatus',
    core: true,
    values: words('PossibleVictimOfTrafficking ActualVictimOfTrafficking NotAVictimOfTrafficking'),
  },
  {
    name: 'vic_TraffickingStatusDecisionMakingOrg',
    core: true,
    values: words('Police NGO CourtOrProsecution NonPoliceGovernmentalOrganization Other'),
  },
  { name: 'vic_RelationshipToTrafficker', values: words('Familial Acquainted Unaquainted') },
  { name: 'vic_AgeWhenTrafficked' },
  { name: 'vic_RecruitmentWebsitesAndApps' },
  {
    name: 'vic_MethodOfRecruitment',
    core: true,
    values: words(
      'AtAPlaceOfBusiness AtAnEducationalInstitution AtWork ThroughOnlineSocialNetworks ' +
        'ThroughAnOnlineAdvertisement ThroughATelevisionAdvert ThroughANewspaperAdvert ' +
        'ThroughFamilyOrFamilyEvents ThroughFriendsOrSocialEvents Other',
    ),
  },
  ...each('vic_LocationOfRecruitment', { core: true, leftOut: 'recruitment_country and recruitment_unit' }),
  {
    name: 'vic_MethodsOfControl',
    core: true,
    values: words(
      'PhysicalThreats ThreatsLawEnforcement ThreatensChildrenFamily DebtBondage FalsePromises PhysicalAbuse ' +
        'SexualAbuse TakesEarnings RestrictsFinancialAccess RestrictsMedicalCare WithholdsNecessities ' +
        'PsychologicalAbuse PsychoactiveSubstance ExcessiveWorkingHours WithholdsDocuments RestrictsMovement ' +
        'UsesChildren Other',
    ),
  },
  {
    name: 'vic_TypeOfExploitation',
    core: true,
    values: words(
      'ForcedLabour SexualExploitation ChildLabour ForcedMarriage Servitude ForcedMilitaryByNonStateActors ' +
        'OrganRemoval ForcedBegging ForcedAdoption Surrogacy Other',
    ),
  },
  { name: 'vic_ForcedLabourIndustry', core: true, values: isicSections },
  {
    name: 'vic_TypeOfSexExploitation',
    core: true,
    values: words('Prostitution Pornography RemoteInteractiveServices PrivateSexualServices'),
  },
  ...each('vic_LocationOfExploitation', {
    core: true,
    leftOut: 'exploitation_country and exploitation_unit',
  }),
  ...each('vic_ExploitationWebsitesAndApps', { leftOut: 'names of sites age faster than a code list' }),
  {
    name: 'vic_Vulnerabilities',
    deprecated: true,
    values: words(
      'Addiction SocialGroup Discrimination Poverty DisabilityAndPhysicalHealth MentalHealth Migration ' +
        'Homelessness AbuseSocialMedia AbusePhysical Education WorkEnvironment',
    ),
  },
  ...each('vic_DetailsOfVulnerabilities', { deprecated: true, leftOut: 'free text on sensitive matters' }),
  {
    name: 'per_RoleInProcess',
    values: words(
      'TravellingPartner Transporter RecruiterOrIntermediary BrokerTravelAgent TransferredIndividual ' +
        'HarbouredIndividual SoldIndividual BoughtIndividual ReceivedIndividual ControlledIndividual Smuggler ' +
        'Abuser Kidnapper Exploiter Other',
    ),
  },
  ...each('per_RoleDetails per_Organisation', { leftOut: 'the standard leaves them undefined' }),
  {
    name: 'cas_Status',
    core: true,
    values: words('Active FollowUp Closed ClosedReferred'),
    leftOut: 'follows from the facts of the case; codes of closure_reason carry it',
  },
  { name: 'cas_ReasonForCaseClosure', core: true },
  { name: 'cas_ReferringOrganisation', core: true },
  { name: 'cas_IncomingReferralDate', core: true },
  ...each(
    'cas_CaseOwner cas_ReferringPrimaryCaseWorker cas_IncomingReferralDetails cas_ReferredPrimaryCaseWorker ' +
      'cas_OutgoingReferralDetails',
    { core: true, leftOut: work },
  ),
  ...each(
    'cas_ReasonForIncomingReferral cas_ReferredOrganisation cas_ReasonForOutgoingReferral cas_OutgoingReferralDate',
    { core: true, leftOut: 'facts of referral and acceptance, with organisation, reason and date' },
  ),
  ...each('cco_CaseComment', { leftOut: work }),
  ...each('hte_Country hte_State hte_Date', {}),
  { name: 'hte_Type', values: words('Recruitment Transit Exploitation') },
  ...each('hte_Longitude hte_Latitude hte_City hte_Street hte_PostalCode hte_Description', {
    leftOut: 'finer than the first-level unit: would single persons out',
  }),
  {
    name: 'spl_Type',
    values: words(
      'Education Financial Health LabourExploitationRehabilitation Legal Livelihood RightsBasedTraining ' +
        'SexualExploitationRehabilitation SocialCare',
    ),
  },
  { name: 'spl_ActualEndDate' },
  ...each('spl_Objectives spl_ActionPlan spl_PlannedEndDate', { leftOut: work }),
  { name: 'con_Consent', core: true },
];
