import { performance, type Performance } from 'node:perf_hooks';

/** Milliseconds of experience a decision rests on. */
const SAMPLE = 50;
/**
 * With one flush at a time a round takes the process's work, the server's work and the fixed price of a commit one after
 * the other; with two halves under way the process works while the server does, for twice the commits. Both take the
 * same time where the event loop is busy for a third of it (the server's work taken to be like the process's own).
 */
const BREAK_EVEN = 1 / 3;

/** How many flushes should be under way at once: two while this process is what takes the time, one while the disk is. */
export class Overlap {
  private mark;
  private markedAt;
  private lanes = 1;

  constructor(private readonly loop: Pick<Performance, 'now' | 'eventLoopUtilization'> = performance) {
    this.mark = loop.eventLoopUtilization();
    this.markedAt = loop.now();
  }

  now(): number {
    const time = this.loop.now();
    if (time - this.markedAt >= SAMPLE) {
      const mark = this.loop.eventLoopUtilization();
      this.lanes = this.loop.eventLoopUtilization(mark, this.mark).utilization > BREAK_EVEN ? 2 : 1;
      this.mark = mark;
      this.markedAt = time;
    }
    return this.lanes;
  }
}
