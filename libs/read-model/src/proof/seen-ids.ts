/** Finds ids that occur twice among very many, by their first 64 bits; who asks makes sure with the whole id. */
export class SeenIds {
  private prefixes = new BigUint64Array(1_024);
  private count = 0;

  add(id: string): void {
    if (this.count === this.prefixes.length) {
      const prefixes = new BigUint64Array(this.count * 2);
      prefixes.set(this.prefixes);
      this.prefixes = prefixes;
    }
    this.prefixes[this.count++] = prefixOf(id);
  }

  /** Prefixes that occurred more than once. */
  repeated(): ReadonlySet<bigint> {
    const sorted = this.prefixes.subarray(0, this.count).sort();
    const found = new Set<bigint>();
    for (let index = 1; index < sorted.length; index++) {
      const prefix = sorted[index];
      if (prefix !== undefined && prefix === sorted[index - 1]) found.add(prefix);
    }
    return found;
  }
}

/** First 64 bits of a UUID. */
export const prefixOf = (id: string): bigint =>
  BigInt.asUintN(64, BigInt(`0x${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}`));
