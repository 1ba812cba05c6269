import type { LoopHooks } from '../loop-hooks.ts';
import { createRandom } from '../random/random.ts';
import { ForceTable } from './force-table.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';

/** Of UMAP's curve 1 / (1 + a d^2b), fitted for neighbours that may come as near as 0.1 of the spread. */
const A = 1.5769434602;
const B = 0.8950608779;
/** Points pushed away for each one that is drawn near. */
const PUSHES = 5;
const STRONGEST = 4;
const MOVES_PER_CHECKPOINT = 5_000;

interface SettleSettings {
  readonly epochs: number;
  readonly seed: number;
}

/**
 * UMAP's optimisation (McInnes et al. 2018, algorithm 5): edges draw their ends together, as often as they are
 * strong, and random points are pushed away. Moves `positions`, `[rows, 2]`, in place.
 * @param onEpoch called between epochs, while `positions` hold a whole picture.
 */
export async function settle(
  graph: FuzzyGraph,
  positions: Float32Array<ArrayBuffer>,
  { epochs, seed }: SettleSettings,
  hooks: LoopHooks,
  onEpoch?: () => void,
): Promise<void> {
  const { first, tail, weight } = graph;
  const rows = first.length - 1;
  const random = createRandom(seed);
  const forces = new Forces(positions);
  const strongest = weight.reduce((most, w) => Math.max(most, w), 0);
  /** In epochs; an edge too weak for one move in all of them never moves. */
  const period = weight.map((w) => strongest / w);
  const due = period.slice();
  await hooks.checkpoint?.(0);
  let moves = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    forces.rate = 1 - (epoch - 1) / epochs;
    for (let head = 0; head < rows; head++) {
      for (let e = first[head]; e < first[head + 1]; e++) {
        if (due[e] > epoch) continue;
        due[e] += period[e];
        forces.draw(head, tail[e]);
        for (let p = 0; p < PUSHES; p++) forces.push(head, random.below(rows));
        moves++;
      }
      if (moves < MOVES_PER_CHECKPOINT) continue;
      moves = 0;
      await hooks.checkpoint?.((epoch - 1 + head / rows) / epochs);
    }
    onEpoch?.();
  }
}

class Forces {
  rate = 1;
  private readonly positions: Float32Array;
  private readonly pull = new ForceTable((d) => (-2 * A * B * d ** (B - 1)) / (A * d ** B + 1));
  private readonly thrust = new ForceTable((d) => (2 * B) / ((0.001 + d) * (A * d ** B + 1)));

  constructor(positions: Float32Array) {
    this.positions = positions;
  }

  draw(head: number, tail: number): void {
    const { positions, rate } = this;
    const dx = positions[2 * head] - positions[2 * tail];
    const dy = positions[2 * head + 1] - positions[2 * tail + 1];
    const force = this.pull.at(dx * dx + dy * dy);
    const x = rate * clip(force * dx);
    const y = rate * clip(force * dy);
    positions[2 * head] += x;
    positions[2 * head + 1] += y;
    positions[2 * tail] -= x;
    positions[2 * tail + 1] -= y;
  }

  push(head: number, other: number): void {
    const { positions, rate } = this;
    const dx = positions[2 * head] - positions[2 * other];
    const dy = positions[2 * head + 1] - positions[2 * other + 1];
    const force = this.thrust.at(dx * dx + dy * dy);
    positions[2 * head] += rate * clip(force * dx);
    positions[2 * head + 1] += rate * clip(force * dy);
  }
}

function clip(force: number): number {
  return force > STRONGEST ? STRONGEST : force < -STRONGEST ? -STRONGEST : force;
}
