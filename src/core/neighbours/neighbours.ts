/** The `k` nearest other points of each of `rows` points, nearest first; row-major `[rows, k]`. */
export interface Neighbours {
  readonly k: number;
  readonly indices: Int32Array<ArrayBuffer>;
  /** Euclidean. */
  readonly distances: Float64Array<ArrayBuffer>;
}
