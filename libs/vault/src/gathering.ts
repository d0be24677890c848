interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Carries out what many callers ask for at the same time in rounds: while one round is under way the next one
 * fills. One round trip then serves a whole import batch.
 */
export class Gathering<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = false;

  /** @param work answers item by item, in order */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limit = 2000,
  ) {}

  ask(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    await Promise.resolve(); // let the callers of this turn join
    while (this.waiting.length > 0) {
      const round = this.waiting.splice(0, this.limit);
      try {
        const results = await this.work(round.map(({ item }) => item));
        round.forEach(({ resolve }, index) => resolve(results[index]));
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    this.running = false;
  }
}
