import type { Matrix } from '../core/arrays/matrix.ts';
import type { DecisionGraph } from '../core/cluster/density-peaks.ts';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { DimensionSeries, DimensionSettings } from '../core/dimension/two-nn.ts';
import type { ClassDimensions } from '../core/dimension/two-nn-per-class.ts';
import type { MantelTest } from '../core/distance/mantel.ts';
import type { MapSettings, PlaneLayout } from '../core/map/plane-layout.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { Neighbours } from '../core/neighbours/neighbours.ts';
import type { Job } from './job.ts';

/** Class of each row as a small integer; -1 where the row has no label. */
export type RowLabels = Int32Array<ArrayBuffer>;

export interface LinkSettings {
  readonly method: ClusterMethod;
  /** Density peaks only: share of the sorted pair distances at which the cut-off lies. */
  readonly cutoffShare: number;
  /** Density peaks only: the cut-off itself, above 0, in place of the share. */
  readonly cutoff?: number | undefined;
  /** Density peaks only. */
  readonly parentRule: 'gamma' | 'longest-link';
  readonly seed: number;
}

export interface LinkedTree {
  readonly tree: Tree;
  /** Density peaks only. */
  readonly decision: DecisionGraph | undefined;
}

export interface DistanceComparison {
  /** Condensed upper triangle, scipy's `pdist` order, length m(m-1)/2. */
  readonly distances: Float32Array<ArrayBuffer>;
  /** Against the discrete distance of the labels; undefined when fewer than two classes are there. */
  readonly mantel: MantelTest | undefined;
}

/** Matrices that come in are only read, and may be shared memory; other buffers are transferred, in and out. */
export interface AnalysisApi {
  /** Reports each finished sample size as `Progress.detail`, a `DimensionPoint`. */
  intrinsicDimension(x: Matrix, settings: DimensionSettings, job: Job): Promise<DimensionSeries>;
  /** Each class by itself; classes too small for an estimate are named in `leftOut`. */
  dimensionPerClass(
    x: Matrix,
    labels: RowLabels,
    fractions: readonly number[],
    job: Job,
  ): Promise<ClassDimensions>;
  /** Euclidean distances among all rows of `x`; meant for samples of some hundred rows. */
  compareDistances(
    x: Matrix,
    labels: RowLabels,
    settings: { readonly permutations: number; readonly seed: number },
    job: Job,
  ): Promise<DistanceComparison>;
  link(x: Matrix, settings: LinkSettings, job: Job): Promise<LinkedTree>;
  /** NMI, ARI and AMI for every k from 1 to the number of leaves; labelled rows only. */
  score(tree: Tree, labels: RowLabels, job: Job): Promise<ScoreCurve>;
  /** `k` runs on `scoreGrid` from the number of classes to the labelled rows. */
  scenarios(
    labels: RowLabels,
    settings: { readonly seeds: number; readonly seed: number },
    job: Job,
  ): Promise<ReferenceScenarios>;
  /** Fewer than `k` where there are fewer other rows; the result's `k` says how many. */
  nearest(x: Matrix, k: number, job: Job): Promise<Neighbours>;
  /** Of UMAP, reports where the points are a few times a second as `Progress.detail`, a `Float32Array` `[rows, 2]`. */
  layOutMap(x: Matrix, settings: MapSettings, job: Job): Promise<PlaneLayout>;
  /** Reports the curve so far after each resample as `Progress.detail`, a `StabilityCurve`. */
  stability(
    x: Matrix,
    settings: LinkSettings & {
      readonly ks: readonly number[];
      readonly resamples: number;
      readonly share: number;
    },
    job: Job,
  ): Promise<StabilityCurve>;
}
