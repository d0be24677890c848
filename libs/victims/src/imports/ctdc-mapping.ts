import type { Values } from '@hub/codebook';
import { RowRejected } from './rejection';

/** Headings of the file; the first column is its own row number and is not used. */
export const ctdcHeadings = [
  'yearOfRegistration',
  'Datasource',
  'gender',
  'ageBroad',
  'citizenship',
  'isForcedLabour',
  'control_category',
  'RecruiterCategory',
  'ExploitType',
  'Labor_Type',
] as const;
type Heading = (typeof ctdcHeadings)[number];
export type CtdcRow = Readonly<Record<Heading, string>>;

const unknown = 'unknown';

/** What each value of the file is in the criteria; docs/reference/import-ctdc.md explains the rows that are not plain. */
export const ctdcCodes = {
  Datasource: { 'Case Management': 'other', Hotline: 'hotline' },
  gender: {
    Female: 'female',
    Male: 'male',
    'Transgender/NonConforming': 'other',
    Unknown: unknown,
    '': unknown,
  },
  ageBroad: {
    '0--8': '0_8',
    '9--17': '9_17',
    '18--20': '18_20',
    '21--23': '21_23',
    '24--26': '24_26',
    '27--29': '27_29',
    '30--38': '30_38',
    '39--47': '39_47',
    '48+': '48_plus',
    '': unknown,
  },
  isForcedLabour: { '0.0': 'no', '1.0': 'yes', '0': 'no', '1': 'yes', '': unknown },
  control_category: {
    Threats: 'threats',
    Physical: 'physical_abuse',
    Financial: 'other',
    Survival: 'other',
    Other: 'other',
    '': unknown,
  },
  RecruiterCategory: {
    'Intimate Partner': 'intimate_partner',
    'Friend/Acquaintance': 'friend_acquaintance',
    'Family/Relative': 'family_member',
    Other: 'other',
    '': unknown,
  },
  ExploitType: {
    Sexual: 'sexual',
    Labor: 'labour',
    'Slavery/Similar': 'slavery_servitude_other',
    'Forced Marriage': 'forced_marriage',
    Other: 'other',
    Multiple: 'multiple',
    '': unknown,
  },
  Labor_Type: {
    'Domestic Work': 'T',
    Construction: 'F',
    Manufacturing: 'C',
    Agriculture: 'A',
    Aquafarming: 'A03',
    Hospitality: 'I',
    Begging: 'X1_begging',
    Peddling: 'X2_peddling',
    'Illicit Activities': 'X3_illicit_activities',
    Transportation: 'H',
    'Mining/Drilling': 'B',
    Other: 'other',
    '': unknown,
  },
} as const satisfies Partial<Record<Heading, Readonly<Record<string, string>>>>;

type Coded = keyof typeof ctdcCodes;

function code(row: CtdcRow, heading: Coded): string {
  const codes: Readonly<Record<string, string>> = ctdcCodes[heading];
  const found = Object.hasOwn(codes, row[heading]) ? codes[row[heading]] : undefined;
  if (found === undefined) throw new RowRejected(heading, 'victims.import.unknown-value');
  return found;
}

const set = (...codes: string[]): readonly string[] | string => {
  const known = [...new Set(codes)].filter(entry => entry !== unknown);
  return known.length > 0 ? known : unknown;
};

function year(text: string): string {
  const [, found] = /^((?:19|20)\d{2})(?:\.0)?$/.exec(text) ?? [];
  if (found === undefined) throw new RowRejected('yearOfRegistration', 'victims.import.not-a-year');
  return found;
}

/** Forms of exploitation: what the type says, forced labour where it is flagged, begging where it is the work. */
function forms(row: CtdcRow): readonly string[] | string {
  const main = code(row, 'ExploitType');
  const work = row.Labor_Type === 'Begging' ? 'begging' : row.Labor_Type === '' ? unknown : 'labour';
  return set(
    main === 'multiple' ? unknown : main,
    code(row, 'isForcedLabour') === 'yes' ? 'labour' : unknown,
    main === 'labour' || work === unknown ? unknown : work,
  );
}

/** One row of the file in terms of the criteria. */
export interface CtdcCase {
  /** Year of registration or first report, the only date of the file. */
  readonly year: string;
  /** `hotline`, or `other` for the case management systems of the contributors. */
  readonly organisationType: 'hotline' | 'other';
  readonly sections: Readonly<Record<'profile' | 'recruitment' | 'exploitation', Values>>;
}

/** @throws {RowRejected} naming the field that cannot be understood */
export function ctdcCase(row: CtdcRow): CtdcCase {
  const works = code(row, 'Labor_Type');
  const exploited = forms(row);
  return {
    year: year(row.yearOfRegistration),
    organisationType: code(row, 'Datasource') as 'hotline' | 'other',
    sections: {
      profile: {
        sex: code(row, 'gender'),
        age_band: code(row, 'ageBroad'),
        age_basis: unknown,
        citizenship: row.citizenship === '' ? unknown : [row.citizenship],
      },
      recruitment: { recruiter_relation: set(code(row, 'RecruiterCategory')) },
      exploitation: {
        exploitation_forms: exploited,
        main_exploitation: code(row, 'ExploitType'),
        means_of_control: set(code(row, 'control_category')),
        ...(Array.isArray(exploited) && (exploited.includes('labour') || exploited.includes('begging'))
          ? { labour_sector: set(works) }
          : {}),
      },
    },
  };
}
