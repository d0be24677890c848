import type { CriteriaBook } from '@hub/codebook';

/** Stands last in every table, as in the criteria. */
export const UNKNOWN_CODE = 32_767;

/**
 * Codes as small integers: their place in the list of the criteria, so that tables are narrow and come in codebook
 * order. A changed codebook changes the fingerprint of the read models, which are then rebuilt.
 */
export class Coding {
  private readonly places = new Map<string, ReadonlyMap<string, number>>();
  private readonly codes = new Map<string, readonly string[]>();

  constructor(readonly book: CriteriaBook) {}

  /** A missing value and a code outside the list are unknown. */
  place(list: string, code: unknown): number {
    if (typeof code !== 'string') return UNKNOWN_CODE;
    let places = this.places.get(list);
    if (!places) {
      places = new Map(this.codesOf(list).map((name, at) => [name, at + 1]));
      this.places.set(list, places);
    }
    return places.get(code) ?? UNKNOWN_CODE;
  }

  code(list: string, place: number): string {
    return this.codesOf(list)[place - 1] ?? 'unknown';
  }

  private codesOf(list: string): readonly string[] {
    let codes = this.codes.get(list);
    if (!codes) {
      codes = this.book.list(list).map(entry => entry.code);
      this.codes.set(list, codes);
    }
    return codes;
  }
}
