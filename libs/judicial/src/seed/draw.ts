/** Draws that follow from a text alone (sfc32): the same seed tells the same proceedings on every machine. */
export class Draw {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    this.a = hash | 0;
    this.b = (hash ^ 0x5bd1e995) | 0;
    this.c = Math.imul(hash, 0x2545f491) | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** From 0 up to, and not including, 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Both ends are possible. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  }

  /** One name, in proportion to its weight. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    const found = entries.find(([, weight]) => (left -= weight) < 0);
    return found?.[0] ?? this.one(entries)[0];
  }

  /** Each name with a chance of its own, and never none of them. */
  some<Name extends string>(chances: Readonly<Partial<Record<Name, number>>>): Name[] {
    const entries = Object.entries(chances) as [Name, number][];
    const drawn = entries.filter(([, chance]) => this.chance(chance)).map(([name]) => name);
    return drawn.length > 0 ? drawn : [this.weighted(chances)];
  }
}
