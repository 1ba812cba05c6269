import type { Matrix } from '../core/arrays/matrix.ts';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { Tree } from '../core/cluster/tree.ts';
import type { DimensionSeries, DimensionSettings } from '../core/dimension/two-nn.ts';
import type { ClassDimensions } from '../core/dimension/two-nn-per-class.ts';
import type { MapSettings, PlaneLayout } from '../core/map/plane-layout.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { Neighbours } from '../core/neighbours/neighbours.ts';
import type {
  AnalysisApi,
  DistanceComparison,
  LinkedTree,
  LinkSettings,
  RowLabels,
} from '../protocol/analysis.ts';
import { move } from '../protocol/move.ts';
import type { CallOptions } from './worker-link.ts';
import { WorkerPool } from './worker-pool.ts';

const spawnAnalysisWorker = () =>
  new Worker(new URL('../../workers/analysis.worker.ts', import.meta.url), {
    type: 'module',
    name: 'analysis',
  });

/**
 * `AnalysisApi` over as many workers as the machine has cores, so that several methods run side by side;
 * further calls wait their turn. A matrix handed in stays as it is: its worker sees the same memory where that is
 * shared, else gets a copy when the call begins. All other arrays are detached then.
 */
export class AnalysisClient {
  readonly #pool: WorkerPool<AnalysisApi>;

  constructor(spawn: () => Worker = spawnAnalysisWorker, workers = navigator.hardwareConcurrency) {
    this.#pool = new WorkerPool(spawn, Math.max(1, workers || 1));
  }

  intrinsicDimension(
    x: Matrix,
    settings: DimensionSettings,
    options: CallOptions,
  ): Promise<DimensionSeries> {
    return this.#pool.call((api, job) => api.intrinsicDimension(x, settings, job), options);
  }

  dimensionPerClass(
    x: Matrix,
    labels: RowLabels,
    fractions: readonly number[],
    options: CallOptions,
  ): Promise<ClassDimensions> {
    return this.#pool.call(
      (api, job) => api.dimensionPerClass(x, move(labels), fractions, job),
      options,
    );
  }

  compareDistances(
    x: Matrix,
    labels: RowLabels,
    settings: { readonly permutations: number; readonly seed: number },
    options: CallOptions,
  ): Promise<DistanceComparison> {
    return this.#pool.call(
      (api, job) => api.compareDistances(x, move(labels), settings, job),
      options,
    );
  }

  link(x: Matrix, settings: LinkSettings, options: CallOptions): Promise<LinkedTree> {
    return this.#pool.call((api, job) => api.link(x, settings, job), options);
  }

  score(tree: Tree, labels: RowLabels, options: CallOptions): Promise<ScoreCurve> {
    return this.#pool.call((api, job) => api.score(move(tree), move(labels), job), options);
  }

  scenarios(
    labels: RowLabels,
    settings: { readonly seeds: number; readonly seed: number },
    options: CallOptions,
  ): Promise<ReferenceScenarios> {
    return this.#pool.call((api, job) => api.scenarios(move(labels), settings, job), options);
  }

  nearest(x: Matrix, k: number, options: CallOptions): Promise<Neighbours> {
    return this.#pool.call((api, job) => api.nearest(x, k, job), options);
  }

  layOutMap(x: Matrix, settings: MapSettings, options: CallOptions): Promise<PlaneLayout> {
    return this.#pool.call((api, job) => api.layOutMap(x, settings, job), options);
  }

  stability(
    x: Matrix,
    settings: Parameters<AnalysisApi['stability']>[1],
    options: CallOptions,
  ): Promise<StabilityCurve> {
    return this.#pool.call((api, job) => api.stability(x, settings, job), options);
  }

  dispose(): void {
    this.#pool.dispose();
  }
}
