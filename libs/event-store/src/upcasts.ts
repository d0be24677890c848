import { isDeepStrictEqual } from 'node:util';

export type EventData = Readonly<Record<string, unknown>>;

/**
 * One change of an event's shape. Stored events are never rewritten: they are lifted when they are read.
 * Both functions are pure and leave sealed envelopes untouched (the same object, wherever it moves).
 */
export interface Upcast {
  /** The shape it takes; it gives `from + 1`. */
  readonly from: number;
  up(data: EventData): EventData;
  /** The way back, the proof that nothing is lost: `down(up(data))` equals `data`. Used by tests only. */
  down(data: EventData): EventData;
}

/** The changes of shape per event type, in order. A type without an entry has shape 1. */
export type Upcasts = Readonly<Record<string, readonly Upcast[]>>;

/** @throws when the steps of a type do not count 1, 2, 3 … */
export function assertContiguous(upcasts: Upcasts): void {
  for (const [type, steps] of Object.entries(upcasts)) {
    steps.forEach((step, index) => {
      if (step.from === index + 1) return;
      throw new Error(
        `upcasts of ${type}: step ${index + 1} must lift shape ${index + 1}, it lifts ${step.from}`,
      );
    });
  }
}

const stepsOf = (upcasts: Upcasts, type: string) =>
  Object.hasOwn(upcasts, type) ? (upcasts[type] ?? []) : [];

/** The shape events of this type are written in today. */
export const currentSchema = (upcasts: Upcasts, type: string): number => stepsOf(upcasts, type).length + 1;

/** The data of a stored event in today's shape. */
export function upcast(upcasts: Upcasts, type: string, schema: number, data: EventData): EventData {
  return stepsOf(upcasts, type)
    .slice(schema - 1)
    .reduce((lifted, step) => step.up(lifted), data);
}

/** Whether every step from a stored shape on can be taken back; for the golden events of each context. */
export function isLossless(upcasts: Upcasts, type: string, schema: number, data: EventData): boolean {
  let lifted = data;
  return stepsOf(upcasts, type)
    .slice(schema - 1)
    .every(step => {
      const before = lifted;
      lifted = step.up(before);
      return isDeepStrictEqual(step.down(lifted), before);
    });
}
