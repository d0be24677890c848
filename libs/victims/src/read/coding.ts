import type { CodeList, Value } from '@hub/codebook';

/** Why there is no code, as small numbers below the codes. Nothing recorded counts as unknown in a table. */
const missing: Readonly<Record<string, number>> = { unknown: -1, refused: -2, not_applicable: -3 };
const words = new Map(Object.entries(missing).map(([word, number]) => [number, word]));
const ABSENT = 0;

/**
 * Codes as small numbers: the place in the list, counted from 1, so that tables come out in the order of the
 * criteria. A read model is built anew when the criteria change, so the numbers never outlive their list.
 */
export class Coding {
  private readonly numbers = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly listOf: (name: string) => CodeList | undefined) {}

  private of(list: string): ReadonlyMap<string, number> {
    const known = this.numbers.get(list);
    if (known) return known;
    const codes = this.listOf(list)?.codes ?? [];
    const made = new Map(codes.map(({ code }, index) => [code, index + 1]));
    this.numbers.set(list, made);
    return made;
  }

  number(list: string, value: Value | undefined): number {
    if (typeof value !== 'string') return ABSENT;
    return this.of(list).get(value) ?? missing[value] ?? ABSENT;
  }

  /** Numbers of a set, or undefined when nothing of it is known. */
  numbersOf(list: string, values: Value | undefined): number[] | undefined {
    if (!Array.isArray(values)) return undefined;
    const known = (values as readonly string[]).map(value => this.of(list).get(value) ?? ABSENT);
    const numbers = known.filter(number => number > 0);
    return numbers.length > 0 ? numbers : undefined;
  }

  code(list: string, number: number): string {
    return words.get(number) ?? this.listOf(list)?.codes[number - 1]?.code ?? 'unknown';
  }
}
