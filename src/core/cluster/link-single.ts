import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { paddedWidth } from '../neighbours/squared-distances.ts';
import { ForeignSearch } from './foreign-search.ts';
import { NearestHeap } from './nearest-heap.ts';
import { packInParts } from './pack-in-parts.ts';
import { PointTree } from './point-tree.ts';
import { spanByPrim } from './span-by-prim.ts';
import type { Tree } from './tree.ts';
import {
  blankTree,
  DisjointSets,
  type Edges,
  emptyEdges,
  treeFromEdges,
} from './tree-from-edges.ts';
import { WorkMeter } from './work-meter.ts';

const LEAF_SIZE = 16;
/** Numbers (rows times padded columns) up to which plain scans are done before a tree pays its way. */
const PLAIN_UP_TO = 60_000;
/** Searches from which the usefulness of the tree is judged. */
const PROBES = 64;
/** Share of the points that a search may look at before Prim's plain scans are thought faster. */
const WORTHWHILE = 0.1;
/** Share of the points from which on one component may leave the searching to the others. */
const GIANT = 0.1;

/** When plain scans take over; other than usual only to see both ways on few rows. */
interface SingleUse {
  readonly leafSize: number;
  readonly plainUpTo: number;
}

/**
 * Single linkage, as the minimum spanning tree of the rows: over a k-d tree, or by plain scans of few rows and where
 * that doesn't prune. Exact, in memory linear in the rows.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export async function linkSingle(
  x: Matrix,
  hooks: LoopHooks = {},
  { leafSize = LEAF_SIZE, plainUpTo = PLAIN_UP_TO }: Partial<SingleUse> = {},
): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree('single', x.rows);
  const width = paddedWidth(x.cols);
  const meter = new WorkMeter(hooks);
  const packed = await packInParts(x, meter);
  let edges: Edges | undefined;
  if (x.cols === 0 || packed.length > plainUpTo) {
    const names = Int32Array.from({ length: x.rows }, (_, i) => i);
    const tree = new PointTree(width, x.rows);
    await tree.build(packed, names, x.rows, { leafSize, meter });
    edges = await spanByTree(tree, meter);
  }
  edges ??= await spanByPrim(packed, width, meter);
  return treeFromEdges('single', edges, 'by-height');
}

/**
 * Kruskal's order without the list of all pairs: each point remembers its nearest point of another
 * component as of its last search. The smallest of these distances whose two ends are still apart is the
 * next edge; a point whose neighbour has been joined to it searches again. Once a component is big, its
 * points stop searching: every edge out of it is found from the other end.
 * @returns undefined if the tree does not prune.
 */
async function spanByTree(tree: PointTree, meter: WorkMeter): Promise<Edges | undefined> {
  const points = tree.count;
  const sets = new DisjointSets(points);
  const search = new ForeignSearch(tree, sets);
  const nearest = new Int32Array(points);
  const distance = new Float64Array(points);
  const update = (position: number) => {
    search.find(position);
    nearest[position] = search.nearest;
    distance[position] = search.best;
    meter.spent += search.scanned * tree.width;
  };
  let looked = 0;
  for (let i = 0; i < PROBES; i++) {
    update(Math.floor((i * points) / PROBES));
    looked += search.scanned;
    if (meter.isDue) await meter.pause();
  }
  if (looked > WORTHWHILE * PROBES * points && points > PROBES) return undefined;
  for (let p = 0; p < points; p++) {
    update(p);
    if (meter.isDue) await meter.pause((0.2 * p) / points);
  }
  const heap = new NearestHeap(
    Int32Array.from({ length: points }, (_, i) => i),
    distance,
  );
  const edges = emptyEdges(points);
  let giant = -1;
  let merges = 0;
  while (merges < points - 1) {
    const p = heap.top;
    const own = sets.find(p);
    const other = sets.find(nearest[p]);
    if (own !== other) {
      edges.a[merges] = tree.ids[p];
      edges.b[merges] = tree.ids[nearest[p]];
      edges.height[merges++] = Math.sqrt(distance[p]);
      const root = sets.join(own, other);
      if (giant < 0 && sets.sizeOf(root) > GIANT * points) giant = p;
      search.noteMerge();
    } else if (giant >= 0 && own === sets.find(giant)) {
      heap.removeTop();
    } else {
      update(p);
      heap.replaceTop(p);
    }
    if (meter.isDue) await meter.pause(0.2 + (0.8 * merges) / points);
  }
  return edges;
}
