import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { PointTree, Visitor } from './point-tree.ts';

/** Lets a box in that is exactly as far as the best, so that ties go to the lowest point. */
const SLACK = 1 - 1e-12;

/** Finds the nearest point that is denser, or as dense with a lower number. */
export class DenserSearch implements Visitor {
  /** Squared distance of the nearest so far. */
  best = Infinity;
  /** The nearest denser point, or -1 for the densest of all. */
  nearest = -1;
  /** Points looked at by the last search. */
  scanned = 0;
  private readonly tree: PointTree;
  private readonly density: Float64Array;
  private readonly densest: Float64Array;
  private readonly query: Float64Array;
  private readonly squared = new Float64Array(BLOCK);
  private self = -1;

  /** `density` is by position in the tree. */
  constructor(tree: PointTree, density: Float64Array) {
    this.tree = tree;
    this.density = density;
    this.query = new Float64Array(tree.width);
    this.densest = new Float64Array(tree.nodes);
    for (let node = tree.nodes - 1; node >= 0; node--) this.densest[node] = this.densestOf(node);
  }

  find(position: number): void {
    this.startAt(position);
    this.tree.search(this.query, this);
  }

  /** Squared distance of the point furthest from the one at `position`. */
  furthestFrom(position: number): number {
    const { tree, squared } = this;
    this.startAt(position);
    let furthest = 0;
    for (let p = 0; p < tree.count; p += BLOCK) {
      const count = Math.min(BLOCK, tree.count - p);
      squaredDistances(tree.coords, tree.width, p, count, this.query, squared, Infinity);
      for (let w = 0; w < count; w++) furthest = Math.max(furthest, squared[w]);
    }
    return furthest;
  }

  lowerBound(node: number, boxDistance: number): number {
    if (this.densest[node] < this.density[this.self]) return Infinity;
    return boxDistance > 0 ? boxDistance * SLACK : -1;
  }

  scan(from: number, to: number): void {
    const { tree, density, squared, self } = this;
    const own = density[self];
    this.scanned += to - from;
    for (let p = from; p < to; p += BLOCK) {
      const count = Math.min(BLOCK, to - p);
      squaredDistances(tree.coords, tree.width, p, count, this.query, squared, Infinity);
      for (let w = 0; w < count; w++) {
        if (squared[w] > this.best || density[p + w] < own) continue;
        const id = tree.ids[p + w];
        if (density[p + w] === own && id >= tree.ids[self]) continue;
        if (squared[w] === this.best && id > this.nearest) continue;
        this.best = squared[w];
        this.nearest = id;
      }
    }
  }

  private startAt(position: number): void {
    const from = position * this.tree.width;
    for (let d = 0; d < this.tree.width; d++) this.query[d] = this.tree.coords[from + d];
    this.self = position;
    this.best = Infinity;
    this.nearest = -1;
    this.scanned = 0;
  }

  private densestOf(node: number): number {
    const { tree, density, densest } = this;
    const right = tree.right[node];
    if (right > 0) return Math.max(densest[node + 1], densest[right]);
    let highest = 0;
    for (let p = tree.start[node]; p < tree.end[node]; p++) highest = Math.max(highest, density[p]);
    return highest;
  }
}
