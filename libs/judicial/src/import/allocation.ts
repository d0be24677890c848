import type { Age, Figure, Sex } from './figures';

/**
 * Puts persons into the cells of sex by age so that every published figure holds. A minimum-cost flow: total → sexes →
 * cells → ages → sink. What nobody published stays unknown; a figure that cannot hold together with those before it
 * is a contradiction of the source.
 */

export const cellSexes = ['female', 'male', 'other', 'unknown'] as const;
export const cellAges = ['child', 'adult', 'unknown'] as const;
export type CellSex = (typeof cellSexes)[number];
export type CellAge = (typeof cellAges)[number];
export type Cells = ReadonlyMap<`${CellSex}/${CellAge}`, number>;

interface Edge {
  readonly from: number;
  readonly to: number;
  capacity: number;
  readonly cost: number;
  flow: number;
}

/** Costs are whole numbers, so that sums of them are exact. */
const FIXED = -1_000_000_000;
const PERSON = 1_000_000;
const SEX = 2_000;
const AGE = 1_000;
const OPEN = 1_000_000_000;

/** Along an edge, or taking flow back. */
interface Step {
  readonly edge: Edge;
  readonly back: boolean;
}

class Network {
  readonly edges: Edge[] = [];

  constructor(private readonly nodes: number) {}

  add(from: number, to: number, capacity: number, cost: number): Edge {
    const edge: Edge = { from, to, capacity, cost, flow: 0 };
    this.edges.push(edge);
    return edge;
  }

  /** Augments along the cheapest path as long as that lowers the cost. */
  run(source: number, sink: number): void {
    for (let path = this.cheapest(source, sink); path; path = this.cheapest(source, sink)) {
      const amount = Math.min(
        ...path.map(({ edge, back }) => (back ? edge.flow : edge.capacity - edge.flow)),
      );
      for (const { edge, back } of path) edge.flow += back ? -amount : amount;
    }
  }

  /** Bellman-Ford over what is left; undefined when no path lowers the cost. */
  private cheapest(source: number, sink: number): Step[] | undefined {
    const distance = new Array<number>(this.nodes).fill(Infinity);
    const via = new Array<Step | undefined>(this.nodes).fill(undefined);
    distance[source] = 0;
    for (let round = 0, changed = true; changed && round < this.nodes; round++) {
      changed = false;
      for (const edge of this.edges) {
        const forth = relax(distance, via, { edge, back: false });
        changed = relax(distance, via, { edge, back: true }) || forth || changed;
      }
    }
    return (distance[sink] ?? Infinity) < 0 ? pathTo(sink, source, via) : undefined;
  }
}

function pathTo(sink: number, source: number, via: readonly (Step | undefined)[]): Step[] | undefined {
  const path: Step[] = [];
  for (let at = sink; at !== source;) {
    const step = via[at];
    if (!step) return undefined;
    path.unshift(step);
    at = step.back ? step.edge.to : step.edge.from;
  }
  return path;
}

function relax(distance: number[], via: (Step | undefined)[], step: Step): boolean {
  const { edge, back } = step;
  const [from, to] = back ? [edge.to, edge.from] : [edge.from, edge.to];
  const left = back ? edge.flow : edge.capacity - edge.flow;
  const through = (distance[from] ?? Infinity) + (back ? -edge.cost : edge.cost);
  if (left <= 0 || through >= (distance[to] ?? Infinity)) return false;
  distance[to] = through;
  via[to] = step;
  return true;
}

export type Known = Pick<Figure, 'sex' | 'age'> & { readonly value: number };

/**
 * @param order breaks ties between equally silent answers; two orders with different answers mean that the figures do
 * not determine one
 * @returns undefined when the figures cannot all hold
 */
function solve(known: readonly Known[], order: 1 | -1): Cells | undefined {
  const value = (sex: Sex, age: Age) => known.find(k => k.sex === sex && k.age === age)?.value;
  const [source, top, sink] = [0, 1, 2];
  const sexAt = (at: number) => 3 + at;
  const ageAt = (at: number) => 3 + cellSexes.length + at;
  const network = new Network(3 + cellSexes.length + cellAges.length);
  const fixed: { edge: Edge; value: number }[] = [];
  const edge = (from: number, to: number, amount: number | undefined, cost: number) => {
    if (amount === undefined) return network.add(from, to, OPEN, cost);
    const made = network.add(from, to, amount, FIXED);
    fixed.push({ edge: made, value: amount });
    return made;
  };
  // Nobody is made up: a person nothing asks for costs.
  edge(source, top, value('total', 'total'), PERSON);
  cellSexes.forEach((sex, at) => edge(top, sexAt(at), value(sex, 'total'), sex === 'unknown' ? 0 : SEX));
  const cells = cellSexes.flatMap((sex, row) =>
    cellAges.map((age, column) => {
      const tie = order * (row * cellAges.length + column);
      return {
        sex,
        age,
        edge: edge(sexAt(row), ageAt(column), value(sex, age), (age === 'unknown' ? 0 : AGE) + tie),
      };
    }),
  );
  cellAges.forEach((age, at) => edge(ageAt(at), sink, value('total', age), 0));
  network.run(source, sink);
  if (fixed.some(({ edge: made, value: amount }) => made.flow !== amount)) return undefined;
  return new Map(cells.map(({ sex, age, edge: made }) => [`${sex}/${age}` as const, made.flow]));
}

/** The one answer the figures give; undefined when they contradict each other or leave it open. */
export function allocate(known: readonly Known[]): Cells | undefined {
  const [one, other] = [solve(known, 1), solve(known, -1)];
  if (!one || !other) return undefined;
  return [...one].every(([cell, count]) => other.get(cell) === count) ? one : undefined;
}
