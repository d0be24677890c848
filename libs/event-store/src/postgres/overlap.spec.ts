import type { EventLoopUtilization } from 'node:perf_hooks';
import { Overlap } from './overlap';

/** An event loop whose share of work is told. */
class Loop {
  private time = 0;
  private active = 0;

  pass(milliseconds: number, busy: number): void {
    this.time += milliseconds;
    this.active += milliseconds * busy;
  }
  now(): number {
    return this.time;
  }
  eventLoopUtilization = (one?: EventLoopUtilization, other?: EventLoopUtilization): EventLoopUtilization => {
    const active = (one?.active ?? this.active) - (other?.active ?? 0);
    const idle = (one?.idle ?? this.time - this.active) - (other?.idle ?? 0);
    return { active, idle, utilization: active / (active + idle || 1) };
  };
}

describe('the number of flushes under way', () => {
  it('is one while the process mostly waits, two while it mostly works', () => {
    const loop = new Loop();
    const overlap = new Overlap(loop);
    expect(overlap.now()).toBe(1);
    loop.pass(60, 0.2);
    expect(overlap.now()).toBe(1);
    loop.pass(60, 0.5);
    expect(overlap.now()).toBe(2);
    loop.pass(60, 0.3);
    expect(overlap.now()).toBe(1);
  });

  it('does not change on a moment’s experience', () => {
    const loop = new Loop();
    const overlap = new Overlap(loop);
    loop.pass(49, 1);
    expect(overlap.now()).toBe(1);
    loop.pass(1, 1);
    expect(overlap.now()).toBe(2);
    loop.pass(49, 0);
    expect(overlap.now()).toBe(2);
  });
});

it('measures the real event loop', async () => {
  const overlap = new Overlap();
  for (const end = performance.now() + 60; performance.now() < end;);
  await new Promise(setImmediate);
  expect(overlap.now()).toBe(2);
});
