import { isTrafficking } from '@hub/codebook/judicial';
import { mainVerdict, type Judgment } from '../case/defendant';
import { ownDefendants, type Proceeding } from '../case/proceeding';
import type { ChargeVerdict, When } from '../case/terms';
import { caseValues } from '../case/values';
import { UNKNOWN_CODE } from './coding';
import type {
  CaseCount,
  CooperationCount,
  DecisionCount,
  DurationCount,
  JudgmentCount,
  MoneyCount,
} from './count-tables';
import { daysBetween, periodOf } from './period';
import type { CaseContext } from './person-stages';

/** What every dated row of a case has in common; undefined when the date is unknown and the row counts nowhere. */
function dated(context: CaseContext, id: string, on: When | undefined) {
  const period = periodOf(on);
  if (!period) return undefined;
  const { id: caseId, unit, source } = context;
  const { year, month, day } = period;
  return { id: `${caseId}/${id}`, case_id: caseId, year, month: month ?? null, day, unit, source };
}

/** When the case became one of trafficking: at its opening, or later by requalification. */
function thbDate(p: Proceeding): When | undefined {
  if (p.initialLegalBasis.some(isTrafficking)) return p.openedOn;
  return p.requalifications.find(one => one.legalBasis.some(isTrafficking))?.on;
}

export function caseRows(context: CaseContext): CaseCount[] {
  const { proceeding: p, coding } = context;
  // A severed case was opened, and counted, as the one it came from.
  if (p.severedFrom !== undefined) return [];
  const common = dated(context, 'case', thbDate(p));
  if (!common) return [];
  const values = caseValues(p);
  const basis = p.legalBasis.find(isTrafficking) ?? p.initialLegalBasis.find(isTrafficking);
  return [
    {
      ...common,
      legal_basis: coding.place('legal_basis', basis),
      main_exploitation: coding.place('main_exploitation', values['main_exploitation']),
      scope: coding.place('scope', values['scope']),
      case_origin: coding.place('case_origin', p.origin),
      group_type: coding.place('group_type', values['group_type']),
    },
  ];
}

export function decisionRows(context: CaseContext): DecisionCount[] {
  const { proceeding: p, coding } = context;
  return p.defendants.flatMap(d =>
    d.decisions
      .filter(one => one.in === undefined && d.suspectedOf.concat(one.legalBasis).some(isTrafficking))
      .flatMap(({ id, on, decision }) => {
        const common = dated(context, `${d.person}/${id}`, on);
        const place = coding.place('prosecution_decision', decision);
        return common ? [{ ...common, prosecution_decision: place }] : [];
      }),
  );
}

/** One judgment has one class, whatever it says about each defendant: a conviction if it convicts anybody. */
function classOf(verdicts: readonly ChargeVerdict[]): string {
  const main = mainVerdict(verdicts);
  if (main === 'convicted_thb' || main === 'convicted_other') return 'conviction';
  return main === 'acquitted' ? 'acquittal' : 'other';
}

interface JudgmentOf {
  readonly on: When;
  readonly court: string;
  readonly instance: 'first' | 'appeal' | 'final';
  readonly verdicts: readonly ChargeVerdict[];
}

/** Judgments of the case by id; those on trafficking charges, with the verdicts on all defendants together. */
function judgmentsOf(p: Proceeding): Map<string, JudgmentOf> {
  const found = new Map<string, JudgmentOf>();
  const add = (id: string, judgment: Judgment, on: When, instance: JudgmentOf['instance']) => {
    const before = found.get(id)?.verdicts ?? [];
    found.set(id, { on, court: judgment.court, instance, verdicts: [...before, ...judgment.verdicts] });
  };
  for (const d of p.defendants) {
    for (const judgment of d.judgments.filter(j => j.in === undefined)) {
      add(judgment.id, judgment, judgment.on, judgment.instance);
    }
    const last = d.judgments.at(-1);
    if (d.finalOn !== undefined && last) add(`${last.id}/final/${d.finalOn}`, last, d.finalOn, 'final');
  }
  const onTrafficking = ({ verdicts }: JudgmentOf) =>
    verdicts.some(v => isTrafficking(v.legalBasis) || isTrafficking(v.convictedOf ?? ''));
  return new Map([...found].filter(([, judgment]) => onTrafficking(judgment)));
}

export function judgmentRows(context: CaseContext): JudgmentCount[] {
  const { proceeding, coding } = context;
  return [...judgmentsOf(proceeding)].flatMap(([id, { on, court, instance, verdicts }]) => {
    const common = dated(context, id, on);
    if (!common) return [];
    return [
      {
        ...common,
        instance: coding.place('instance', instance),
        judgment_class: coding.place('judgment_class', classOf(verdicts)),
        court,
      },
    ];
  });
}

const earliest = (dates: readonly (When | undefined)[]) =>
  dates.filter(on => on !== undefined && periodOf(on) !== undefined).sort()[0];
const latest = (dates: readonly (When | undefined)[]) =>
  dates
    .filter(on => on !== undefined && periodOf(on) !== undefined)
    .sort()
    .at(-1);

export function durationRows(context: CaseContext): DurationCount[] {
  const p = context.proceeding;
  const own = ownDefendants(p);
  const judged = own.flatMap(d => d.judgments.filter(j => j.instance === 'first'));
  const indicted = earliest(own.flatMap(d => d.indictments.map(i => i.filedOn)));
  const firstJudgment = earliest(judged.map(j => j.on));
  const everybody = own.length > 0 && own.every(d => d.finalOn !== undefined);
  const final = everybody ? latest(own.map(d => d.finalOn)) : undefined;
  const court = judged[0]?.court ?? own.flatMap(d => d.indictments)[0]?.court ?? null;
  const parts = [
    ['opening_to_indictment', p.openedOn, indicted],
    ['indictment_to_judgment', indicted, firstJudgment],
    ['opening_to_final', p.openedOn, final],
  ] as const;
  return parts.flatMap(([interval, from, to]) => {
    const days = daysBetween(from, to);
    const common = dated(context, interval, to);
    return days === undefined || !common ? [] : [{ ...common, interval, days, court }];
  });
}

/** Awards and referrals are counted when the judgment on them is final; until then nowhere. */
function finalFor(p: Proceeding, person?: string): When | undefined {
  const about = person === undefined ? p.defendants : p.defendants.filter(d => d.person === person);
  return latest(about.map(d => d.finalOn));
}

export function moneyRows(context: CaseContext): MoneyCount[] {
  const { proceeding: p, coding } = context;
  const row = (
    id: string,
    item: string,
    { on, amount, currency, person, kind }: Partial<MoneyCount> & { on: When | undefined; kind?: string },
  ): MoneyCount[] => {
    const common = dated(context, id, on);
    if (!common) return [];
    const place = kind === undefined ? UNKNOWN_CODE : coding.place('confiscation_kind', kind);
    return [
      {
        ...common,
        item,
        confiscation_kind: place,
        person: person ?? null,
        amount: amount ?? 0,
        currency: currency ?? null,
      },
    ];
  };
  return [
    ...p.seizures.flatMap(s => row(s.id, 'seized', { on: s.on, ...s.value, person: s.person })),
    ...p.confiscations.flatMap(c => [
      ...row(c.id, 'ordered', { on: c.on, ...c.value, person: c.person, kind: c.kind }),
      ...c.enforced.flatMap((e, at) =>
        row(`${c.id}/${at}`, 'enforced', { on: e.on, ...e.value, person: c.person, kind: c.kind }),
      ),
    ]),
    ...p.awards.flatMap(a => [
      ...row(a.id, 'awarded', { on: finalFor(p, a.person), ...a.value, person: a.person }),
      ...a.paid.flatMap((e, at) => row(`${a.id}/${at}`, 'paid', { on: e.on, ...e.value, person: a.person })),
    ]),
    ...p.referrals.flatMap(r => row(r.id, 'referred', { on: finalFor(p), amount: r.claims })),
  ];
}

export function cooperationRows(context: CaseContext): CooperationCount[] {
  const { proceeding: p, coding } = context;
  const kinds = [...new Set(p.cooperation.map(one => one.kind))];
  return kinds.flatMap(kind => {
    const on = earliest(p.cooperation.filter(one => one.kind === kind).map(one => one.on));
    const common = dated(context, `cooperation/${kind}`, on);
    return common ? [{ ...common, cooperation_type: coding.place('cooperation_type', kind) }] : [];
  });
}
