const LEAF = 32;

/** The last event of every stream seen so far, as leaf and version; compact, since a log has very many streams. */
export class StreamHeads {
  private readonly slots = new Map<string, number>();
  private leaves = Buffer.alloc(1_024 * LEAF);
  private versions = new Int32Array(1_024);

  /** Leaf of the last event of a stream, undefined before its first. */
  leafOf(stream: string): Buffer | undefined {
    const slot = this.slots.get(stream);
    return slot === undefined ? undefined : this.leaves.subarray(slot * LEAF, slot * LEAF + LEAF);
  }

  /** Number of events of a stream. */
  versionOf(stream: string): number {
    const slot = this.slots.get(stream);
    return slot === undefined ? 0 : (this.versions[slot] ?? 0);
  }

  set(stream: string, version: number, leaf: Buffer): void {
    let slot = this.slots.get(stream);
    if (slot === undefined) {
      slot = this.slots.size;
      this.slots.set(stream, slot);
      if (slot === this.versions.length) this.grow();
    }
    this.versions[slot] = version;
    leaf.copy(this.leaves, slot * LEAF, 0, LEAF);
  }

  private grow(): void {
    const versions = new Int32Array(this.versions.length * 2);
    versions.set(this.versions);
    this.versions = versions;
    this.leaves = Buffer.concat([this.leaves, Buffer.alloc(this.leaves.length)]);
  }
}
