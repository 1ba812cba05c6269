/** Agreement (adjusted Rand index) of cuts of resampled data with the cut of the whole, per k. */
export interface StabilityCurve {
  readonly k: Int32Array<ArrayBuffer>;
  readonly mean: Float64Array<ArrayBuffer>;
  /** Tenth and ninetieth percentile over the resamples. */
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
}
