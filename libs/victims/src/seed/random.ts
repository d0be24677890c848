/** Draws that depend on a text alone (mulberry32): the same seed gives the same cases on every machine. */
export class Draw {
  private state: number;

  constructor(seed: string) {
    this.state = 0x9e3779b9;
    for (const unit of seed) this.state = Math.imul(this.state ^ (unit.codePointAt(0) ?? 0), 0x01000193);
    for (let round = 0; round < 8; round++) this.next();
  }

  /** From 0 up to, and not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  one<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  }

  /** One name by weight: `{ sexual: 6, labour: 3 }`. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      rest -= weight;
      if (rest < 0) return name;
    }
    return this.one(entries)[0];
  }

  /** Every name with its own chance; at least one. */
  some(chances: Readonly<Record<string, number>>): string[] {
    const drawn = Object.entries(chances).flatMap(([name, chance]) => (this.chance(chance) ? [name] : []));
    return drawn.length > 0 ? drawn : [this.weighted(chances)];
  }
}
