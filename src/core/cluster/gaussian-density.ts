import type { PointTree, Visitor } from './point-tree.ts';
import { BLOCK, squaredDistances } from './squared-distances.ts';
import type { WorkMeter } from './work-meter.ts';

/** exp(-40) = 4e-18: terms beyond can't change a sum of at least `TRUSTED` in double precision. */
const REACH = 40;
/** Sums below this are computed again without leaving anything out. */
const TRUSTED = 1;
/** exp(-746) is zero in double precision. */
const VANISHING = 746;
const STEPS = 1024;
const EXP_TABLE = Float64Array.from({ length: REACH * STEPS + 2 }, (_, i) => Math.exp(-i / STEPS));

/**
 * Sum over all other points of exp(-(distance / cutoff)^2), by position in the tree, to about 1e-12.
 * With a cutoff of 0 it is the number of points at the same place. Each pair is computed once;
 * leaves further apart than their terms count are skipped.
 */
export async function gaussianDensity(
  tree: PointTree,
  cutoff: number,
  { meter, share }: { readonly meter: WorkMeter; readonly share: number },
): Promise<Float64Array<ArrayBuffer>> {
  const scale = 1 / Math.max(cutoff * cutoff, Number.MIN_VALUE * 1e20);
  const density = new Float64Array(tree.count);
  const leaves = leavesOf(tree);
  for (let i = 0; i < leaves.length; i++) {
    for (let j = i; j < leaves.length; j++) {
      if (i !== j && tree.boxGap(leaves[i], leaves[j]) * scale > REACH) continue;
      addPairs(tree, { a: leaves[i], b: leaves[j], scale, density });
      meter.spent += (tree.end[leaves[i]] - tree.start[leaves[i]]) * LEAF_COST * tree.width;
      if (meter.isDue) await meter.pause(share * (1 - (1 - i / leaves.length) ** 2));
    }
  }
  const whole = new WholeSum(tree, scale);
  for (let p = 0; p < tree.count; p++) {
    if (density[p] >= TRUSTED) continue;
    density[p] = whole.at(p);
    meter.spent += whole.scanned * tree.width;
    if (meter.isDue) await meter.pause(share);
  }
  return density;
}

/** Coordinates that one point of one leaf meets in another leaf, on the high side. */
const LEAF_COST = 24;

function leavesOf(tree: PointTree): number[] {
  return Array.from({ length: tree.nodes }, (_, node) => node).filter(
    (node) => tree.right[node] === 0,
  );
}

const squared = new Float64Array(BLOCK);

function addPairs(
  tree: PointTree,
  {
    a,
    b,
    scale,
    density,
  }: {
    readonly a: number;
    readonly b: number;
    readonly scale: number;
    readonly density: Float64Array;
  },
): void {
  const { coords, width, start, end } = tree;
  for (let p = start[a]; p < end[a]; p++) {
    const query = coords.subarray(p * width, (p + 1) * width);
    const from = a === b ? p + 1 : start[b];
    let sum = 0;
    for (let q = from; q < end[b]; q += BLOCK) {
      const count = Math.min(BLOCK, end[b] - q);
      squaredDistances(coords, width, q, count, query, squared, Infinity);
      sum += addGaussians(count, q, scale, density);
    }
    density[p] += sum;
  }
}

/**
 * Adds exp(-scale * squared[w]) to `density[from + w]` and returns their sum. A table and a cubic,
 * good to 1e-14: `Math.exp` leaves compiled code and would take three quarters of the whole time.
 */
function addGaussians(count: number, from: number, scale: number, density: Float64Array): number {
  let sum = 0;
  for (let w = 0; w < count; w++) {
    const r = squared[w] * scale;
    if (r > REACH) continue;
    const i = (r * STEPS + 0.5) | 0;
    const f = i / STEPS - r;
    const value = EXP_TABLE[i] * (1 + f * (1 + f * (0.5 + f * (1 / 6))));
    sum += value;
    density[from + w] += value;
  }
  return sum;
}

/** The density of one point, term by term. */
class WholeSum implements Visitor {
  best: number;
  scanned = 0;
  private readonly tree: PointTree;
  private readonly scale: number;
  private query = new Float64Array(0);
  private self = -1;
  private sum = 0;

  constructor(tree: PointTree, scale: number) {
    this.tree = tree;
    this.scale = scale;
    this.best = VANISHING / scale;
  }

  at(position: number): number {
    const { tree } = this;
    this.query = tree.coords.slice(position * tree.width, (position + 1) * tree.width);
    this.self = position;
    this.sum = 0;
    this.scanned = 0;
    tree.search(this.query, this);
    return this.sum;
  }

  lowerBound(_node: number, boxDistance: number): number {
    return boxDistance;
  }

  scan(from: number, to: number): void {
    const { coords, width } = this.tree;
    this.scanned += to - from;
    for (let p = from; p < to; p += BLOCK) {
      const count = Math.min(BLOCK, to - p);
      squaredDistances(coords, width, p, count, this.query, squared, Infinity);
      for (let w = 0; w < count; w++) {
        if (p + w !== this.self) this.sum += Math.exp(-squared[w] * this.scale);
      }
    }
  }
}
