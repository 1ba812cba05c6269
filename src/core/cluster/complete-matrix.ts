import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { Edges } from './tree-from-edges.ts';
import type { WorkMeter } from './work-meter.ts';

export type Groups = readonly (readonly number[])[];

/** For the rounding of centroids. */
const SLACK = 1 - 1e-7;
/** Progress at which the matrix is full. */
const MATRIX_SHARE = 0.9;

/**
 * Largest squared point distance between every two groups, as a full square matrix, row-major.
 * `rows` is made for as many groups. Of each pair of groups, the first one's point that is furthest from the
 * second's centroid is compared first; of the others only those whose distance from that centroid plus
 * the second's radius exceeds what was found.
 */
export async function largestDistances(
  rows: GroupRows,
  { groups, meter }: { readonly groups: Groups; readonly meter: WorkMeter },
): Promise<Float64Array> {
  const m = groups.length;
  const { width } = rows;
  for (let g = 0; g < m; g++) await rows.append(groups[g], meter);
  const largest = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    rows.begin(a);
    for (let p = rows.starts[a]; p < rows.starts[a + 1]; p++) {
      rows.noteFurthest(p);
      if (meter.isDue) await meter.pause(rows.shareAt(p) * MATRIX_SHARE);
      meter.spent += (m - a) * width;
    }
    rows.compareFurthest();
    for (let p = rows.starts[a]; p < rows.starts[a + 1]; p++) {
      meter.spent += (m - a + rows.compareRest(p)) * width;
      if (meter.isDue) await meter.pause(rows.shareAt(p) * MATRIX_SHARE);
    }
    for (let b = a + 1; b < m; b++) {
      largest[a * m + b] = rows.largest[b];
      largest[b * m + a] = rows.largest[b];
    }
  }
  return largest;
}

/** One group's largest squared distances to those after it; the points lie group by group. */
export class GroupRows {
  /** Group `g` holds the points at positions `starts[g] .. starts[g + 1]`. */
  readonly starts: Int32Array;
  readonly largest: Float64Array;
  readonly width: number;
  protected readonly query: Float64Array;
  private readonly coords: Float64Array;
  private readonly packed: Float64Array;
  private readonly centroids: Float64Array;
  private readonly radii: Float64Array;
  /** Squared distances of one point from the centroids. */
  private readonly squared: Float64Array;
  /** Points no further (squared) from a centroid than this can be left out. */
  private readonly thresholds: Float64Array;
  private readonly furthest: Int32Array;
  private readonly furthestSquared: Float64Array;
  private readonly block = new Float64Array(BLOCK);
  private group = 0;
  private appended = 0;

  /** Room for `m` groups, which are to be appended; `coords` as by `packRows`. */
  constructor(coords: Float64Array, width: number, m: number) {
    this.width = width;
    this.coords = coords;
    this.packed = new Float64Array(coords.length);
    this.query = new Float64Array(width);
    this.starts = new Int32Array(m + 1);
    this.centroids = new Float64Array(m * width);
    this.radii = new Float64Array(m);
    this.largest = new Float64Array(m);
    this.squared = new Float64Array(m);
    this.thresholds = new Float64Array(m);
    this.furthest = new Int32Array(m);
    this.furthestSquared = new Float64Array(m);
  }

  async append(group: readonly number[], meter: WorkMeter): Promise<void> {
    const { query, width, starts, centroids, radii } = this;
    const g = this.appended++;
    const centroid = centroids.subarray(g * width, (g + 1) * width);
    starts[g + 1] = starts[g] + group.length;
    for (let i = 0; i < group.length; i++) {
      this.read(group[i]);
      this.keep(starts[g] + i, group[i]);
      for (let d = 0; d < width; d++) centroid[d] += (query[d] - centroid[d]) / (i + 1);
      meter.spent += 2 * width;
      if (meter.isDue) await meter.pause();
    }
    for (const point of group) {
      let squared = 0;
      this.read(point);
      for (let d = 0; d < width; d++) squared += (query[d] - centroid[d]) ** 2;
      radii[g] = Math.max(radii[g], Math.sqrt(squared));
      meter.spent += width;
      if (meter.isDue) await meter.pause();
    }
  }

  shareAt(position: number): number {
    return 1 - (1 - position / this.starts[this.starts.length - 1]) ** 2;
  }

  begin(group: number): void {
    this.group = group;
    this.largest.fill(0);
    this.furthestSquared.fill(-1);
  }

  /** For each later group, keeps the point of this group that is furthest from its centroid. */
  noteFurthest(p: number): void {
    const { squared, furthest, furthestSquared } = this;
    this.measureCentroids(p);
    for (let b = this.group + 1; b < squared.length; b++) {
      if (squared[b] <= furthestSquared[b]) continue;
      furthestSquared[b] = squared[b];
      furthest[b] = p;
    }
  }

  compareFurthest(): void {
    for (let b = this.group + 1; b < this.largest.length; b++) {
      this.ask(this.furthest[b]);
      this.compare(b);
    }
  }

  /** Compares `p` with the later groups where that can matter; returns the number of pairs. */
  compareRest(p: number): number {
    const { squared, thresholds, furthest, starts } = this;
    let pairs = 0;
    this.measureCentroids(p);
    for (let b = this.group + 1; b < squared.length; b++) {
      if (squared[b] <= thresholds[b] || furthest[b] === p) continue;
      this.compare(b);
      pairs += starts[b + 1] - starts[b];
    }
    return pairs;
  }

  /** Takes the coordinates of a point by its name into `query`. */
  protected read(point: number): void {
    const { coords, width, query } = this;
    for (let d = 0, o = point * width; d < width; d++, o++) query[d] = coords[o];
  }

  /** Puts the point that was read, `name`, at a position of its group. */
  protected keep(position: number, _name: number): void {
    this.packed.set(this.query, position * this.width);
  }

  /** Takes the coordinates of the point at a position into `query`. */
  protected ask(p: number): void {
    const { packed, width, query } = this;
    for (let d = 0, o = p * width; d < width; d++, o++) query[d] = packed[o];
  }

  /** Largest squared distance of the point asked for from those between two positions, or `known` if that is larger. */
  protected furthestOf(from: number, to: number, known: number): number {
    const { packed, width, block, query } = this;
    let largest = known;
    for (let q = from; q < to; q += BLOCK) {
      const count = Math.min(BLOCK, to - q);
      squaredDistances(packed, width, q, count, query, block, Infinity);
      for (let w = 0; w < count; w++) if (block[w] > largest) largest = block[w];
    }
    return largest;
  }

  /** Compares the point asked for with all of group `b`. */
  private compare(b: number): void {
    const { starts } = this;
    const largest = this.furthestOf(starts[b], starts[b + 1], this.largest[b]);
    this.largest[b] = largest;
    const spare = Math.sqrt(largest) * SLACK - this.radii[b];
    this.thresholds[b] = spare > 0 ? spare * spare : -1;
  }

  private measureCentroids(p: number): void {
    const { width, centroids, squared, block, query } = this;
    this.ask(p);
    for (let b = this.group + 1; b < squared.length; b += BLOCK) {
      const count = Math.min(BLOCK, squared.length - b);
      squaredDistances(centroids, width, b, count, query, block, Infinity);
      for (let w = 0; w < count; w++) squared[b + w] = block[w];
    }
  }
}

/**
 * Finishes a complete linkage by nearest-neighbour chains over the square matrix `squared`, which is
 * overwritten, and fills the end of `edges`.
 */
export async function chainComplete(
  squared: Float64Array,
  groups: Groups,
  { edges, meter }: { readonly edges: Edges; readonly meter: WorkMeter },
): Promise<void> {
  const m = groups.length;
  const gone = new Uint8Array(m);
  const chain: number[] = [];
  let first = 0;
  for (let merges = 0; merges < m - 1; merges++) {
    while (gone[first]) first++;
    if (chain.length === 0) chain.push(first);
    let x = chain[chain.length - 1];
    let y = nearestInRow(squared, gone, { row: x, preferred: chain[chain.length - 2] ?? -1 });
    while (y !== chain[chain.length - 2]) {
      chain.push(y);
      x = y;
      y = nearestInRow(squared, gone, { row: x, preferred: chain[chain.length - 2] });
      meter.spent += m;
    }
    chain.length -= 2;
    const t = edges.height.length - (m - 1) + merges;
    edges.a[t] = groups[x][0];
    edges.b[t] = groups[y][0];
    edges.height[t] = Math.sqrt(squared[x * m + y]);
    gone[x] = 1;
    for (let i = 0; i < m; i++) {
      if (gone[i] || i === y) continue;
      const larger = Math.max(squared[x * m + i], squared[y * m + i]);
      squared[y * m + i] = larger;
      squared[i * m + y] = larger;
    }
    meter.spent += 4 * m;
    if (meter.isDue) await meter.pause(MATRIX_SHARE + ((1 - MATRIX_SHARE) * merges) / m);
  }
}

/** The column with the smallest value; `preferred` wins ties, so that chains end. */
function nearestInRow(
  squared: Float64Array,
  gone: Uint8Array,
  { row, preferred }: { readonly row: number; readonly preferred: number },
): number {
  const m = gone.length;
  let nearest = preferred;
  let least = preferred < 0 ? Infinity : squared[row * m + preferred];
  for (let i = 0, o = row * m; i < m; i++, o++) {
    if (squared[o] < least && !gone[i] && i !== row) {
      least = squared[o];
      nearest = i;
    }
  }
  return nearest;
}
