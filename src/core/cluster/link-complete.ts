import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { packRows, paddedWidth } from '../neighbours/squared-distances.ts';
import { agglomerate } from './agglomerate.ts';
import { chainComplete, largestDistances } from './complete-matrix.ts';
import { CompleteSearch } from './complete-search.ts';
import { LiveClusters } from './live-clusters.ts';
import { MemberLists } from './member-lists.ts';
import type { Tree } from './tree.ts';
import { blankTree, emptyEdges, treeFromEdges } from './tree-from-edges.ts';
import { WorkMeter } from './work-meter.ts';

/** From here on the matrix of all cluster distances (72 MB of doubles) is cheaper than searching. */
const MATRIX_FROM = 3000;
/** Share of the whole time that the searches take at some ten thousand points, for the progress. */
const SEARCH_SHARE = 0.6;

/**
 * Complete linkage: the distance of two clusters is the largest of their points'. Exact, in memory
 * linear in the rows besides a matrix of at most 3,000 clusters.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export async function linkComplete(x: Matrix, hooks: LoopHooks = {}): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree('complete', x.rows);
  const edges = emptyEdges(x.rows);
  const coords = packRows(x);
  const width = paddedWidth(x.cols);
  const groups =
    x.rows > MATRIX_FROM
      ? await mergeToFew(x, coords, {
          edges,
          meter: new WorkMeter(partOf(hooks, 0, SEARCH_SHARE)),
        })
      : Array.from({ length: x.rows }, (_, i) => [i]);
  const start = x.rows > MATRIX_FROM ? SEARCH_SHARE : 0;
  const meter = new WorkMeter(partOf(hooks, start, 1));
  const squared = await largestDistances(coords, width, { groups, meter });
  await chainComplete(squared, groups, { edges, meter });
  return treeFromEdges('complete', edges, 'by-height');
}

async function mergeToFew(
  x: Matrix,
  coords: Float64Array,
  { edges, meter }: { readonly edges: ReturnType<typeof emptyEdges>; readonly meter: WorkMeter },
): Promise<readonly (readonly number[])[]> {
  const clusters = new LiveClusters(x, 'spreads');
  const members = new MemberLists(coords, clusters.width, clusters.sizes);
  await agglomerate({
    clusters,
    search: new CompleteSearch(clusters, members),
    meter,
    stopAt: MATRIX_FROM,
    onMerge(a, b, squaredHeight) {
      const t = clusters.next - x.rows;
      edges.a[t] = members.firstOf(a);
      edges.b[t] = members.firstOf(b);
      edges.height[t] = Math.sqrt(squaredHeight);
      members.join(a, b, clusters.next);
    },
  });
  const groups: number[][] = [];
  for (let c = 0; c < clusters.next; c++) {
    if (clusters.isAlive(c)) groups.push([...members.of(c)]);
  }
  return groups;
}
