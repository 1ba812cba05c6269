import type { Matrix } from '../arrays/matrix.ts';
import { firstEqualRows } from '../neighbours/distinct-rows.ts';
import { paddedWidth } from '../neighbours/squared-distances.ts';
import { DenserSearch } from './denser-search.ts';
import type { DecisionGraph } from './density-peaks.ts';
import { gaussianDensity } from './gaussian-density.ts';
import { packInParts } from './pack-in-parts.ts';
import { PointTree } from './point-tree.ts';
import type { WorkMeter } from './work-meter.ts';

const LEAF_SIZE = 16;
/** Share of the whole time that the densities take. */
const DENSITY_SHARE = 0.85;

/** Density, and for each point the nearest denser one, at a given cutoff. */
export async function decide(x: Matrix, cutoff: number, meter: WorkMeter): Promise<DecisionGraph> {
  const rho = new Float64Array(x.rows);
  const delta = new Float64Array(x.rows);
  const parent = new Int32Array(x.rows).fill(-1);
  if (x.rows < 2) return { cutoff, rho, delta, parent };
  const names = Int32Array.from({ length: x.rows }, (_, i) => i);
  const tree = new PointTree(paddedWidth(x.cols), x.rows);
  await tree.build(await packInParts(x, meter), names, x.rows, { leafSize: LEAF_SIZE, meter });
  const density = await gaussianDensity(tree, cutoff, { meter, share: DENSITY_SHARE });
  shareAmongEqual(density, tree, await firstEqualRows(x, { checkpoint: () => meter.pause() }));
  const search = new DenserSearch(tree, density);
  for (let p = 0; p < tree.count; p++) {
    search.find(p);
    const i = tree.ids[p];
    rho[i] = density[p];
    delta[i] = Math.sqrt(search.nearest < 0 ? search.furthestFrom(p) : search.best);
    parent[i] = search.nearest;
    meter.spent += search.scanned * tree.width;
    if (meter.isDue) await meter.pause(DENSITY_SHARE + ((1 - DENSITY_SHARE) * p) / x.rows);
  }
  return { cutoff, rho, delta, parent };
}

/** Gives equal rows one density to the last digit, which depends on the order of summation. */
function shareAmongEqual(density: Float64Array, tree: PointTree, firsts: Int32Array): void {
  const byRow = new Float64Array(tree.count);
  for (let p = 0; p < tree.count; p++) byRow[tree.ids[p]] = density[p];
  for (let p = 0; p < tree.count; p++) density[p] = byRow[firsts[tree.ids[p]]];
}
