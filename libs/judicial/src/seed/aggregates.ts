/**
 * Shares the synthetic proceedings are drawn by, written by hand after published aggregates: sex and age of persons
 * prosecuted and the way from suspicion to conviction (UNODC GLOTIP, South-East Europe, 2017–2022), forms of
 * exploitation and citizenship (Eurostat crim_thb), lengths of proceedings (CEPEJ, national reports: 6 to 48 months).
 */
export type Form =
  'sexual' | 'labour' | 'begging' | 'domestic_servitude' | 'forced_marriage' | 'criminal_activity' | 'other';

export const forms: Readonly<Record<Form, number>> = {
  sexual: 58,
  labour: 17,
  begging: 9,
  forced_marriage: 6,
  criminal_activity: 5,
  domestic_servitude: 3,
  other: 2,
};

/** Share of women among suspects, by form: recruiters of sexual exploitation and relatives are often women. */
export const women: Readonly<Record<Form, number>> = {
  sexual: 0.31,
  labour: 0.16,
  begging: 0.42,
  domestic_servitude: 0.38,
  forced_marriage: 0.45,
  criminal_activity: 0.2,
  other: 0.3,
};

/** Share of suspects who were under 18 when they acted. */
export const MINORS = 0.03;

/** Share of suspects who are citizens of the country itself. */
export const NATIONALS = 0.84;

export const neighbours: Readonly<Record<string, readonly string[]>> = {
  AL: ['XK', 'IT', 'MK'],
  BA: ['RS', 'HR', 'ME'],
  BG: ['RO', 'TR', 'GR'],
  HR: ['BA', 'RS', 'CN'],
  XK: ['AL', 'RS', 'MK'],
  MD: ['UA', 'RO', 'TR'],
  ME: ['RS', 'BA', 'TW'],
  MK: ['XK', 'AL', 'RS'],
  RO: ['MD', 'IT', 'HU'],
  RS: ['BA', 'ME', 'MK'],
};
export const destinations = ['DE', 'IT', 'AT', 'GB', 'ES', 'GR'] as const;

export const suspectsInCase: Readonly<Record<string, number>> = { 1: 46, 2: 27, 3: 14, 4: 7, 5: 4, 6: 2 };

export const decisions = {
  charged_thb: 52,
  charged_other: 15,
  not_charged: 24,
  plea_agreement: 6,
  transferred: 3,
} as const;

export const noChargeReasons = {
  insufficient_evidence: 55,
  no_offence: 18,
  unknown_or_absent_suspect: 15,
  limitation: 4,
  death: 3,
  victim_of_thb_not_punished: 3,
  conditional: 2,
} as const;

/** Verdicts at first instance on a charge of trafficking. */
export const verdicts = { convicted_thb: 66, convicted_other: 13, acquitted: 17, discontinued: 4 } as const;

export const appealOutcomes = {
  upheld: 56,
  modified_lenient: 15,
  modified_severe: 6,
  quashed_retrial: 12,
  reversed: 6,
  withdrawn: 5,
} as const;

export const origins = {
  police_own: 38,
  victim_report: 20,
  foreign_authority: 10,
  ngo_referral: 9,
  border: 6,
  labour_inspection: 5,
  other_investigation: 5,
  online: 4,
  media_citizen: 2,
  financial_intelligence: 1,
} as const;

export const means = {
  deception: 0.6,
  abuse_of_vulnerability: 0.55,
  threat: 0.4,
  force: 0.35,
  payment_or_benefit: 0.2,
  abuse_of_power: 0.15,
} as const;

export const roles = {
  recruiter: 0.45,
  exploiter: 0.5,
  transporter: 0.25,
  harbourer: 0.2,
  controller_guard: 0.2,
  organiser_financier: 0.12,
} as const;

export const sectors: Readonly<Partial<Record<Form, Readonly<Record<string, number>>>>> = {
  labour: { F: 36, A: 28, I: 20, C: 16 },
  domestic_servitude: { T: 1 },
  begging: { X1_begging: 1 },
  criminal_activity: { X3_illicit_activities: 1 },
};
