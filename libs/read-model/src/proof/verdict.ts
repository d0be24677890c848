import type { Audited, Difference } from './audit';
import type { Verdict } from './start-rule';
import type { Evidence } from './witness';

/** What a verification found; see `docs/explanation/proof.md`. */
export interface Proof {
  readonly origin: string;
  readonly verdict: Verdict;
  readonly size: number;
  /** Root of the whole log as it is now, in hexadecimal. */
  readonly root: string;
  readonly differences: readonly Difference[];
  readonly differing: number;
  /** Checkpoints in force, and how many were given up by acknowledged rollbacks. */
  readonly checkpoints: number;
  readonly abandoned: number;
  /** The last checkpoint that agrees with the log. */
  readonly proven: { readonly size: number; readonly at: string } | undefined;
  /** What was signed last. */
  readonly signed: { readonly size: number; readonly at: string } | undefined;
  /** Lines of the witness files (read one after the other) with a forged signature. */
  readonly forged: readonly number[];
  /** The signer remembers a checkpoint that no witness file has. */
  readonly witnessBehind: boolean;
  /** Events after the last checkpoint: nothing shows whether they were changed. */
  readonly uncovered: { readonly events: number; readonly since: string | undefined };
}

export interface Gathered {
  readonly evidence: Evidence;
  readonly witnessBehind: boolean;
}

const GRACE_MS = 300_000;

/** Weighs what the audit found against what was witnessed. */
export function prove(
  { origin, graceMs = GRACE_MS }: { readonly origin: string; readonly graceMs?: number },
  { evidence, witnessBehind }: Gathered,
  { size, root, differences, differing, agreed, uncoveredSince: since }: Audited,
): Proof {
  const last = evidence.checkpoints.at(-1);
  const covered = last?.size ?? 0;
  const uncovered = { events: Math.max(0, size - covered), since };
  const isLate = uncovered.events > 0 && !isRecent(since, graceMs);
  const isAltered = differing > 0 || evidence.forged.length > 0 || witnessBehind;
  return {
    origin,
    verdict: verdictOf(isAltered, size < covered, !last || isLate),
    size,
    root: root.toString('hex'),
    differences,
    differing,
    checkpoints: evidence.checkpoints.length,
    abandoned: evidence.abandoned.length,
    proven: agreed && { size: agreed.size, at: agreed.at },
    signed: last && { size: last.size, at: last.at },
    forged: evidence.forged,
    witnessBehind,
    uncovered,
  };
}

/** False also for an event that does not say when it was recorded. */
const isRecent = (at: string | undefined, graceMs: number) => Date.now() - Date.parse(at ?? '') <= graceMs;

function verdictOf(isAltered: boolean, isShort: boolean, lacksEvidence: boolean): Verdict {
  if (isAltered) return 'altered';
  if (isShort) return 'rolled-back';
  return lacksEvidence ? 'no-evidence' : 'proven';
}

/** Exit code of `ops verify` over the logs of a database: 0 proven, 1 altered, 2 rolled back, 3 not enough evidence. */
export function exitCodeOf(proofs: readonly Proof[]): 0 | 1 | 2 | 3 {
  const found = new Set(proofs.map(proof => proof.verdict));
  if (found.has('altered')) return 1;
  if (found.has('rolled-back')) return 2;
  return found.has('no-evidence') ? 3 : 0;
}
