import { type Matrix, takeRows } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { firstEqualRows } from '../neighbours/distinct-rows.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { paddedWidth } from '../neighbours/squared-distances.ts';
import { agglomerate } from './agglomerate.ts';
import { chainComplete, GroupRows, largestDistances } from './complete-matrix.ts';
import { CompleteSearch } from './complete-search.ts';
import { LiveClusters, type TreeUse } from './live-clusters.ts';
import { MemberLists } from './member-lists.ts';
import { packInParts } from './pack-in-parts.ts';
import type { Tree } from './tree.ts';
import { blankTree, type Edges, emptyEdges, treeFromEdges } from './tree-from-edges.ts';
import { WideCompleteSearch, WideGroupRows, WideMembers } from './wide-complete.ts';
import { openWideRows } from './wide-rows.ts';
import { WorkMeter } from './work-meter.ts';

/** Clusters from which on the matrix of all their distances (18 MB of doubles) is cheaper than searching. */
const MATRIX_FROM = 1500;
/** Share of the whole time that the searches take at some ten thousand points, for the progress. */
const SEARCH_SHARE = 0.8;

/** As `TreeUse`: where the ways of this linkage take turns. */
interface CompleteUse extends TreeUse {
  readonly matrixFrom: number;
  /** See `CompleteSearch`. */
  readonly workAtOnce: number;
}

/** The rows as one of the two ways of holding them has them. */
interface CompleteSpace {
  /** What clusters are searched by, as by `packRows`; a copy. */
  copyPoints(): Float64Array;
  membersOf(clusters: LiveClusters): MemberLists;
  searchOf(clusters: LiveClusters, members: MemberLists, workAtOnce?: number): CompleteSearch;
  groupRows(groups: number): GroupRows;
}

type OpenSpace = (x: Matrix, meter: WorkMeter) => Promise<CompleteSpace>;

const openPacked: OpenSpace = async (x, meter) => {
  const coords = await packInParts(x, meter);
  return {
    copyPoints: () => coords.slice(),
    membersOf: ({ width, sizes }) => new MemberLists(coords, width, sizes),
    searchOf: (clusters, members, workAtOnce) => new CompleteSearch(clusters, members, workAtOnce),
    groupRows: (groups) => new GroupRows(coords, paddedWidth(x.cols), groups),
  };
};

const openWide: OpenSpace = async (x, meter) => {
  const rows = await openWideRows(x, { checkpoint: () => meter.pause() });
  return {
    copyPoints: () => rows.points.slice(),
    membersOf: ({ sizes }) => new WideMembers(rows, sizes, meter),
    searchOf: (clusters, members, workAtOnce) =>
      new WideCompleteSearch(rows, clusters, members, workAtOnce),
    groupRows: (groups) => new WideGroupRows(rows, groups),
  };
};

/**
 * Complete linkage: the distance of two clusters is the largest of their points'. Exact, in memory
 * linear in the rows besides a matrix of at most 1,500 clusters.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkComplete(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<CompleteUse> = {},
): Promise<Tree> {
  return linkBy(openPacked, x, hooks, use);
}

/**
 * As `linkComplete`, without copies of the rows unless some are equal.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkCompleteWide(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<CompleteUse> = {},
): Promise<Tree> {
  return linkBy(openWide, x, hooks, use);
}

async function linkBy(
  open: OpenSpace,
  x: Matrix,
  hooks: LoopHooks,
  use: Partial<CompleteUse>,
): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree('complete', x.rows);
  const firsts = await firstEqualRows(x, partOf(hooks, 0, 0));
  const distinct = firsts.filter((first, row) => first === row);
  const edges = emptyEdges(x.rows);
  let merges = 0;
  firsts.forEach((first, row) => {
    if (first === row) return;
    edges.a[merges] = first;
    edges.b[merges++] = row;
  });
  const rest = await linkDistinct(open, merges > 0 ? takeRows(x, distinct) : x, hooks, use);
  for (let t = 0; t < rest.height.length; t++, merges++) {
    edges.a[merges] = distinct[rest.a[t]];
    edges.b[merges] = distinct[rest.b[t]];
    edges.height[merges] = rest.height[t];
  }
  return treeFromEdges('complete', edges, 'by-height');
}

/** Equal rows, merged at no distance before all others, would only multiply the pairs to look at. */
async function linkDistinct(
  open: OpenSpace,
  x: Matrix,
  hooks: LoopHooks,
  use: Partial<CompleteUse>,
): Promise<Edges> {
  const matrixFrom = use.matrixFrom ?? MATRIX_FROM;
  const share = x.rows > matrixFrom ? SEARCH_SHARE : 0;
  const edges = emptyEdges(x.rows);
  const searching = new WorkMeter(partOf(hooks, 0, share));
  const space = await open(x, searching);
  const groups =
    x.rows > matrixFrom
      ? await mergeToFew(space, { edges, meter: searching, use: { ...use, matrixFrom } })
      : Array.from({ length: x.rows }, (_, i) => [i]);
  const meter = new WorkMeter(partOf(hooks, share, 1));
  await meter.pause();
  const squared = await largestDistances(space.groupRows(groups.length), { groups, meter });
  await chainComplete(squared, groups, { edges, meter });
  return edges;
}

interface Merging {
  readonly edges: Edges;
  readonly meter: WorkMeter;
  readonly use: Partial<CompleteUse> & Pick<CompleteUse, 'matrixFrom'>;
}

async function mergeToFew(
  space: CompleteSpace,
  { edges, meter, use }: Merging,
): Promise<readonly (readonly number[])[]> {
  const rows = edges.height.length + 1;
  const clusters = new LiveClusters(space.copyPoints(), rows, { weigh: 'spreads', ...use });
  const members = space.membersOf(clusters);
  const search = space.searchOf(clusters, members, use.workAtOnce);
  await agglomerate({
    clusters,
    search,
    meter,
    stopAt: use.matrixFrom,
    onMerge(a, b, squaredHeight) {
      const t = clusters.next - rows;
      edges.a[t] = members.firstOf(a);
      edges.b[t] = members.firstOf(b);
      edges.height[t] = Math.sqrt(squaredHeight);
      members.join(a, b, clusters.next);
      search.noteMerge(clusters.next, squaredHeight);
    },
  });
  await meter.pause();
  const groups: number[][] = [];
  for (let c = 0; c < clusters.next; c++) {
    if (clusters.isAlive(c)) groups.push([...members.of(c)]);
  }
  return groups;
}
