import { readPartialDate } from './partial-date';

/** The regional form of each language, whose conventions differ from those of the bare tag. */
const locales: Readonly<Record<string, string>> = {
  en: 'en-GB', // bare `en` means the American order of day and month
  sq: 'sq-AL',
  bs: 'bs-BA',
  bg: 'bg-BG',
  mk: 'mk-MK',
  ro: 'ro-RO',
  hr: 'hr-HR',
  sr: 'sr-Cyrl-RS',
  'sr-Latn': 'sr-Latn-RS',
  'sr-Cyrl': 'sr-Cyrl-RS',
  cnr: 'sr-Latn-ME',
};

type Text = (key: string, params?: Readonly<Record<string, unknown>>) => string;

const utcDay = (year: number, month: number, day: number) => {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date;
};

/** How one language writes dates, numbers and lists, and how it sorts. */
export class Formats {
  readonly locale: string;
  private readonly collator: Intl.Collator;
  private readonly regions: Intl.DisplayNames;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  constructor(
    language: string,
    private readonly timeZone: string,
    private readonly text: Text,
  ) {
    this.locale = locales[language] ?? language;
    this.collator = new Intl.Collator(this.locale, { numeric: true });
    this.regions = new Intl.DisplayNames(this.locale, { type: 'region', fallback: 'code' });
  }

  private format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    const known = this.dates.get(key) ?? new Intl.DateTimeFormat(this.locale, options);
    this.dates.set(key, known);
    return known;
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    const key = JSON.stringify(options);
    const format = this.numbers.get(key) ?? new Intl.NumberFormat(this.locale, options);
    this.numbers.set(key, format);
    return format.format(value);
  }

  /** `share` between 0 and 1. */
  percent(share: number, digits = 1): string {
    return this.number(share, { style: 'percent', maximumFractionDigits: digits });
  }

  money(amount: number, currency: string): string {
    return this.number(amount, { style: 'currency', currency });
  }

  /** A recorded date for running text, however much of it is known: `5 shtator 2026`, `shtator 2026`, `2026`. */
  date(edtf: string): string {
    return this.described(edtf, (year, month, day) => {
      if (month === undefined) return String(year);
      const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
      const shown = day === undefined ? options : { ...options, day: 'numeric' as const };
      return this.format(shown).format(utcDay(year, month, day ?? 1));
    });
  }

  /** The same for table cells: `05.09.2026`, `09.2026`, `2026`. */
  shortDate(edtf: string): string {
    const separator = this.locale === 'en-GB' ? '/' : '.';
    const two = (value: number) => String(value).padStart(2, '0');
    return this.described(edtf, (year, month, day) => {
      const parts = [
        ...(day === undefined ? [] : [two(day)]),
        ...(month === undefined ? [] : [two(month)]),
        year,
      ];
      return parts.join(separator);
    });
  }

  private described(edtf: string, show: (year: number, month?: number, day?: number) => string): string {
    const date = readPartialDate(edtf);
    if (!date) return edtf;
    const one = ({ year, month, day }: { year: number; month?: number; day?: number }) =>
      show(year, month, day);
    // "earliest: 5 September" rather than "from 5 September": half our languages would inflect the month.
    switch (date.kind) {
      case 'day':
        return one(date.at);
      case 'before':
        return this.text('platform:date.latest', { date: one(date.to) });
      case 'after':
        return this.text('platform:date.earliest', { date: one(date.from) });
      case 'between':
        return `${one(date.from)} – ${one(date.to)}`;
    }
  }

  /** An instant, in the time zone of the installation: `21 nëntor 2026, 14:05`. */
  dateTime(instant: Date | string, options: { seconds?: boolean } = {}): string {
    const at = typeof instant === 'string' ? new Date(instant) : instant;
    const zone = { timeZone: this.timeZone };
    const day = this.format({ ...zone, day: 'numeric', month: 'long', year: 'numeric' }).format(at);
    const seconds = options.seconds ? ({ second: '2-digit' } as const) : {};
    // CLDR gives Albanian "2:05 m.d."; offices write 14:05.
    const clock = { ...zone, hour: '2-digit', minute: '2-digit', ...seconds, hourCycle: 'h23' } as const;
    return `${day}, ${this.format(clock).format(at)}`;
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(items);
  }

  /** For `Array.sort`: dž after d, Ѓ after Д, ș after s, numbers by value. */
  compare = (a: string, b: string): number => this.collator.compare(a, b);

  /** Name of an ISO 3166-1 alpha-2 code, `XK` included. */
  country(code: string): string {
    return /^[A-Z]{2}$/.test(code) ? (this.regions.of(code) ?? code) : code;
  }

  relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    return new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }).format(value, unit);
  }
}
