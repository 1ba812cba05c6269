import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { nearestByAllPairs } from './all-pairs.ts';
import { KdSearch } from './kd-search.ts';
import { buildKdTree, type KdTree, type PaddedPoints } from './kd-tree.ts';
import { NearestTable } from './nearest-table.ts';
import { canBoundProducts } from './product-pairs.ts';
import { project } from './projection.ts';
import type { SearchHooks } from './search-hooks.ts';
import { squaredDistance } from './squared-distance.ts';
import { paddedWidth } from './squared-distances.ts';
import type { TileProducts } from './tile-products.ts';

/** Up to here the tree takes the coordinates as they are. */
const MOST_DIRECT_COLUMNS = 24;
/** Up to here, meeting all pairs is as fast as growing a tree. */
const FEW_ROWS = 256;
const TRIAL_SEARCHES = 64;
/** Coordinate differences between two checkpoints: a few milliseconds. */
const WORK_PER_CHECKPOINT = 2_000_000;
/** What a pair costs in the inner-product tiles, per coordinate of a difference in the tree. */
const TILE_COST = 0.25;
/** What products of another's making cost of that, with all around them. */
const SWIFT_SHARE = 0.25;

/** A matrix prepared for neighbour searches among all its rows or any part of them. */
export interface SearchSpace {
  readonly x: Matrix;
  /** Coordinates for the tree, one row for each of `x`; distances among them never exceed true ones… */
  readonly points: PaddedPoints;
  /** …by more than this. Undefined where they are the true ones. */
  readonly slack: number | undefined;
  readonly directions: number;
}

export interface FoundNeighbours {
  /** Row numbers are places in the rows that were searched. */
  readonly table: NearestTable;
  /** How they were found, and why if it was the slow way, in words for a person. */
  readonly search: string;
}

/** When every pair is met at once; other than usual only to see all ways of searching on few rows. */
interface PairUse {
  readonly fewRows: number;
  readonly tileCost: number;
}

/** Expects finite values. Up to 24 columns are taken as they are; more are projected (see `project`). */
export async function openSearchSpace(
  x: Matrix,
  hooks: LoopHooks,
  mostDirectColumns = MOST_DIRECT_COLUMNS,
): Promise<SearchSpace> {
  if (x.cols <= mostDirectColumns) {
    return { x, points: padRows(x), slack: undefined, directions: x.cols };
  }
  return { x, ...(await project(x, hooks)) };
}

/**
 * The `k` nearest others of each of the given rows, exactly. A trial of 64 searches decides between the
 * tree and meeting every pair, for which something faster than a plain loop is asked for. Expects `k` below
 * the number of rows.
 */
export async function nearestAmong(
  space: SearchSpace,
  rows: Int32Array,
  k: number,
  hooks: SearchHooks,
  { fewRows = FEW_ROWS, tileCost = TILE_COST }: Partial<PairUse> = {},
): Promise<FoundNeighbours> {
  const { x } = space;
  if (rows.length <= fewRows) {
    const { table, by } = await nearestByAllPairs({ x, rows, k }, hooks);
    return { table, search: `every pair compared ${by}, as there are only ${rows.length}` };
  }
  const tree = await buildKdTree(takePoints(space.points, rows), partOf(hooks, 0, 0.05));
  const searcher = new TreeSearcher(space, rows, tree, k);
  const fair = tileCost * rows.length * (x.cols + 4);
  const cost = await searcher.tryOut(TRIAL_SEARCHES, fair, hooks);
  const rest = partOf(hooks, 0.05, 1);
  const wanted = cost > SWIFT_SHARE * fair && canBoundProducts(x.cols);
  const offer = wanted ? await askForProducts((cost * rows.length) / TILE_COST / 2, hooks) : {};
  if (offer.products || cost > fair) {
    const { table, by } = await nearestByAllPairs({ x, rows, k, ...offer }, rest);
    const saving = cost > fair ? 'saves nothing' : 'would be slower';
    const trial = `a trial showed that a search tree ${saving} on these data`;
    return { table, search: `every pair compared ${by}${offer.lack ?? ''}: ${trial}` };
  }
  const table = await searcher.searchAll(rest);
  if (space.slack === undefined)
    return { table, search: `k-d tree in ${x.cols} dimensions, exact` };
  const checks = (searcher.verified / rows.length).toFixed(1);
  return {
    table,
    search: `k-d tree over ${space.directions} principal directions and the residual, exact: ${checks} candidates a point verified in all ${x.cols} dimensions`,
  };
}

interface Offer {
  readonly products?: TileProducts;
  /** Why there are none where there might be, to end a clause. */
  readonly lack?: string;
}

async function askForProducts(multiplications: number, hooks: SearchHooks): Promise<Offer> {
  try {
    const products = await hooks.tileProducts?.(multiplications);
    return products ? { products } : {};
  } catch (error) {
    if (error instanceof AppError) return { lack: ' since nothing faster starts here' };
    throw error;
  }
}

class TreeSearcher {
  /** True distances measured by the last run. */
  verified = 0;

  private readonly space: SearchSpace;
  private readonly rows: Int32Array;
  private readonly tree: KdTree;
  private readonly search: KdSearch;
  private readonly near: NearestTable;
  private table: NearestTable;
  private checkpointAt = WORK_PER_CHECKPOINT;

  constructor(space: SearchSpace, rows: Int32Array, tree: KdTree, k: number) {
    this.space = space;
    this.rows = rows;
    this.tree = tree;
    this.search = new KdSearch(tree);
    this.near = new NearestTable(1, k);
    this.table = new NearestTable(rows.length, k);
  }

  /** Mean cost of a search in coordinate differences, over some or until the bill is past `fair` for all. */
  async tryOut(searches: number, fair: number, hooks: LoopHooks): Promise<number> {
    const pause = async () => hooks.checkpoint?.(0.05);
    for (let s = 0; s < searches && this.cost <= fair * searches; s++) {
      const place = Math.floor((s * this.rows.length) / searches);
      const candidates = this.searchFrom(place);
      if (candidates > 0) await this.verifyFound(place, candidates, pause);
      await pause();
    }
    const mean = this.cost / searches;
    this.table.clear();
    this.search.measured = 0;
    this.verified = 0;
    this.checkpointAt = WORK_PER_CHECKPOINT;
    return mean;
  }

  async searchAll(hooks: LoopHooks): Promise<NearestTable> {
    let done = 0;
    const pause = async () => hooks.checkpoint?.(done);
    for (let place = 0; place < this.rows.length; place++) {
      const candidates = this.searchFrom(place);
      if (candidates > 0 || this.isDue) done = place / this.rows.length;
      if (candidates > 0) await this.verifyFound(place, candidates, pause);
      if (this.isDue) await this.rest(pause);
    }
    return this.table;
  }

  private get cost(): number {
    return this.search.measured * this.tree.points.width + this.verified * this.space.x.cols;
  }

  private get isDue(): boolean {
    return this.cost > this.checkpointAt;
  }

  private async rest(pause: () => Promise<void>): Promise<void> {
    this.checkpointAt = this.cost + WORK_PER_CHECKPOINT;
    await pause();
  }

  /** Returns how many of the places found are still to be verified. */
  private searchFrom(place: number): number {
    const { tree, near, table } = this;
    const row = tree.order[place];
    near.clear();
    this.search.nearest(place, near, 0);
    if (this.space.slack === undefined) {
      for (let i = 0; i < near.k; i++) {
        table.offer(row, tree.order[near.indices[i]], near.squares[i]);
      }
      return 0;
    }
    for (let i = 0; i < near.k; i++) this.verify(row, near.indices[i]);
    const worst = table.worst(row);
    if (worst === 0) return 0;
    const reach = Math.sqrt(worst) * (1 + 1e-12) + this.space.slack;
    return this.search.collectWithin(place, reach * reach);
  }

  private async verifyFound(
    place: number,
    count: number,
    pause: () => Promise<void>,
  ): Promise<void> {
    const { tree, near } = this;
    const row = tree.order[place];
    for (let i = 0; i < count; i++) {
      const candidate = this.search.found[i];
      if (!near.indices.includes(candidate)) this.verify(row, candidate);
      if (this.isDue) await this.rest(pause);
    }
  }

  private verify(row: number, candidate: number): void {
    const { x } = this.space;
    const other = this.tree.order[candidate];
    this.verified++;
    const from = this.rows[row] * x.cols;
    const to = this.rows[other] * x.cols;
    const square = squaredDistance(x.data, from, to, x.cols, this.table.worst(row));
    this.table.offer(row, other, square);
  }
}

function padRows(x: Matrix): PaddedPoints {
  const width = paddedWidth(Math.max(1, x.cols));
  const data = new Float64Array(x.rows * width);
  for (let i = 0; i < x.rows; i++) {
    for (let d = 0; d < x.cols; d++) data[i * width + d] = x.data[i * x.cols + d];
  }
  return { data, count: x.rows, width };
}

function takePoints({ data, width }: PaddedPoints, rows: Int32Array): PaddedPoints {
  const taken = new Float64Array(rows.length * width);
  for (let r = 0; r < rows.length; r++) {
    taken.set(data.subarray(rows[r] * width, (rows[r] + 1) * width), r * width);
  }
  return { data: taken, count: rows.length, width };
}
