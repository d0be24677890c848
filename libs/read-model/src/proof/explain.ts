import type { Difference } from './audit';
import type { Proof } from './verdict';

/** A line of a report: key of a message in the catalogue `read-model`, and what stands in it. */
export interface Line {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const verdicts = {
  proven: 'read-model.verdict-proven',
  altered: 'read-model.verdict-altered',
  'rolled-back': 'read-model.verdict-rolled-back',
  'no-evidence': 'read-model.verdict-no-evidence',
} as const;

function lineOf({ code, ...params }: Difference): Line {
  return { code, params };
}

/**
 * A proof in words: the verdict, the first position that differs or the window in which something was changed, and
 * what is not covered.
 */
export function explain(proof: Proof): Line[] {
  const { origin, size, proven, signed, differing, differences, abandoned, uncovered } = proof;
  const lines: Line[] = [
    { code: verdicts[proof.verdict], params: { origin, size, signed: signed?.size ?? 0 } },
  ];
  if (proven) lines.push({ code: 'read-model.proof-agreed', params: { size: proven.size, at: proven.at } });
  lines.push(...differences.slice(0, 10).map(lineOf));
  if (differing > 10) lines.push({ code: 'read-model.proof-more', params: { count: differing - 10 } });
  lines.push(...proof.forged.map(line => ({ code: 'read-model.proof-forged', params: { line } })));
  if (proof.witnessBehind) lines.push({ code: 'read-model.proof-witness-behind', params: {} });
  if (abandoned > 0) lines.push({ code: 'read-model.proof-abandoned', params: { count: abandoned } });
  if (uncovered.events > 0) {
    lines.push({
      code: 'read-model.proof-uncovered',
      params: { count: uncovered.events, since: uncovered.since ?? '?' },
    });
  }
  return lines;
}
