/** Tells the operator how long work goes on: done, rate, remaining time; on standard error, at most once a second. */
export class Progress {
  private done = 0;
  private readonly started: number;
  private told = 0;

  constructor(
    private readonly what: string,
    private readonly total: number | undefined,
    private readonly write: (text: string) => void,
    private readonly clock: () => number = () => performance.now(),
    /** A terminal gets one line that changes; a file gets a line every ten seconds. */
    private readonly terminal = process.stderr.isTTY,
  ) {
    this.started = clock();
  }

  advance(count = 1): void {
    this.done += count;
    const now = this.clock();
    if (now - this.told < (this.terminal ? 1_000 : 10_000) && this.told !== 0) return;
    if (now - this.started < 1_000) return; // quick work needs no commentary
    this.told = now;
    this.write(this.terminal ? `\r\u001b[K${this.line(now)}` : `${this.line(now)}\n`);
  }

  end(): void {
    if (this.told === 0) return;
    const line = this.line(this.clock());
    this.write(this.terminal ? `\r\u001b[K${line}\n` : `${line}\n`);
  }

  private line(now: number): string {
    const seconds = Math.max((now - this.started) / 1_000, 0.001);
    const rate = this.done / seconds;
    // An estimate that turned out too low is no longer told.
    const total = this.total !== undefined && this.total >= this.done ? this.total : undefined;
    const parts = [`${this.what}: ${this.done}${total ? ` of ${total}` : ''}`, `${Math.round(rate)}/s`];
    if (total && rate > 0) parts.push(`${duration((total - this.done) / rate)} left`);
    return parts.join(', ');
  }
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}
