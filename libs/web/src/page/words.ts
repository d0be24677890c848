/** What a page says in one language. The translator of the platform gives one for each catalogue. */
export interface Words {
  readonly lang: string;
  /** Text of `namespace:key`; never English in place of a missing text. */
  t(key: string, params?: Record<string, unknown>): string;
  /** `5 shtator 2026`, from an EDTF date or an ISO instant; partial dates stay partial. */
  date(value: string): string;
  /** `05.09.2026`, for tables. */
  shortDate(value: string): string;
  /** Date and time of day of an instant in the time zone of the installation. */
  dateTime(instant: string): string;
  number(value: number, digits?: number): string;
  /** Name of a country by ISO code. */
  country(code: string): string;
  compare(a: string, b: string): number;
}
