import { once, type EventEmitter } from 'node:events';

/** Another process moves the checkpoints without telling us: look again after this long. */
const LOOK_MS = 25;

/** Asks again whenever something moved, until the answer is known or the time is over. */
export async function waitUntil(
  moved: EventEmitter,
  milliseconds: number,
  answer: () => Promise<boolean | undefined>,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const rest = end - performance.now();
    const pause = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(LOOK_MS, rest))));
    const change = once(moved, 'moved', { signal: pause }).catch(() => undefined);
    const known = await answer();
    if (known !== undefined) return known;
    if (rest <= 0) return false;
    await change;
  }
}
