import type { Matrix } from '../../src/core/arrays/matrix.ts';
import { type DecisionGraph, densityPeaks } from '../../src/core/cluster/density-peaks.ts';
import { hierarchyOf } from '../../src/core/cluster/hierarchy-of.ts';
import { link } from '../../src/core/cluster/link.ts';
import type { ClusterMethod, Tree } from '../../src/core/cluster/tree.ts';
import { twoNn } from '../../src/core/dimension/two-nn.ts';
import type { ScoreCurve } from '../../src/core/metrics/score-curve.ts';
import { scoreTree } from '../../src/core/metrics/score-tree.ts';
import type { SearchHooks } from '../../src/core/neighbours/search-hooks.ts';
import { createRandom } from '../../src/core/random/random.ts';
import { SEMSYN_LABELLED, semsyn, semsynFeatures } from '../../src/core/reference/semsyn.ts';
import { WASM_BINARIES } from '../../src/models/backends/wasm-binaries.ts';
import { startTileProducts } from '../../src/models/products/start-tile-products.ts';
import { checkpointFor, createJob } from '../../src/protocol/job.ts';
import { cutFacts, heightFacts } from './cut-facts.ts';
import { decisionError } from './decision-error.ts';
import { decisionFacts } from './decision-facts.ts';
import { serveTask } from './serve-task.ts';

const SEED = 1;
const PEAKS = { cutoffShare: 0.02, parentRule: 'gamma', seed: SEED } as const;

let x: Matrix;
let labels: Int32Array;
let tree: Tree;
let decision: DecisionGraph | undefined;
let curve: ScoreCurve;

interface Points {
  readonly rows: number;
  /** Share of far-out points. */
  readonly outliers: number;
  readonly space: '10-d' | '1001-d';
}

/** As in the app's analysis worker, so that reporting and looking for a cancel are part of what is measured. */
const hooks = (stage: string) => ({
  checkpoint: checkpointFor(createJob(new AbortController().signal), stage),
});

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

let tileProducts: SearchHooks['tileProducts'];

serveTask({
  prepare({ rows, outliers, space }: Points) {
    const points = semsyn(rows, SEED, outliers);
    const all = Int32Array.from({ length: rows }, (_, i) => i);
    x = space === '10-d' ? points.x : semsynFeatures(points.x, all, SEED);
    labels = points.y.map((label, i) => (i < SEMSYN_LABELLED ? label : -1));
    return { rows: x.rows, cols: x.cols, bytes: x.data.byteLength };
  },
  /** Points without any structure, of which no search tree prunes. */
  prepareNoise({ rows, cols }: { readonly rows: number; readonly cols: number }) {
    const random = createRandom(SEED);
    x = { data: Float32Array.from({ length: rows * cols }, () => random.normal()), rows, cols };
    return { rows, cols, bytes: x.data.byteLength };
  },
  /** Lets searches that compare every pair do so on WASM. */
  async startProducts({ threads }: { readonly threads: number }) {
    const { products } = await startTileProducts('wasm', {
      wasmPaths: WASM_BINARIES,
      gpu: undefined,
      isCrossOriginIsolated: self.crossOriginIsolated,
      threads,
    });
    tileProducts = async () => products;
    return products.by;
  },
  /** A stretch of the points' bytes, little-endian float32, for a peer outside of the browser. */
  bytes({ from, to }: { readonly from: number; readonly to: number }) {
    return base64(new Uint8Array(x.data.buffer, from, to - from));
  },
  async link({ method }: { readonly method: ClusterMethod }) {
    const made = await link(x, { method, ...PEAKS }, hooks('merging'));
    tree = made.tree;
    decision = made.decision;
  },
  /** Density peaks at a given cutoff distance. */
  async decide({ cutoff }: { readonly cutoff: number }) {
    ({ tree, decision } = await densityPeaks(x, { ...PEAKS, cutoff }, hooks('merging')));
    return decisionFacts(decision);
  },
  /** Makes the tree of the last decision by the other rule. */
  rank({ parentRule }: { readonly parentRule: 'gamma' | 'longest-link' }) {
    if (!decision) throw new TypeError('nothing has been decided');
    tree = hierarchyOf(decision, parentRule);
  },
  async score() {
    curve = await scoreTree(tree, labels, hooks('scoring cuts'));
  },
  async facts({ cuts }: { readonly cuts: readonly number[] }) {
    const found = await Promise.all(cuts.map((k) => cutFacts(tree, curve, k)));
    return {
      heights: heightFacts(tree),
      cuts: Object.fromEntries(found.map((facts, i) => [cuts[i], facts])),
      ...(decision && { cutoff: decision.cutoff, decisionError: decisionError(x, decision) }),
    };
  },
  async dimension({ fractions }: { readonly fractions: readonly number[] }) {
    const settings = { fractions, halvings: 0, repeats: 0, seed: SEED };
    const searching = { ...hooks('finding neighbours'), ...(tileProducts && { tileProducts }) };
    const { points, search } = await twoNn(x, settings, searching);
    return { dimension: points[0]?.mean, search };
  },
});
