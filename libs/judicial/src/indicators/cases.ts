import { codedDimensions, plain, type Table } from './dimension';
import { grouped, type Measuring } from './query';

/** Indicators whose unit is the case, the decision, the judgment, a number of days, a sum. */

export const casesOpened = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: 'count_case',
    dimensions: codedDimensions(measuring.coding, [
      'legal_basis',
      'main_exploitation',
      'scope',
      'case_origin',
      'group_type',
      'unit',
    ]),
    values: { value: 'count(*)' },
  });

export const decisions = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: 'count_decision',
    dimensions: codedDimensions(measuring.coding, ['prosecution_decision', 'unit']),
    values: { value: 'count(*)' },
  });

/**
 * JI07: judgments on the day they were delivered. That one became final is counted beside them, under the instance
 * `final`, and only where the table is broken down by instance.
 */
export const judgments = (measuring: Measuring): Promise<Table> => {
  const { coding, request } = measuring;
  const byInstance = request.by.includes('instance') || 'instance' in (request.filters ?? {});
  return grouped(measuring, {
    from: 'count_judgment',
    where: byInstance ? [] : [`instance <> ${coding.place('instance', 'final')}`],
    dimensions: [...codedDimensions(coding, ['judgment_class', 'instance', 'unit']), plain('court')],
    values: { value: 'count(*)' },
  });
};

/** Below it a median says more about single cases than about the courts. */
const MEDIAN_FROM = 10;

/** JI13: median days of each part of a case, from ten cases on. */
export const durations = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: 'count_duration',
    dimensions: [...codedDimensions(measuring.coding, ['unit']), plain('court')],
    always: [plain('interval')],
    values: { value: 'percentile_cont(0.5) within group (order by days)' },
    having: `count(*) >= ${MEDIAN_FROM}`,
  });

/** Sums in one currency need no rate; across currencies there is none without a register of rates. */
function withEuroTotal(table: Table): Table {
  const currency = table.columns.indexOf('currency');
  const groups = new Map<string, (string | number)[][]>();
  for (const row of table.rows) {
    const group = JSON.stringify(row.slice(0, currency));
    groups.set(group, [...(groups.get(group) ?? []), [...row]]);
  }
  const rows = [...groups.values()].flatMap(group => {
    const [first] = group;
    const others = group.some(row => row[currency] !== 'EUR' && row[currency] !== '');
    if (!first || !others) return group;
    const blanks = first.slice(currency + 1, -1).map(() => '');
    return [...group, [...first.slice(0, currency), 'EUR_TOTAL', ...blanks, 'not_available']];
  });
  return { ...table, rows };
}

/** JI15: seized, ordered and enforced, per currency, with the number of persons concerned. */
export const assets = (measuring: Measuring): Promise<Table> => {
  const { coding } = measuring;
  const step = ['seized', 'ordered', 'enforced']
    .map(name => `when '${name}' then ${coding.place('asset_step', name)}`)
    .join(' ');
  return grouped(measuring, {
    from: `(select *, case item ${step} end as asset_step from count_money
            where item in ('seized', 'ordered', 'enforced'))`,
    dimensions: codedDimensions(coding, ['confiscation_kind', 'unit']),
    always: [...codedDimensions(coding, ['asset_step']), plain('currency')],
    values: { persons: 'count(distinct person)', value: 'sum(amount)' },
  }).then(withEuroTotal);
};

/** JI16: awards and cases with one, sums awarded and paid per currency, claims referred to the civil court. */
export const compensation = (measuring: Measuring): Promise<Table> =>
  grouped(measuring, {
    from: `(select *, 'awards' as figure, 1 as n, null::text as money from count_money where item = 'awarded'
            union all select *, 'awarded', amount, currency from count_money where item = 'awarded'
            union all select *, 'cases', 1, null from (
              select distinct on (case_id, year) * from count_money where item = 'awarded' order by case_id, year, day) c
            union all select *, 'paid', amount, currency from count_money where item = 'paid'
            union all select *, 'referred', amount, null from count_money where item = 'referred')`,
    dimensions: codedDimensions(measuring.coding, ['unit']),
    always: [plain('figure'), plain('currency', `coalesce(money, '')`)],
    values: { value: 'sum(n)' },
  }).then(withEuroTotal);

/** JI17: cases of organised groups in percent of those whose group is known, cases with cooperation, joint teams. */
export const organisedAndInternational = (measuring: Measuring): Promise<Table> => {
  const { coding, request } = measuring;
  const asked = [...request.by, ...Object.keys(request.filters ?? {})];
  if (asked.includes('cooperation_type')) {
    return grouped(measuring, {
      from: 'count_cooperation',
      dimensions: codedDimensions(coding, ['cooperation_type', 'unit']),
      values: { value: 'count(*)' },
    });
  }
  if (asked.includes('group_type')) return casesOpened(measuring);
  const organised = ['structured_group', 'criminal_organisation'].map(code =>
    coding.place('group_type', code),
  );
  const jit = coding.place('cooperation_type', 'jit');
  return grouped(measuring, {
    from: `(select year, month, unit, source, case_id, 'organised_percent' as figure,
                   case when group_type in (${organised.join(', ')}) then 1 else 0 end as part, 1 as whole
              from count_case where group_type <> 32767
            union all select year, month, unit, source, case_id, 'with_cooperation', null, null from count_cooperation
            union all select year, month, unit, source, case_id, 'joint_teams', null, null from count_cooperation
              where cooperation_type = ${jit})`,
    dimensions: codedDimensions(coding, ['unit']),
    always: [plain('figure')],
    values: {
      value: `case when sum(whole) is null then count(distinct case_id)
                   else round(100.0 * sum(part) / sum(whole), 1) end`,
    },
  });
};
