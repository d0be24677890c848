import { setImmediate as tick } from 'node:timers/promises';
import { recordAll } from './batches';

async function* numbers(count: number) {
  for (let number = 0; number < count; number++) yield number;
}

describe('recording in batches', () => {
  it('tells what became of every item, in order, with three batches under way at most', async () => {
    let underWay = 0;
    let most = 0;
    const record = async (number: number) => {
      most = Math.max(most, ++underWay);
      for (let turn = number % 5; turn >= 0; turn--) await tick();
      underWay--;
      return number * 2;
    };
    const outcomes: number[] = [];
    for await (const batch of recordAll(numbers(107), 100, record)) outcomes.push(...batch);
    expect(outcomes).toEqual(Array.from({ length: 107 }, (_, number) => number * 2));
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(30);
  });

  it('passes an error on once nothing is under way any more', async () => {
    let underWay = 0;
    const record = async (number: number) => {
      underWay++;
      for (let turn = number % 7; turn >= 0; turn--) await tick();
      underWay--;
      if (number === 12) throw new Error('the log is away');
      return number;
    };
    const run = async () => {
      for await (const batch of recordAll(numbers(100), 100, record)) void batch;
    };
    await expect(run()).rejects.toThrow('the log is away');
    await tick();
    expect(underWay).toBe(0);
  });

  it('stops where the listener stops', async () => {
    let begun = 0;
    const record = async (number: number) => {
      begun++;
      await tick();
      return number;
    };
    for await (const batch of recordAll(numbers(1_000), 100, record)) {
      expect(batch).toHaveLength(10);
      break;
    }
    expect(begun).toBeLessThanOrEqual(40);
  });
});
