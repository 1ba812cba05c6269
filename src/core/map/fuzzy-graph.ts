import type { LoopHooks } from '../loop-hooks.ts';
import type { Neighbours } from '../neighbours/neighbours.ts';

const SEARCH_STEPS = 64;
const TOLERANCE = 1e-5;
/** Of the mean distance: a narrower reach would cut a point off from all but its nearest. */
const LEAST_REACH = 1e-3;
const ROWS_PER_CHECKPOINT = 512;

/** Who is drawn to whom, both ways round; the edges of point `i` are `[first[i], first[i + 1])`. */
export interface FuzzyGraph {
  readonly first: Int32Array;
  readonly tail: Int32Array;
  /** In `(0, 1]`. */
  readonly weight: Float32Array;
}

/**
 * UMAP's graph (McInnes, Healy and Melville 2018, arXiv 1802.03426, algorithms 2 and 3): distances of each point are
 * measured from its nearest other and by its own reach, then both points' views are joined as fuzzy sets.
 */
export async function fuzzyGraph(
  { k, indices, distances }: Neighbours,
  rows: number,
  { checkpoint }: LoopHooks,
): Promise<FuzzyGraph> {
  const strength = new Float32Array(rows * k);
  const mean = distances.reduce((sum, d) => sum + d, 0) / Math.max(1, distances.length);
  for (let i = 0; i < rows; i++) {
    const of = distances.subarray(i * k, (i + 1) * k);
    writeStrengths(of, strength.subarray(i * k, (i + 1) * k), mean);
    if (i % ROWS_PER_CHECKPOINT === 0) await checkpoint?.((0.7 * i) / rows);
  }
  const place = reversePlaces(indices, rows);
  await checkpoint?.(0.8);
  const view = { k, indices, strength };
  return join(view, place, rows);
}

/** How strongly a point with these distances, nearest first, belongs with each; `2^sum` is the number of points. */
function writeStrengths(distances: Float64Array, out: Float32Array, mean: number): void {
  const k = distances.length;
  const nearest = distances.find((d) => d > 0) ?? 0;
  const wanted = Math.log2(k + 1);
  const ownMean = distances.reduce((sum, d) => sum + d, 0) / k;
  let [low, high, reach] = [0, Number.POSITIVE_INFINITY, 1];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += Math.exp(-Math.max(0, distances[j] - nearest) / reach);
    if (Math.abs(sum - wanted) < TOLERANCE) break;
    if (sum > wanted) high = reach;
    else low = reach;
    reach = high === Number.POSITIVE_INFINITY ? reach * 2 : (low + high) / 2;
  }
  reach = Math.max(reach, LEAST_REACH * (nearest > 0 ? ownMean : mean), Number.MIN_VALUE);
  for (let j = 0; j < k; j++) out[j] = Math.exp(-Math.max(0, distances[j] - nearest) / reach);
}

/** By counting: which places of the table name each point, as compressed rows. */
function reversePlaces(indices: Int32Array, rows: number) {
  const first = new Int32Array(rows + 1);
  for (let e = 0; e < indices.length; e++) first[indices[e] + 1]++;
  for (let i = 0; i < rows; i++) first[i + 1] += first[i];
  const next = first.slice();
  const place = new Int32Array(indices.length);
  for (let e = 0; e < indices.length; e++) place[next[indices[e]]++] = e;
  return { first, place };
}

interface View {
  readonly k: number;
  readonly indices: Int32Array;
  readonly strength: Float32Array;
}

/** The union of what both say: `a + b - ab`. */
function join(
  { k, indices, strength }: View,
  reverse: ReturnType<typeof reversePlaces>,
  rows: number,
): FuzzyGraph {
  const first = new Int32Array(rows + 1);
  const tail = new Int32Array(2 * indices.length);
  const weight = new Float32Array(2 * indices.length);
  const edgeTo = new Int32Array(rows).fill(-1);
  let edges = 0;
  for (let i = 0; i < rows; i++) {
    const start = edges;
    for (let e = i * k; e < (i + 1) * k; e++) {
      edgeTo[indices[e]] = edges;
      tail[edges] = indices[e];
      weight[edges++] = strength[e];
    }
    for (let r = reverse.first[i]; r < reverse.first[i + 1]; r++) {
      const e = reverse.place[r];
      const other = Math.floor(e / k);
      const known = edgeTo[other];
      if (known >= start) weight[known] += strength[e] * (1 - weight[known]);
      else {
        tail[edges] = other;
        weight[edges++] = strength[e];
      }
    }
    first[i + 1] = edges;
  }
  return { first, tail: tail.slice(0, edges), weight: weight.slice(0, edges) };
}
