import type { LoopHooks } from '../loop-hooks.ts';
import { firstEqualRows } from '../neighbours/distinct-rows.ts';
import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { DecisionGraph } from './density-peaks.ts';
import { REACH, TRUSTED, VANISHING } from './gaussian-density.ts';
import type { WideRows } from './wide-rows.ts';
import type { WorkMeter } from './work-meter.ts';

/** Share of the whole time that the densities take. */
const DENSITY_SHARE = 0.85;
const ROWS_A_REPORT = 16;
/** Equal distances must not be taken for greater ones. */
const TIES = 1 + 1e-15;

/** As `decide`, of rows that are not copied. */
export async function decideWide(
  rows: WideRows,
  cutoff: number,
  meter: WorkMeter,
): Promise<DecisionGraph> {
  const pausing: LoopHooks = { checkpoint: () => meter.pause() };
  const summed = await densities(rows, cutoff, meter);
  const firsts = await firstEqualRows(rows.x, pausing);
  const rho = summed.map((_, row) => summed[firsts[row]]);
  return { cutoff, rho, ...(await denserNeighbours(rows, rho, meter)) };
}

/** Looks through points for those near one of them. */
class Scan {
  private readonly points: Float64Array;
  private readonly width: number;
  private readonly meter: WorkMeter;
  private readonly squared = new Float64Array(BLOCK);

  constructor(points: Float64Array, width: number, meter: WorkMeter) {
    this.points = points;
    this.width = width;
    this.meter = meter;
  }

  /** `visit` hears of each other point between two places that is less than `reach()` apart (squared). */
  async around(
    point: number,
    { from, to }: { readonly from: number; readonly to: number },
    reach: () => number,
    visit: (other: number) => void,
  ): Promise<void> {
    const { points, width, squared, meter } = this;
    const query = points.subarray(point * width, (point + 1) * width);
    for (let p = from; p < to; p += BLOCK) {
      const count = Math.min(BLOCK, to - p);
      squaredDistances(points, width, p, count, query, squared, Infinity);
      for (let w = 0; w < count; w++) {
        if (squared[w] < reach() && p + w !== point) visit(p + w);
      }
      meter.spent += count * width;
      if (meter.isDue) await meter.pause();
    }
  }
}

/** Sums of gaussians as `gaussianDensity` gives them, by row. */
async function densities(
  rows: WideRows,
  cutoff: number,
  meter: WorkMeter,
): Promise<Float64Array<ArrayBuffer>> {
  const { x, width, points } = rows;
  const scale = 1 / Math.max(cutoff * cutoff, Number.MIN_VALUE * 1e20);
  const density = new Float64Array(x.rows);
  const scan = new Scan(points, width, meter);
  const near = REACH / scale;
  const nearReach = rows.reach(near);
  for (let i = 0; i < x.rows; i++) {
    await scan.around(
      i,
      { from: i + 1, to: x.rows },
      () => nearReach,
      (j) => {
        meter.spent += x.cols;
        const squared = rows.between(i, j);
        if (squared > near) return;
        const value = Math.exp(-squared * scale);
        density[i] += value;
        density[j] += value;
      },
    );
    if (i % ROWS_A_REPORT === 0) await meter.pause(DENSITY_SHARE * (1 - (1 - i / x.rows) ** 2));
  }
  const farReach = rows.reach(VANISHING / scale);
  for (let i = 0; i < x.rows; i++) {
    if (density[i] >= TRUSTED) continue;
    let sum = 0;
    await scan.around(
      i,
      { from: 0, to: x.rows },
      () => farReach,
      (j) => {
        meter.spent += x.cols;
        sum += Math.exp(-rows.between(i, j) * scale);
      },
    );
    density[i] = sum;
  }
  return density;
}

/** For each row the nearest one that is denser, or as dense with a lower number. */
async function denserNeighbours(
  rows: WideRows,
  rho: Float64Array,
  meter: WorkMeter,
): Promise<Pick<DecisionGraph, 'delta' | 'parent'>> {
  const { x, width } = rows;
  const order = Int32Array.from(rho.keys()).sort((a, b) => rho[b] - rho[a] || a - b);
  const points = new Float64Array(x.rows * width);
  order.forEach((row, rank) => {
    points.set(rows.points.subarray(row * width, (row + 1) * width), rank * width);
  });
  const scan = new Scan(points, width, meter);
  const delta = new Float64Array(x.rows);
  const parent = new Int32Array(x.rows).fill(-1);
  for (let rank = 1; rank < x.rows; rank++) {
    const row = order[rank];
    let best = Infinity;
    let reach = Infinity;
    await scan.around(
      rank,
      { from: 0, to: rank },
      () => reach,
      (other) => {
        meter.spent += x.cols;
        const squared = rows.between(row, order[other], best * TIES);
        if (squared > best || (squared === best && order[other] > parent[row])) return;
        best = squared;
        reach = rows.reach(best);
        parent[row] = order[other];
      },
    );
    delta[row] = Math.sqrt(best);
    if (rank % ROWS_A_REPORT === 0) {
      await meter.pause(DENSITY_SHARE + (1 - DENSITY_SHARE) * (rank / x.rows) ** 2);
    }
  }
  let furthest = 0;
  for (let i = 0; i < x.rows; i++) {
    furthest = Math.max(furthest, rows.between(order[0], i));
    meter.spent += x.cols;
    if (meter.isDue) await meter.pause(1);
  }
  if (x.rows > 0) delta[order[0]] = Math.sqrt(furthest);
  return { delta, parent };
}
