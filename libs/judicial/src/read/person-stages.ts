import { citizenshipGroup, type Values } from '@hub/codebook';
import { isTrafficking, isUseOfServices, protectsChildren } from '@hub/codebook/judicial';
import {
  convictedBases,
  finalVerdict,
  isConviction,
  lastDecision,
  mainVerdict,
  standingJudgment,
  type Defendant,
  type Judgment,
} from '../case/defendant';
import type { Proceeding } from '../case/proceeding';
import type { When } from '../case/terms';
import { factsAbout } from '../case/values';
import { UNKNOWN_CODE, type Coding } from './coding';
import type { PersonCount, PersonStage } from './count-tables';
import { periodOf } from './period';

/** A stage as one case gives it, before anybody asks whether it is the person's first. */
export type StageRow = Omit<PersonCount, 'person' | 'first_thb' | 'first_use'> & {
  readonly stage: PersonStage;
};

interface Dated {
  readonly stage: PersonStage;
  /** Id of the fact. */
  readonly id: string;
  readonly on: When;
  readonly until?: When;
  readonly bases: readonly string[];
  readonly decision?: string;
}

const charging = ['charged_thb', 'plea_agreement'];

/** Judgments delivered here, not those that came along from another case. */
const ownJudgments = (d: Defendant, instance: Judgment['instance']) =>
  d.judgments.filter(j => j.in === undefined && j.instance === instance);

function convictions(d: Defendant): Dated[] {
  const first = ownJudgments(d, 'first')
    .filter(j => isConviction(mainVerdict(j.verdicts)))
    .map(j => ({ stage: 'convicted_first' as const, id: j.id, on: j.on, bases: convictedBases(j) }));
  const last = standingJudgment(d);
  if (d.finalOn === undefined || !last) return first;
  const judged = { id: `${last.id}/final`, on: d.finalOn };
  const bases = last.verdicts.flatMap(v => [v.legalBasis, v.convictedOf ?? v.legalBasis]);
  return [
    ...first,
    { stage: 'judged_finally', ...judged, bases },
    ...(isConviction(finalVerdict(d))
      ? [{ stage: 'convicted_finally' as const, ...judged, bases: convictedBases(last) }]
      : []),
  ];
}

/** Every stage this person reached in this case, with the articles it was reached on. */
function reached(d: Defendant): Dated[] {
  const suspected: Dated[] =
    d.from === undefined
      ? [{ stage: 'suspected', id: 'suspected', on: d.suspectedOn, bases: d.suspectedOf }]
      : [];
  const prosecuted = d.decisions
    .filter(one => one.in === undefined && charging.includes(one.decision))
    .map(({ id, on, legalBasis, decision }): Dated => ({
      stage: 'prosecuted',
      id,
      on,
      bases: legalBasis,
      decision,
    }));
  // A charge on another article than trafficking counts only for the use of services.
  const users = d.decisions
    .filter(one => one.in === undefined && one.decision === 'charged_other')
    .filter(one => one.legalBasis.some(isUseOfServices))
    .map(({ id, on, legalBasis, decision }): Dated => {
      const bases = legalBasis.filter(isUseOfServices);
      return { stage: 'prosecuted', id, on, bases, decision };
    });
  const detained = d.measures
    .filter(m => m.in === undefined && m.kind === 'detention')
    .map(({ id, on, liftedOn }): Dated => {
      const end = liftedOn ?? d.finalOn;
      return { stage: 'detained', id, on, bases: d.suspectedOf, ...(end !== undefined && { until: end }) };
    });
  return [...suspected, ...prosecuted, ...users, ...convictions(d), ...detained];
}

/** Child among the victims of the case, as the counts or the article say. */
function childVictim(values: Values, bases: readonly string[]): 'yes' | 'no' | undefined {
  const children = [values['victims_female_child'], values['victims_male_child']];
  if (children.some(count => typeof count === 'number' && count > 0) || bases.some(protectsChildren))
    return 'yes';
  return children.every(count => typeof count === 'number') ? 'no' : undefined;
}

/** Months to be served: a suspended sentence has none, a partly suspended one the rest. */
function monthsToServe({ sentence }: Defendant): number | null {
  if (!sentence) return null;
  const { kind, months = 0, suspendedMonths = 0 } = sentence;
  if (kind === 'imprisonment') return months;
  return kind === 'conditional_partial' ? Math.max(0, months - suspendedMonths) : null;
}

function bandOf(d: Defendant): string | undefined {
  if (d.sentence?.kind === 'life') return 'life';
  const months = monthsToServe(d);
  if (months === null) return undefined;
  const bands: readonly [number, string][] = [
    [12, 'm0_11'],
    [36, 'm12_35'],
    [60, 'm36_59'],
    [120, 'm60_119'],
  ];
  return bands.find(([limit]) => months < limit)?.[1] ?? 'm120_plus';
}

/**
 * What has become of a suspect. Charged: 0 not decided, 1 trafficking, 2 another offence, 3 not charged, 4 otherwise;
 * outcome: 0 pending, 1 convicted of trafficking, 2 of another offence, 3 not convicted.
 */
function outcomeOf(d: Defendant): { charged: number; outcome: number } {
  const decision = lastDecision(d)?.decision;
  const charges: readonly string[] = ['charged_thb', 'plea_agreement', 'charged_other', 'not_charged'];
  const place = decision === undefined ? -1 : charges.indexOf(decision);
  const verdict = finalVerdict(d);
  return {
    charged: place === -1 ? (decision === undefined ? 0 : 4) : ([1, 1, 2, 3][place] ?? 0),
    outcome: verdict === undefined ? 0 : verdict === 'convicted_thb' ? 1 : isConviction(verdict) ? 2 : 3,
  };
}

const nearest = (held: readonly string[], own: string, at: string) => {
  const order = ['national', 'other_see10', 'other_eu', 'other'];
  const rank = (code: string) => order.indexOf(citizenshipGroup([code], own, at) ?? 'other');
  return [...held].sort((a, b) => rank(a) - rank(b))[0];
};

function personClasses(coding: Coding, values: Values, day: string) {
  const { jurisdiction } = coding.book;
  const all = coding.book.derive(values);
  const held = Array.isArray(all['citizenship']) ? (all['citizenship'] as readonly string[]) : [];
  return {
    sex: coding.place('sex', all['sex']),
    age_group: coding.place('majority', all['majority_at_offence']),
    citizenship_group: coding.place('citizenship_group', citizenshipGroup(held, jurisdiction.code, day)),
    citizenship: coding.place('country', nearest(held, jurisdiction.code, day)),
    main_exploitation: coding.place('main_exploitation', all['main_exploitation']),
  };
}

export interface CaseContext {
  readonly id: string;
  readonly proceeding: Proceeding;
  readonly coding: Coding;
  /** Place of the first-level unit of the office. */
  readonly unit: number;
  readonly source: string | null;
}

/** Stages of one defendant as rows; what has no date is counted nowhere and has none. */
export function stageRows(context: CaseContext, d: Defendant): StageRow[] {
  const { id, proceeding, coding, unit, source } = context;
  const facts = factsAbout(proceeding, d);
  const sentence = {
    sentence_band: coding.place('sentence_band', bandOf(d)),
    sentence_kind: coding.place('sentence_type', d.sentence?.kind),
    months: monthsToServe(d),
  };
  return reached(d).flatMap((stage): StageRow[] => {
    const period = periodOf(stage.on);
    if (!period) return [];
    const [basis] = [...stage.bases].sort((a, b) => Number(isTrafficking(b)) - Number(isTrafficking(a)));
    const row = {
      stage: stage.stage,
      id: `${id}/${d.person}/${stage.id}`,
      case_id: id,
      kind: coding.place('person_kind', d.kind),
      thb: stage.bases.some(isTrafficking),
      use: stage.bases.some(isUseOfServices),
      year: period.year,
      month: period.month ?? null,
      day: period.day,
      until: periodOf(stage.until)?.day ?? null,
      unit,
      legal_basis: coding.place('legal_basis', basis),
      prosecution_decision:
        stage.decision === undefined ? UNKNOWN_CODE : coding.place('prosecution_decision', stage.decision),
      child_victim: coding.place('yes_no', childVictim(facts, stage.bases)),
      source,
    };
    return [Object.assign(row, personClasses(coding, facts, period.day), sentence, outcomeOf(d))];
  });
}
