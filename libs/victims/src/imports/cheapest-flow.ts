/** A pipe of a small network: how much it takes, what a unit costs, how much it carries. */
export interface Pipe {
  readonly from: string;
  readonly to: string;
  readonly room: number;
  readonly cost: number;
  used: number;
}

interface Reached {
  readonly cost: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly pipe: Pipe;
  /** Carried further, or taken back. */
  readonly forward: boolean;
}

const left = ({ pipe, forward }: Step) => (forward ? pipe.room - pipe.used : pipe.used);

/** Ways on from what is reached: along a pipe with room, or back along one that carries something. */
const stepsOn = (pipe: Pipe): { from: string; to: string; cost: number; step: Step }[] => [
  { from: pipe.from, to: pipe.to, cost: pipe.cost, step: { pipe, forward: true } },
  { from: pipe.to, to: pipe.from, cost: -pipe.cost, step: { pipe, forward: false } },
];

/** Bellman–Ford: pipes taken back have negative cost. */
function cheapestPath(pipes: readonly Pipe[], source: string, sink: string): Reached | undefined {
  const reached = new Map<string, Reached>([[source, { cost: 0, steps: [] }]]);
  const ways = pipes.flatMap(stepsOn);
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to, cost, step } of ways) {
      const before = reached.get(from);
      if (!before || left(step) <= 0) continue;
      const total = before.cost + cost;
      if (total >= (reached.get(to)?.cost ?? Infinity)) continue;
      reached.set(to, { cost: total, steps: [...before.steps, step] });
      changed = true;
    }
  }
  return reached.get(sink);
}

/**
 * Sends units from source to sink the cheapest way (successive shortest paths); for a handful of nodes.
 * @param amount how many; undefined: as many as lower the cost
 * @returns how many were sent
 */
export function sendCheapest(
  pipes: readonly Pipe[],
  [source, sink]: readonly [string, string],
  amount?: number,
): number {
  let sent = 0;
  for (;;) {
    const path = sent === amount ? undefined : cheapestPath(pipes, source, sink);
    if (!path || (amount === undefined && path.cost >= 0)) return sent;
    const most = Math.min((amount ?? Infinity) - sent, ...path.steps.map(left));
    for (const { pipe, forward } of path.steps) pipe.used += forward ? most : -most;
    sent += most;
  }
}
