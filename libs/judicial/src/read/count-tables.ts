import { EntitySchema } from 'typeorm';
import * as c from './columns';

/**
 * What the indicators count: one row per person and stage, per case, decision, judgment, sum. Narrow rows of small
 * integers; every class a table can be broken down by is a column.
 */

/** One stage one person reached in one case. */
export interface PersonCount {
  /** The fact and the person: a row moves with the person when records are merged. */
  id: string;
  case_id: string;
  /** The record the person counts as. */
  person: string;
  kind: number;
  /** On a trafficking article; on an article about the use of services (Directive 2011/36/EU art. 18a). */
  thb: boolean;
  use: boolean;
  year: number;
  month: number | null;
  day: string;
  until: string | null;
  /** Bits: first in its month, quarter, half-year, year, ever; see firsts.ts. */
  first_thb: number;
  first_use: number;
  sex: number;
  age_group: number;
  citizenship_group: number;
  citizenship: number;
  main_exploitation: number;
  unit: number;
  legal_basis: number;
  prosecution_decision: number;
  child_victim: number;
  sentence_band: number;
  sentence_kind: number;
  /** Months of imprisonment to be served. */
  months: number | null;
  /** What has become of a suspect, as known now; see person-stages.ts. */
  charged: number;
  outcome: number;
  source: string | null;
}

const personColumns = {
  id: c.key(c.text),
  case_id: c.id,
  person: c.id,
  kind: c.code,
  thb: c.flag,
  use: c.flag,
  year: c.small,
  month: c.maybe(c.small),
  day: c.day,
  until: c.maybe(c.day),
  first_thb: c.small,
  first_use: c.small,
  sex: c.code,
  age_group: c.code,
  citizenship_group: c.code,
  citizenship: c.code,
  main_exploitation: c.code,
  unit: c.code,
  legal_basis: c.code,
  prosecution_decision: c.code,
  child_victim: c.code,
  sentence_band: c.code,
  sentence_kind: c.code,
  months: c.maybe(c.whole),
  charged: c.code,
  outcome: c.code,
  source: c.maybe(c.text),
};

/** Stages of a person, each a table of its own so that counting one reads nothing of the others. */
export const personStages = [
  'suspected',
  'prosecuted',
  'convicted_first',
  'convicted_finally',
  'judged_finally',
  'detained',
] as const;
export type PersonStage = (typeof personStages)[number];

const personTable = (stage: PersonStage) =>
  new EntitySchema<PersonCount>({
    name: `count_${stage}`,
    columns: personColumns,
    indices: [{ name: `count_${stage}_case`, columns: ['case_id'] }],
  });

export const personCounts: Readonly<Record<PersonStage, EntitySchema<PersonCount>>> = {
  suspected: personTable('suspected'),
  prosecuted: personTable('prosecuted'),
  convicted_first: personTable('convicted_first'),
  convicted_finally: personTable('convicted_finally'),
  judged_finally: personTable('judged_finally'),
  detained: personTable('detained'),
};

interface Dated {
  id: string;
  case_id: string;
  year: number;
  month: number | null;
  day: string;
  unit: number;
  source: string | null;
}

const dated = {
  id: c.key(c.text),
  case_id: c.id,
  year: c.small,
  month: c.maybe(c.small),
  day: c.day,
  unit: c.code,
  source: c.maybe(c.text),
};

/** A case, on the day it became a trafficking case: at its opening or by requalification. */
export interface CaseCount extends Dated {
  legal_basis: number;
  main_exploitation: number;
  scope: number;
  case_origin: number;
  group_type: number;
}

export const caseCount = new EntitySchema<CaseCount>({
  name: 'count_case',
  columns: {
    ...dated,
    legal_basis: c.code,
    main_exploitation: c.code,
    scope: c.code,
    case_origin: c.code,
    group_type: c.code,
  },
});

export interface DecisionCount extends Dated {
  prosecution_decision: number;
}

export const decisionCount = new EntitySchema<DecisionCount>({
  name: 'count_decision',
  columns: { ...dated, prosecution_decision: c.code },
});

export interface JudgmentCount extends Dated {
  instance: number;
  judgment_class: number;
  court: string;
}

export const judgmentCount = new EntitySchema<JudgmentCount>({
  name: 'count_judgment',
  columns: { ...dated, instance: c.code, judgment_class: c.code, court: c.text },
});

/** Length of one part of a case, dated at its end. */
export interface DurationCount extends Dated {
  interval: string;
  days: number;
  court: string | null;
}

export const durationCount = new EntitySchema<DurationCount>({
  name: 'count_duration',
  columns: { ...dated, interval: c.text, days: c.whole, court: c.maybe(c.text) },
});

/** A sum: seized, ordered, enforced, awarded, paid; or a number of claims referred. */
export interface MoneyCount extends Dated {
  item: string;
  confiscation_kind: number;
  person: string | null;
  amount: number;
  currency: string | null;
}

export const moneyCount = new EntitySchema<MoneyCount>({
  name: 'count_money',
  columns: {
    ...dated,
    item: c.text,
    confiscation_kind: c.code,
    person: c.maybe(c.id),
    amount: c.money,
    currency: c.maybe(c.text),
  },
});

/** First request of each kind of cooperation in a case. */
export interface CooperationCount extends Dated {
  cooperation_type: number;
}

export const cooperationCount = new EntitySchema<CooperationCount>({
  name: 'count_cooperation',
  columns: { ...dated, cooperation_type: c.code },
});
