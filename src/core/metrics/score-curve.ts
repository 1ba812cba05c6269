/** How well each cut of a tree agrees with the labels; entry `i` is for `k[i]` clusters. */
export interface ScoreCurve {
  readonly k: Int32Array<ArrayBuffer>;
  /** 2I/(Ha+Hb), Danon 2005. */
  readonly nmi: Float64Array<ArrayBuffer>;
  /** Adjusted Rand index. */
  readonly ari: Float64Array<ArrayBuffer>;
  /** Adjusted mutual information, arithmetic mean of the entropies. */
  readonly ami: Float64Array<ArrayBuffer>;
}

/** The paper's two artificial hierarchies, NMI for each `k`; the band is the 5th to 95th percentile over seeds. */
export interface ReferenceScenarios {
  readonly k: Int32Array<ArrayBuffer>;
  readonly good: Float64Array<ArrayBuffer>;
  readonly uniform: Float64Array<ArrayBuffer>;
  readonly uniformLow: Float64Array<ArrayBuffer>;
  readonly uniformHigh: Float64Array<ArrayBuffer>;
}
