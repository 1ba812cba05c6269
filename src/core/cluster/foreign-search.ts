import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { PointTree, Visitor } from './point-tree.ts';
import type { DisjointSets } from './tree-from-edges.ts';

/** Share of the components that may vanish before the tree is labelled with them again. */
const STALE = 0.03;

/** Finds the nearest point of another component; points are named by their position in the tree. */
export class ForeignSearch implements Visitor {
  /** Squared distance of the nearest so far. */
  best = Infinity;
  nearest = -1;
  /** Points looked at by the last search. */
  scanned = 0;
  private readonly tree: PointTree;
  private readonly sets: DisjointSets;
  private readonly query: Float64Array;
  private readonly squared = new Float64Array(BLOCK);
  private own = -1;
  /** A point of the one component that fills a node, or -1 where there were several. */
  private readonly filledBy: Int32Array;
  private components: number;
  private labelled: number;

  constructor(tree: PointTree, sets: DisjointSets) {
    this.tree = tree;
    this.sets = sets;
    this.query = new Float64Array(tree.width);
    this.filledBy = new Int32Array(tree.nodes).fill(-1);
    this.components = tree.count;
    this.labelled = tree.count;
  }

  find(position: number): void {
    const { tree, query } = this;
    const from = position * tree.width;
    for (let d = 0; d < tree.width; d++) query[d] = tree.coords[from + d];
    this.own = this.sets.find(position);
    this.best = Infinity;
    this.nearest = -1;
    this.scanned = 0;
    tree.search(query, this);
  }

  /** To be called after two components have become one. */
  noteMerge(): void {
    this.components--;
    if (this.components > (1 - STALE) * this.labelled) return;
    this.labelled = this.components;
    for (let node = this.tree.nodes - 1; node >= 0; node--) this.filledBy[node] = this.fill(node);
  }

  lowerBound(node: number, boxDistance: number): number {
    const filler = this.filledBy[node];
    return filler >= 0 && this.sets.find(filler) === this.own ? Infinity : boxDistance;
  }

  scan(from: number, to: number): void {
    const { tree, sets, squared, own } = this;
    this.scanned += to - from;
    for (let p = from; p < to; p += BLOCK) {
      const count = Math.min(BLOCK, to - p);
      squaredDistances(tree.coords, tree.width, p, count, this.query, squared, this.best);
      for (let w = 0; w < count; w++) {
        if (squared[w] >= this.best || sets.find(p + w) === own) continue;
        this.best = squared[w];
        this.nearest = p + w;
      }
    }
  }

  private fill(node: number): number {
    const { tree, sets, filledBy } = this;
    const right = tree.right[node];
    if (right > 0) {
      const a = filledBy[node + 1];
      const b = filledBy[right];
      return a >= 0 && b >= 0 && sets.find(a) === sets.find(b) ? a : -1;
    }
    const first = tree.start[node];
    const root = sets.find(first);
    for (let p = first + 1; p < tree.end[node]; p++) if (sets.find(p) !== root) return -1;
    return first;
  }
}
