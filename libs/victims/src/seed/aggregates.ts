/**
 * Shares the synthetic cases are drawn by, written by hand after published aggregates: sex and age of detected victims
 * in the region (UNODC GLOTIP 2022), forms given sex and age, recruiters and means of control given the form (CTDC
 * global data set), citizenship (Eurostat 2020, shifted to countries of origin).
 */
export type Form =
  'sexual' | 'labour' | 'domestic_servitude' | 'begging' | 'criminal_activity' | 'forced_marriage' | 'other';

export const forms: Readonly<Record<string, Partial<Record<Form, number>>>> = {
  'female child': { sexual: 52, begging: 20, forced_marriage: 14, labour: 6, criminal_activity: 6, other: 2 },
  'female adult': { sexual: 66, labour: 14, domestic_servitude: 9, begging: 5, forced_marriage: 4, other: 2 },
  'male child': { begging: 42, criminal_activity: 26, labour: 18, sexual: 11, other: 3 },
  'male adult': { labour: 74, begging: 9, criminal_activity: 12, sexual: 3, other: 2 },
};

export const control: Readonly<Record<Form, Readonly<Record<string, number>>>> = {
  sexual: {
    false_promises: 0.5,
    psychological_abuse: 0.6,
    physical_abuse: 0.4,
    threats: 0.5,
    takes_earnings: 0.4,
    restricts_movement: 0.45,
    sexual_abuse: 0.3,
  },
  labour: {
    excessive_hours: 0.7,
    takes_earnings: 0.6,
    withholds_documents: 0.4,
    debt_bondage: 0.3,
    false_promises: 0.6,
    withholds_necessities: 0.3,
  },
  domestic_servitude: {
    excessive_hours: 0.7,
    restricts_movement: 0.6,
    takes_earnings: 0.5,
    psychological_abuse: 0.5,
  },
  begging: { takes_earnings: 0.7, threats: 0.4, physical_abuse: 0.4, uses_children: 0.3 },
  criminal_activity: { threats: 0.6, debt_bondage: 0.3, physical_abuse: 0.3 },
  forced_marriage: { psychological_abuse: 0.6, restricts_movement: 0.6, threats_family: 0.3 },
  other: { psychological_abuse: 0.4, threats: 0.4 },
};

export const relations: Readonly<Record<Form, Readonly<Record<string, number>>>> = {
  sexual: {
    intimate_partner: 35,
    friend_acquaintance: 30,
    stranger_online: 15,
    family_member: 10,
    stranger: 10,
  },
  labour: { recruiter_agency: 40, friend_acquaintance: 30, employer: 20, stranger: 10 },
  domestic_servitude: { family_member: 35, employer: 35, friend_acquaintance: 30 },
  begging: { family_member: 70, neighbour_community: 20, stranger: 10 },
  criminal_activity: { friend_acquaintance: 50, family_member: 25, stranger: 25 },
  forced_marriage: { family_member: 80, intimate_partner: 20 },
  other: { friend_acquaintance: 50, stranger: 50 },
};

export const sectors: Readonly<Record<Form, Readonly<Record<string, number>> | undefined>> = {
  labour: { F: 35, A: 25, C: 15, I: 20, N: 5 },
  domestic_servitude: { T: 1 },
  begging: { X1_begging: 1 },
  criminal_activity: { X3_illicit_activities: 1 },
  sexual: undefined,
  forced_marriage: undefined,
  other: undefined,
};

export const neighbours: Readonly<Record<string, readonly string[]>> = {
  AL: ['XK', 'PH', 'SY'],
  BA: ['RS', 'ME', 'PK'],
  BG: ['RO', 'UA', 'SY'],
  HR: ['BA', 'RS', 'NP'],
  XK: ['AL', 'MD', 'RS'],
  MD: ['UA', 'RO', 'TJ'],
  ME: ['RS', 'TW', 'BA'],
  MK: ['RS', 'AL', 'BG'],
  RO: ['MD', 'UA', 'NP'],
  RS: ['BA', 'MK', 'AF'],
};
export const destinations = ['DE', 'IT', 'GB', 'AT', 'GR'] as const;

/** Share of questions that stay without an answer. */
export const UNKNOWN = 0.07;
