import type { Condition, LifeCycleVariable, Section } from '../model';
import * as d from '../shared/define';
import { documents, exploitationPeriods, recruitmentSteps, transitStops } from './entries';

const { code, codes, date, fact, has, is, known, not, number, text, variable } = d;

const identity = { class: 'identity', reason: 'identifies the person' } as const;
const health = { class: 'sensitive', reason: 'data on health (GDPR art. 9)' } as const;

/** Asked of a person known, or believed, to be a child. */
const child: Condition = is('majority_at_identification', 'child');
const crossBorder: Condition = is('trafficking_scope', 'cross_border', 'both');
const foreigner: Condition = not(is('migration_status', 'national'));
const decided: Condition = is('victim_status', 'identified', 'rejected');

const detection: Section = {
  name: 'detection',
  subject: 'case',
  variables: [
    variable('V6', 'first_contact_date', date, 'Q', { mappings: { htcds: 'cas_IncomingReferralDate' } }),
    variable('V7', 'referral_source', code('referral_source'), 'N', {
      mandatory: true,
      mappings: { htcds: 'cas_ReferringOrganisation', ictip: 'R' },
    }),
    variable('V8', 'detection_context', code('detection_context'), 'Q'),
    variable('V43', 'identification_country', d.country, 'Q', { mappings: { ictip: 'E' } }),
    variable('V44', 'identification_unit', d.unit, 'Q', { mappings: { ictip: 'E:location' } }),
  ],
};

const profile: Section = {
  name: 'profile',
  subject: 'case',
  variables: [
    variable('V15', 'sex', code('sex'), 'Q', {
      mandatory: true,
      mappings: {
        htcds: 'prs_Gender',
        ctdc: 'gender',
        eurostat: 'sex',
        glotip: 'Sex',
        directive: '19a(a) sex',
        ictip: 'V',
      },
    }),
    variable('V16', 'gender_identity', code('gender_identity'), 'S', {
      sealed: { class: 'sensitive', reason: 'gender identity (GDPR art. 9)' },
      optIn: [],
      missing: d.unknownOrRefused,
      mappings: { htcds: 'prs_Gender' },
    }),
    variable('V17', 'age_at_identification', number(0, 110), 'Q', {
      mandatory: true,
      alternatives: ['majority_at_identification'],
      mappings: { ctdc: 'ageBroad', ictip: 'V' },
    }),
    variable('V18', 'age_band', code('age_band'), 'Q', {
      when: not(known('age_at_identification')),
      mappings: { ctdc: 'ageBroad' },
    }),
    variable('V19', 'majority_at_identification', code('majority'), 'Q', {
      when: not(known('age_at_identification')),
      mappings: { ctdc: 'majorityStatus', eurostat: 'age', glotip: 'Age', directive: '19a(a) age group' },
    }),
    variable('V20', 'age_basis', code('age_basis'), 'N', { mandatory: true }),
    variable('V23', 'citizenship', d.countries, 'Q', {
      mandatory: true,
      missing: d.unknownOrRefused,
      mappings: {
        ctdc: 'citizenship',
        eurostat: 'citizen',
        htcds: 'prs_Citizenship',
        glotip: 'by citizenship',
        directive: '19a(a) citizenship',
      },
    }),
    variable('V24', 'country_of_birth', d.country, 'Q', { mappings: { ictip: 'V' } }),
    variable('V28', 'ethnicity_self_declared', text(80), 'S', {
      sealed: { class: 'sensitive', reason: 'ethnic origin (GDPR art. 9), free text' },
      optIn: [],
      missing: d.unknownOrRefused,
    }),
    variable('V29', 'mother_tongue', d.language, 'Q', { mappings: { htcds: 'prs_PrimaryLanguage' } }),
    variable('V35', 'disability', code('disability'), 'S', {
      sealed: health,
      // Directive 2011/36/EU art. 11(7) asks for attention to disability and health of every victim.
      optIn: ['AL', 'BA', 'BG', 'HR', 'XK', 'MD', 'ME', 'MK', 'RO', 'RS'],
      missing: d.unknownOrRefused,
      mappings: { ictip: 'V' },
    }),
  ],
};

const background: Section = {
  name: 'background',
  subject: 'case',
  variables: [
    variable('V25', 'country_of_residence_before', d.country, 'Q', { mappings: { ictip: 'V' } }),
    variable('V26', 'residence_unit_before', d.unit, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('V27', 'settlement_type', code('settlement_type'), 'Q'),
    variable('V30', 'marital_status', code('marital_status'), 'Q', {
      missing: d.unknownOrRefused,
      mappings: { htcds: 'prs_MaritalStatus' },
    }),
    variable('V31', 'children_count', number(0, 25), 'Q', {
      missing: d.unknownOrRefused,
      mappings: { htcds: 'prs_NumberOfChildren' },
    }),
    variable('V32', 'education_level', code('education'), 'Q', {
      mappings: { htcds: 'prs_HighestLevelOfEducation' },
    }),
    variable('V33', 'activity_before', code('activity'), 'Q'),
    variable('V34', 'living_situation_before', code('living_situation'), 'Q'),
    variable('V36', 'vulnerability_factors', codes('vulnerability'), 'S', {
      sealed: { ...health, reason: 'holds data on health and dependence (GDPR art. 9)' },
      missing: d.unknownOrRefused,
      mappings: { htcds: 'vic_Vulnerabilities' },
    }),
    variable('V37', 'previously_trafficked', code('yes_no'), 'Q'),
    variable('V38', 'migration_status', code('migration_status'), 'Q', { mappings: { ictip: 'V' } }),
  ],
};

const recruitment: Section = {
  name: 'recruitment',
  subject: 'case',
  variables: [
    variable('V55', 'acts', codes('act'), 'N', {
      mappings: { ictip: 'E:act', directive: 'art. 2(1)' },
    }),
    variable('V56', 'means', codes('means'), 'N', {
      mappings: { ictip: 'E:means', directive: 'art. 2(1)' },
    }),
    variable('V21', 'age_at_recruitment', number(0, 110), 'Q', {
      mappings: { htcds: 'vic_AgeWhenTrafficked', ctdc: 'majorityEntry' },
    }),
    variable('V46', 'recruitment_country', d.country, 'Q', { mappings: { htcds: 'hte_Country' } }),
    variable('V47', 'recruitment_unit', d.unit, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { htcds: 'hte_State' },
    }),
    variable('V48', 'recruitment_date', date, 'Q', { mappings: { htcds: 'hte_Date' } }),
    variable('V49', 'recruitment_method', codes('recruitment_method'), 'N', {
      mappings: { htcds: 'vic_MethodOfRecruitment' },
    }),
    variable('V50', 'recruitment_promise', code('recruitment_promise'), 'N'),
    variable('V51', 'recruiter_relation', codes('relation'), 'Q', {
      mappings: { ctdc: 'recruiterRelation', htcds: 'vic_RelationshipToTrafficker' },
    }),
    variable('V52', 'recruiter_sex', codes('sex'), 'N'),
    variable('V53', 'online_recruitment', code('yes_no'), 'N', {
      mappings: { htcds: 'vic_RecruitmentWebsitesAndApps' },
    }),
    variable('V54', 'abduction', code('yes_no'), 'N', { mappings: { ctdc: 'isAbduction' } }),
    recruitmentSteps,
  ],
};

const transport: Section = {
  name: 'transport',
  subject: 'case',
  variables: [
    variable('V45', 'trafficking_scope', code('scope'), 'Q', {
      mandatory: true,
      mappings: { glotip: 'domestic / cross-border', ictip: 'E' },
    }),
    variable('V57', 'transit_countries', d.countries, 'Q', {
      when: crossBorder,
      missing: d.unknownOrNotApplicable,
      mappings: { htcds: 'hte_Type=Transit' },
    }),
    variable('V58', 'transport_mode', code('transport_mode'), 'N', { when: crossBorder }),
    variable('V59', 'border_crossing', code('border_crossing'), 'N', { when: crossBorder }),
    variable('V60', 'travel_documents', code('travel_documents'), 'N', { when: crossBorder }),
    transitStops,
    documents,
  ],
};

const exploitation: Section = {
  name: 'exploitation',
  subject: 'case',
  variables: [
    variable('V61', 'exploitation_country', d.countries, 'Q', {
      mandatory: true,
      missing: d.unknownOrNotApplicable,
      mappings: { ctdc: 'CountryOfExploitation', ictip: 'E' },
    }),
    variable('V62', 'exploitation_unit', d.units, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { htcds: 'hte_Type=Exploitation' },
    }),
    variable('V63', 'exploitation_forms', codes('exploitation_form'), 'Q', {
      mandatory: true,
      mappings: { htcds: 'vic_TypeOfExploitation', ctdc: 'typeOfExploitConcatenated', ictip: 'E:purpose' },
    }),
    variable('V64', 'main_exploitation', code('main_exploitation'), 'Q', {
      mandatory: true,
      mappings: {
        eurostat: 'crim_thb_vexp',
        glotip: 'by form of exploitation',
        iccs: '0204',
        directive: '19a(a) form of exploitation',
      },
    }),
    variable('V65', 'sexual_exploitation_types', codes('sexual_exploitation_type'), 'S', {
      when: has('exploitation_forms', 'sexual'),
      mappings: { ctdc: 'typeOfSex', htcds: 'vic_TypeOfSexExploitation' },
    }),
    variable('V66', 'labour_sector', codes('labour_sector'), 'Q', {
      when: has('exploitation_forms', 'labour', 'domestic_servitude', 'begging', 'criminal_activity'),
      mappings: { htcds: 'vic_ForcedLabourIndustry', ctdc: 'typeOfLabour' },
    }),
    variable('V22', 'majority_at_exploitation_start', code('majority'), 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { ctdc: 'majorityStatusAtExploit' },
    }),
    variable('V67', 'exploitation_start', date, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('V67', 'exploitation_end', date, 'Q', { missing: d.unknownOrNotApplicable }),
    variable('V68', 'exploitation_months', number(0, 900), 'Q', { derived: true }),
    variable('V68', 'exploitation_duration', code('exploitation_duration'), 'Q', {
      when: not({ all: [known('exploitation_start'), known('exploitation_end')] }),
      missing: d.unknownOrNotApplicable,
      mappings: { ctdc: 'traffickMonths' },
    }),
    variable('V69', 'means_of_control', codes('means_of_control'), 'S', {
      mappings: { ctdc: 'meansOfControl', htcds: 'vic_MethodsOfControl' },
    }),
    variable('V70', 'earnings_kept', code('earnings_kept'), 'N', { missing: d.unknownOrNotApplicable }),
    exploitationPeriods,
  ],
};

export const victimSections: readonly Section[] = [
  detection,
  profile,
  background,
  recruitment,
  transport,
  exploitation,
];

const registration = fact('registration', 'case', [
  variable('V1', 'victim_record_id', text(36), 'N', {
    derived: true,
    mandatory: true,
    missing: [],
    mappings: { ictip: 'V:id' },
  }),
  variable('V2', 'jurisdiction', code('jurisdiction'), 'N', {
    derived: true,
    mandatory: true,
    missing: [],
    mappings: { eurostat: 'geo', glotip: 'Iso3_code' },
  }),
  variable('V3', 'registration_date', date, 'Q', {
    mandatory: true,
    missing: [],
    mappings: { ctdc: 'yearOfRegistration' },
  }),
  variable('V4', 'registering_org_type', code('organisation_type'), 'N', {
    mandatory: true,
    mappings: { directive: '19a(a) registering organisation', ictip: 'R', htcds: 'org_Type' },
  }),
  variable('V5', 'registering_org_id', d.organisation, 'N', { mappings: { htcds: 'org_Name' } }),
]);

const consent = fact(
  'consent',
  'case',
  [
    variable('V9', 'consent_status', code('consent_status'), 'N', { mappings: { htcds: 'con_Consent' } }),
    variable('V10', 'consent_date', date, 'N'),
  ],
  { repeatable: true },
);

const identityFact = fact('identity', 'person', [
  variable('V11', 'full_name', text(200), 'D', {
    sealed: identity,
    missing: d.unknownOrRefused,
    mappings: { htcds: 'prs_FirstName, prs_SecondName' },
  }),
  variable('V12', 'date_of_birth', date, 'D', {
    sealed: identity,
    missing: d.unknownOrRefused,
    mappings: { htcds: 'prs_Birthdate' },
  }),
  variable('V13', 'national_id_number', text(40), 'D', {
    sealed: identity,
    missing: d.unknownOrRefused,
    mappings: { htcds: 'prs_IdentityNumber' },
  }),
  variable('V14', 'contact_details', text(500), 'D', {
    sealed: { class: 'contact', reason: 'leads to the person' },
    missing: d.unknownOrRefused,
    mappings: { htcds: 'prs_MobilePhone, prs_MailingStreet' },
  }),
]);

const statusDecision = fact(
  'status_decision',
  'case',
  [
    variable('V39', 'victim_status', code('victim_status'), 'Q', {
      mandatory: true,
      missing: [],
      mappings: {
        htcds: 'vic_TraffickingStatus',
        eurostat: 'leg_stat',
        directive: '19a(a) identified and presumed victims',
      },
    }),
    variable('V40', 'presumed_since', date, 'Q', {
      mandatory: true,
      alternatives: ['formal_decision_date'],
    }),
    variable('V41', 'formal_decision_date', date, 'Q', { when: decided }),
    variable('V42', 'formal_decision_authority', code('organisation_type'), 'N', {
      mandatory: true,
      when: decided,
      mappings: { htcds: 'vic_TraffickingStatusDecisionMakingOrg' },
    }),
  ],
  { repeatable: true },
);

const assistance = fact(
  'assistance',
  'case',
  [
    variable('V71', 'assistance_decision', code('assistance_decision'), 'Q', { mandatory: true }),
    variable('V72', 'assistance_decline_reason', code('decline_reason'), 'N', {
      when: is('assistance_decision', 'declined', 'partly'),
    }),
    variable('V73', 'assistance_types', codes('assistance_type'), 'Q', {
      mappings: { htcds: 'spl_Type' },
    }),
    variable('V73', 'assistance_start', date, 'Q'),
    variable('V73', 'assistance_end', date, 'Q', {
      missing: d.unknownOrNotApplicable,
      mappings: { htcds: 'spl_ActualEndDate' },
    }),
    variable('V73', 'assistance_provider_type', code('organisation_type'), 'N'),
    variable('V74', 'accommodation_type', code('accommodation_type'), 'Q', {
      when: has('assistance_types', 'accommodation'),
    }),
  ],
  { repeatable: true },
);

const guardianship = fact('guardianship', 'case', [
  variable('V75', 'guardian_appointed', code('yes_no'), 'Q', {
    when: child,
    missing: d.unknownOrNotApplicable,
    mappings: { directive: 'art. 14 and 16' },
  }),
  variable('V75', 'guardian_date', date, 'Q', { when: is('guardian_appointed', 'yes') }),
]);

const residence = fact(
  'residence',
  'case',
  [
    variable('V76', 'residence_measure', code('residence_measure'), 'Q', {
      when: foreigner,
      missing: d.unknownOrNotApplicable,
      mappings: { eurostat: 'residence permit (older forms)' },
    }),
    variable('V76', 'residence_date', date, 'Q', { when: known('residence_measure') }),
    variable('V76', 'residence_days', number(1, 3660), 'Q', {
      when: known('residence_measure'),
      missing: d.unknownOrNotApplicable,
    }),
  ],
  { repeatable: true },
);

const returning = fact('return', 'case', [
  variable('V77', 'return_type', code('return_type'), 'Q', {
    mappings: { glotip: 'by country of repatriation' },
  }),
  variable('V77', 'return_country', d.country, 'Q', {
    when: not(is('return_type', 'none')),
    mappings: { glotip: 'by country of repatriation' },
  }),
  variable('V77', 'return_date', date, 'Q', { when: not(is('return_type', 'none')) }),
]);

const participation = fact('participation', 'case', [
  variable('V78', 'proceedings_participation', code('participation'), 'S', {
    mappings: { ictip: 'V:participation in proceedings' },
  }),
  variable('V78', 'proceedings_role', code('proceedings_role'), 'S', {
    mappings: { ictip: 'V:participation in proceedings' },
  }),
  variable('V78', 'proceedings_legal_aid', code('yes_no'), 'S'),
]);

const compensation = fact('compensation', 'case', [
  variable('V79', 'compensation_claimed', code('yes_no'), 'Q', { mappings: { ictip: 'V:compensation' } }),
  variable('V79', 'compensation_awarded', d.money, 'Q', { missing: d.unknownOrNotApplicable }),
  variable('V79', 'compensation_source', code('compensation_source'), 'Q', {
    missing: d.unknownOrNotApplicable,
  }),
  variable('V79', 'compensation_date', date, 'Q', { missing: d.unknownOrNotApplicable }),
  variable('V79', 'compensation_paid', d.money, 'Q', { missing: d.unknownOrNotApplicable }),
]);

const closing = fact('closing', 'case', [
  variable('V80', 'closure_reason', code('closure_reason'), 'Q', {
    mappings: { htcds: 'cas_ReasonForCaseClosure' },
  }),
  variable('V80', 'closure_date', date, 'Q', { missing: [] }),
  variable('V80', 'non_punishment_applied', code('yes_no'), 'Q', {
    missing: d.unknownOrNotApplicable,
    mappings: { directive: 'art. 8' },
  }),
]);

export const victimLifeCycle: readonly LifeCycleVariable[] = [
  ...registration,
  ...consent,
  ...identityFact,
  ...statusDecision,
  ...assistance,
  ...guardianship,
  ...residence,
  ...returning,
  ...participation,
  ...compensation,
  ...closing,
];
