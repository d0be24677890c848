import type { CriteriaBook, Values } from '@hub/codebook';
import { addDays } from '../dates';
import {
  control,
  destinations,
  forms,
  neighbours,
  relations,
  sectors,
  UNKNOWN,
  type Form,
} from './aggregates';
import { drawEntries } from './entries';
import type { Draw } from './random';

/** What happened to a synthetic person. */
export interface Profile {
  readonly sex: 'female' | 'male';
  readonly age: number;
  readonly form: Form;
  readonly national: boolean;
  readonly sections: Readonly<Record<string, Values>>;
}

/** The outline a section is filled in from. */
interface Outline extends Omit<Profile, 'sections'> {
  readonly draw: Draw;
  readonly own: string;
  readonly language: string;
  readonly child: boolean;
  readonly citizenship: string;
  readonly internal: boolean;
  readonly exploitedIn: string;
  readonly county?: string;
  /** Days: first contact, beginning of exploitation, recruitment. */
  readonly seen: string;
  readonly begun: string;
  readonly recruited: string;
}

/** Some questions stay without an answer. */
const maybe = <Value>({ draw }: Outline, value: Value): Value | 'unknown' =>
  draw.chance(UNKNOWN) ? 'unknown' : value;

function drawPerson(draw: Draw) {
  const sex = draw.chance(0.7) ? ('female' as const) : ('male' as const);
  const child = draw.chance(0.46);
  const age = child ? draw.between(7, 17) : draw.between(18, draw.chance(0.7) ? 30 : 55);
  const form = draw.weighted(forms[`${sex} ${child ? 'child' : 'adult'}`] ?? { other: 1 });
  return { sex, child, age, form };
}

function outline(draw: Draw, book: CriteriaBook, day: string, county: string | undefined): Outline {
  const own = book.jurisdiction.code;
  const national = draw.chance(0.84);
  const internal = national && draw.chance(0.62);
  const seen = addDays(day, -draw.between(0, 20));
  const begun = addDays(seen, -draw.between(60, 900));
  return {
    ...{ draw, own, national, internal, seen, begun, county },
    ...drawPerson(draw),
    language: (book.jurisdiction.languages[0] ?? '').split('-')[0] ?? '',
    citizenship: national ? own : draw.one(neighbours[own] ?? ['UA']),
    exploitedIn: internal || !national ? own : draw.one(destinations),
    recruited: addDays(begun, -draw.between(5, 60)),
  };
}

const detectionOf = (of: Outline): Values => ({
  first_contact_date: of.seen,
  referral_source: maybe(
    of,
    of.draw.weighted({
      police: 30,
      border_police: 8,
      social_services: 20,
      ngo: 15,
      mobile_team: 8,
      self: 7,
      child_protection: 6,
      labour_inspectorate: 3,
      citizen: 3,
    }),
  ),
  detection_context: maybe(
    of,
    of.draw.weighted({
      police_operation: 30,
      outreach: 25,
      border_control: 8,
      health_contact: 5,
      school: 4,
      hotline_call: 6,
      own_report: 12,
      third_party_report: 10,
    }),
  ),
  identification_country: of.own,
  identification_unit: of.county,
});

const personOf = (of: Outline): Values => ({
  sex: of.sex,
  age_at_identification: of.age,
  age_basis: of.draw.weighted({ document: 70, self_declared: 30 }),
  citizenship: [of.citizenship],
  country_of_birth: maybe(of, of.citizenship),
  mother_tongue: maybe(of, of.language),
  disability: maybe(of, of.draw.weighted({ none: 88, intellectual: 6, psychosocial: 4, physical: 2 })),
});

/** What a child and an adult answer differently. */
const household = (of: Outline): Values =>
  of.child
    ? {
        marital_status: 'single',
        children_count: 0,
        activity_before: maybe(of, 'pupil_student'),
        living_situation_before: maybe(
          of,
          of.draw.weighted({ both_parents: 45, one_parent: 30, relatives: 15, institution_foster: 10 }),
        ),
      }
    : {
        marital_status: maybe(
          of,
          of.draw.weighted({ single: 50, married: 20, divorced: 15, cohabiting: 15 }),
        ),
        children_count: maybe(of, Number(of.draw.weighted({ '0': 50, '1': 25, '2': 15, '3': 10 }))),
        activity_before: maybe(
          of,
          of.draw.weighted({ unemployed: 50, employed_informal: 25, homemaker: 15, employed_formal: 10 }),
        ),
        living_situation_before: maybe(of, of.draw.weighted({ relatives: 40, alone: 25, partner: 35 })),
      };

function migrationOf({ national, child, draw }: Outline): string {
  if (national) return 'national';
  if (child && draw.chance(0.5)) return 'unaccompanied_child';
  return draw.weighted({ irregular: 50, visa_short: 30, asylum_applicant: 20 });
}

const backgroundOf = (of: Outline): Values => ({
  country_of_residence_before: maybe(of, of.citizenship),
  settlement_type: maybe(of, of.draw.weighted({ rural: 55, urban: 45 })),
  ...household(of),
  education_level: maybe(
    of,
    of.age < 14 ? 'isced_1' : of.draw.weighted({ none: 8, isced_1: 30, isced_2: 42, isced_3: 20 }),
  ),
  vulnerability_factors: of.draw.some({
    poverty: 0.7,
    domestic_violence: 0.3,
    low_education: 0.4,
    minority_discrimination: 0.2,
    family_involvement: of.form === 'begging' ? 0.6 : 0.1,
  }),
  previously_trafficked: maybe(of, of.draw.weighted({ no: 90, yes: 10 })),
  migration_status: migrationOf(of),
});

const recruitmentOf = (of: Outline): Values => ({
  acts: of.draw.some({ recruitment: 0.8, transportation: 0.4, harbouring: 0.5, transfer: 0.2, receipt: 0.2 }),
  means: of.child
    ? ['not_required_child']
    : of.draw.some({ deception: 0.6, abuse_of_vulnerability: 0.6, threat: 0.3, force: 0.2 }),
  recruitment_country: of.national ? of.own : of.citizenship,
  recruitment_date: of.recruited.slice(0, 7),
  recruitment_method: maybe(
    of,
    of.draw.some({
      partner_loverboy: of.form === 'sexual' ? 0.4 : 0.02,
      online_social_network: 0.2,
      family: 0.3,
      friends_social: 0.3,
      workplace_or_agency: of.form === 'labour' ? 0.5 : 0.05,
    }),
  ),
  recruitment_promise: maybe(
    of,
    of.draw.weighted({ job: 45, marriage_relationship: 25, none: 20, travel_migration: 10 }),
  ),
  recruiter_relation: maybe(of, [of.draw.weighted(relations[of.form])]),
  recruiter_sex: maybe(of, of.draw.some({ male: 0.75, female: 0.3 })),
  online_recruitment: maybe(of, of.draw.weighted({ no: 75, yes: 25 })),
});

const transportOf = (of: Outline): Values =>
  of.internal
    ? { trafficking_scope: 'internal' }
    : {
        trafficking_scope: 'cross_border',
        transport_mode: maybe(of, of.draw.weighted({ car_van: 50, bus: 30, plane: 15, train: 5 })),
        border_crossing: maybe(of, of.draw.weighted({ regular: 70, irregular: 30 })),
        travel_documents: maybe(of, of.draw.weighted({ own_genuine: 80, forged: 8, none: 12 })),
      };

const exploitationOf = (of: Outline): Values => {
  const sector = sectors[of.form];
  return {
    exploitation_country: [of.exploitedIn],
    exploitation_unit: of.exploitedIn === of.own && of.county ? [of.county] : undefined,
    exploitation_forms: [of.form],
    main_exploitation: of.form,
    sexual_exploitation_types: of.form === 'sexual' ? ['prostitution'] : undefined,
    labour_sector: sector && [of.draw.weighted(sector)],
    exploitation_start: of.begun.slice(0, 7),
    exploitation_end: of.seen.slice(0, 7),
    means_of_control: maybe(of, of.draw.some(control[of.form])),
    earnings_kept:
      of.form === 'forced_marriage'
        ? 'not_applicable'
        : maybe(of, of.draw.weighted({ none: 60, part: 35, all: 5 })),
  };
};

/** @param day when the case is registered, `YYYY-MM-DD` */
export function drawProfile(
  draw: Draw,
  book: CriteriaBook,
  day: string,
  county: string | undefined,
): Profile {
  const of = outline(draw, book, day, county);
  const { sex, age, form, national } = of;
  const entries = drawEntries({ ...of, recruitedIn: national ? of.own : of.citizenship });
  return {
    ...{ sex, age, form, national },
    sections: {
      detection: detectionOf(of),
      profile: personOf(of),
      background: backgroundOf(of),
      recruitment: { ...recruitmentOf(of), ...entries.recruitment },
      transport: { ...transportOf(of), ...entries.transport },
      exploitation: { ...exploitationOf(of), ...entries.exploitation },
    },
  };
}
