/** What each figure must reach: `atLeast` speaks of the ratio to its reference, `atMost` of the value itself. */
export const goals: Readonly<Record<string, { readonly atLeast?: number; readonly atMost?: number }>> = {
  'append-64/insert-pool': { atLeast: 1.2 },
  'append-64/checked-transaction': { atLeast: 3 },
  'append-64/emmett': { atLeast: 5 },
  'append-64/p99': { atMost: 20 },
  'append-1/insert': { atLeast: 0.5 },
  'replay/raw': { atLeast: 0.5 },
  'rebuild-victims/required': { atLeast: 1 },
  'rebuild-victims/memory': { atMost: 1_024 },
  'rebuild-judicial/required': { atLeast: 1 },
  'rebuild-judicial/memory': { atMost: 1_024 },
  'tamper-evidence-1': { atMost: 15 },
  'decrypt-40/page': { atMost: 5 },
  'duplicates-50k/p95': { atMost: 300 },
  'duplicates-50k/recall': { atLeast: 1 },
  'duplicates-50k/candidates': { atMost: 2 },
};
