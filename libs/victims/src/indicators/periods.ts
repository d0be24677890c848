/** Periods figures are given for, the finest last; `none` = all time together. */
export const periods = ['none', 'year', 'half_year', 'quarter', 'month'] as const;
export type Period = (typeof periods)[number];

/**
 * SQL for the period a month lies in (`year * 100 + month`, month 0 when only the year is known). The numbers grow
 * with time; a part of 0 stands for "that year, unknown when".
 */
export function periodSql(period: Period, month: string): string {
  const part = (months: number) => `(${month} / 100 * 100 + (${month} % 100 + ${months - 1}) / ${months})`;
  switch (period) {
    case 'none':
      return '0';
    case 'year':
      return `(${month} / 100)`;
    case 'half_year':
      return part(6);
    case 'quarter':
      return part(3);
    case 'month':
      return month;
  }
}

const marks = { half_year: 'H', quarter: 'Q' } as const;

/** How a period is written in tables: `2026`, `2026-H1`, `2026-Q3`, `2026-07`, `2026-unknown`. */
export function periodText(period: Period, number: number): string {
  if (period === 'year' || period === 'none') return String(number);
  const year = Math.floor(number / 100);
  const part = number % 100;
  if (part === 0) return `${year}-unknown`;
  return period === 'month' ? `${year}-${String(part).padStart(2, '0')}` : `${year}-${marks[period]}${part}`;
}

/** The number of a period from its text, for filters; undefined when it is none. */
export function periodNumber(period: Period, text: string): number | undefined {
  const [, year, part] = /^(\d{4})(?:-[HQ]?(\d{1,2}|unknown))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (period === 'year') return part === undefined ? Number(year) : undefined;
  if (part === undefined) return undefined;
  return Number(year) * 100 + (part === 'unknown' ? 0 : Number(part));
}

const lastMonths: Readonly<Record<Exclude<Period, 'none'>, number>> = {
  year: 12,
  half_year: 6,
  quarter: 3,
  month: 1,
};

/** Months per period, for the ends of periods. */
export const monthsIn = (period: Exclude<Period, 'none'>): number => lastMonths[period];
