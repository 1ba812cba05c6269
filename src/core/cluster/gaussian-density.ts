import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { PointTree, Visitor } from './point-tree.ts';
import type { WorkMeter } from './work-meter.ts';

/** exp(-40) = 4e-18: terms beyond can't change a sum of at least `TRUSTED` in double precision. */
export const REACH = 40;
/** Sums below this are computed again without leaving anything out. */
export const TRUSTED = 1;
/** exp(-746) is zero in double precision. */
export const VANISHING = 746;
/** Points of one leaf, on the high side. */
const LEAF_POINTS = 16;
/** Positions that a leaf meets between two looks at the meter, about. */
const RUN = 512;
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
  const sums = new LeafSums(tree, scale, density);
  for (let i = 0; i < leaves.length; i++) {
    sums.begin(leaves[i]);
    for (let j = i + 1; j < leaves.length; ) {
      const from = tree.start[leaves[j]];
      let to = from;
      while (j < leaves.length && to - from < RUN && sums.reaches(leaves[j])) {
        to = tree.end[leaves[j++]];
      }
      if (to === from) j++;
      sums.add(from, to);
      meter.spent += (to - from) * LEAF_POINTS * tree.width;
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

function leavesOf(tree: PointTree): number[] {
  return Array.from({ length: tree.nodes }, (_, node) => node).filter(
    (node) => tree.right[node] === 0,
  );
}

/** Adds what the points of one leaf and those at later positions give each other. */
class LeafSums {
  private readonly tree: PointTree;
  private readonly scale: number;
  private readonly density: Float64Array;
  private leaf = 0;
  private queries: readonly Float64Array[] = [];

  constructor(tree: PointTree, scale: number, density: Float64Array) {
    this.tree = tree;
    this.scale = scale;
    this.density = density;
  }

  /** Takes up a leaf and adds its own pairs. */
  begin(leaf: number): void {
    const { coords, width, start, end } = this.tree;
    const from = start[leaf];
    this.leaf = leaf;
    this.queries = Array.from({ length: end[leaf] - from }, (_, i) =>
      coords.slice((from + i) * width, (from + i + 1) * width),
    );
    this.queries.forEach((_, i) => {
      this.addTo(i, from + i + 1, end[leaf] - from - i - 1);
    });
  }

  reaches(leaf: number): boolean {
    return this.tree.boxGap(this.leaf, leaf) * this.scale <= REACH;
  }

  add(from: number, to: number): void {
    for (let q = from; q < to; q += BLOCK) {
      for (let i = 0; i < this.queries.length; i++) this.addTo(i, q, Math.min(BLOCK, to - q));
    }
  }

  private addTo(query: number, from: number, count: number): void {
    const { coords, width, start } = this.tree;
    squaredDistances(coords, width, from, count, this.queries[query], squared, Infinity);
    this.density[start[this.leaf] + query] += addGaussians(count, from, this.scale, this.density);
  }
}

const squared = new Float64Array(BLOCK);

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
