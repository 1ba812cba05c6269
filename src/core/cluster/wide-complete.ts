import { paddedWidth } from '../neighbours/squared-distances.ts';
import { GroupRows } from './complete-matrix.ts';
import { CompleteSearch, WORK_AT_ONCE } from './complete-search.ts';
import type { LiveClusters } from './live-clusters.ts';
import { MemberLists } from './member-lists.ts';
import type { WideRows } from './wide-rows.ts';
import type { WorkMeter } from './work-meter.ts';

const NONE = new Float64Array(0);

/** Members whose distances are measured on wide rows, which `meter` hears of. */
export class WideMembers extends MemberLists {
  private readonly rows: WideRows;
  private readonly meter: WorkMeter;

  constructor(rows: WideRows, sizes: Float64Array, meter: WorkMeter) {
    super(NONE, rows.width, sizes, rows.x.rows);
    this.rows = rows;
    this.meter = meter;
  }

  protected override squaredDistance(p: number, q: number): number {
    this.meter.spent += this.rows.x.cols;
    return this.rows.between(p, q);
  }
}

/**
 * Clusters go by the points of wide rows, so that mean distances are at most those of the rows; what their largest
 * distance is at most comes from a pair of rows and both diameters.
 */
export class WideCompleteSearch extends CompleteSearch {
  private readonly rows: WideRows;
  private readonly diameters: Float64Array;

  constructor(
    rows: WideRows,
    clusters: LiveClusters,
    members: MemberLists,
    workAtOnce = WORK_AT_ONCE,
  ) {
    super(clusters, members, (workAtOnce * rows.width) / rows.x.cols);
    this.rows = rows;
    this.diameters = new Float64Array(2 * rows.x.rows - 1);
  }

  override noteMerge(into: number, squaredHeight: number): void {
    this.diameters[into] = Math.sqrt(squaredHeight);
  }

  protected override get limit(): number {
    return this.rows.reach(super.limit + this.spread) - this.spread;
  }

  protected override atLeast(meanSquared: number): number {
    return super.atLeast(this.rows.atLeast(meanSquared));
  }

  protected override atMost(id: number): number {
    const { members, rows, diameters, self } = this;
    const apart = Math.sqrt(rows.between(members.firstOf(self), members.firstOf(id)));
    return (apart + diameters[self] + diameters[id]) ** 2 * ROUNDED_UP;
  }
}

const ROUNDED_UP = 1 + 1e-12;

/** Groups of wide rows, of which only the centroids are copies. */
export class WideGroupRows extends GroupRows {
  private readonly rows: WideRows;
  private readonly names: Int32Array;
  private asked = 0;

  constructor(rows: WideRows, m: number) {
    super(NONE, paddedWidth(rows.x.cols), m);
    this.rows = rows;
    this.names = new Int32Array(rows.x.rows);
  }

  protected override read(point: number): void {
    const { data, cols } = this.rows.x;
    for (let d = 0, o = point * cols; d < cols; d++, o++) this.query[d] = data[o];
  }

  protected override keep(position: number, name: number): void {
    this.names[position] = name;
  }

  protected override ask(p: number): void {
    this.asked = this.names[p];
    this.read(this.asked);
  }

  protected override furthestOf(from: number, to: number, known: number): number {
    const { rows, names, asked } = this;
    let largest = known;
    for (let q = from; q < to; q++) largest = Math.max(largest, rows.between(asked, names[q]));
    return largest;
  }
}
