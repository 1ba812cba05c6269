export type ClusterMethod = 'single' | 'complete' | 'centroid' | 'ward' | 'density-peaks';

/**
 * A hierarchy over `leaves` points as `leaves - 1` merges in merge order, scipy's numbering: ids below
 * `leaves` are points, merge `t` makes node `leaves + t`. Undoing the last `k - 1` merges gives exactly
 * `k` nested clusters, also where centroid's heights fall.
 */
export interface Tree {
  readonly method: ClusterMethod;
  readonly leaves: number;
  readonly left: Int32Array<ArrayBuffer>;
  readonly right: Int32Array<ArrayBuffer>;
  /** Distance at which the merge happened; for density peaks, gamma of the centre that is absorbed. */
  readonly height: Float64Array<ArrayBuffer>;
  /** Points under the node that the merge makes. */
  readonly size: Int32Array<ArrayBuffer>;
}
