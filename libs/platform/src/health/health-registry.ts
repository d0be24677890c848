/** What a check found. A failure names its reason and what the operator does next. */
export type Health =
  | { readonly ok: true; readonly facts?: Readonly<Record<string, string | number | boolean>> }
  | { readonly ok: false; readonly reason: string; readonly next: string };

export interface HealthReport {
  readonly status: 'ready' | 'not-ready';
  readonly checks: Readonly<Record<string, Health>>;
}

const patience = 3_000;

async function carryOut(check: () => Health | Promise<Health>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>(resolve => {
    timer = setTimeout(
      () =>
        resolve({ ok: false, reason: `no answer within ${patience} ms`, next: 'see the log of the process' }),
      patience,
    );
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    // The message could quote data; its kind and code do not.
    const { name, code } = error as { name?: string; code?: string };
    return { ok: false, reason: [name, code].filter(Boolean).join(' '), next: 'see the log of the process' };
  } finally {
    clearTimeout(timer);
  }
}

/** The checks that say whether this process can serve. Rooms add theirs: database, log, projections, keys, disk. */
export class HealthRegistry {
  private readonly checks = new Map<string, () => Health | Promise<Health>>();
  private closing = false;

  /** @param name stable name of the check, e.g. `projection:case-file` */
  add(name: string, check: () => Health | Promise<Health>): void {
    this.checks.set(name, check);
  }

  remove(name: string): void {
    this.checks.delete(name);
  }

  /** From now on not ready, so that a proxy sends nobody here while open requests end. */
  shutDown(): void {
    this.closing = true;
  }

  async report(): Promise<HealthReport> {
    const names = [...this.checks.keys()];
    const results = await Promise.all([...this.checks.values()].map(carryOut));
    const checks: Record<string, Health> = Object.fromEntries(
      names.map((name, index) => [name, results[index]]),
    );
    if (this.closing)
      checks.process = { ok: false, reason: 'shutting down', next: 'wait for the next start' };
    const ready = Object.values(checks).every(check => check.ok);
    return { status: ready ? 'ready' : 'not-ready', checks };
  }
}
