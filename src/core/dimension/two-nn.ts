export interface DimensionSettings {
  /** Shares of the points that take part in the fit, in `(0, 1]`. */
  readonly fractions: readonly number[];
  /** How many random halvings of the sample: 0 gives the whole only. */
  readonly halvings: number;
  /** Samples drawn at each halved size. */
  readonly repeats: number;
  readonly seed: number;
}

/** The estimate at one sample size; arrays run over the fractions. */
export interface DimensionPoint {
  /** Distinct points in the sample. */
  readonly sample: number;
  readonly mean: readonly number[];
  /** Standard deviation over the samples; 0 for a single one. */
  readonly spread: readonly number[];
}

export interface DimensionSeries {
  readonly fractions: readonly number[];
  /** From the whole downwards. */
  readonly points: readonly DimensionPoint[];
  readonly duplicates: number;
  /** How the neighbours were found, and why if it was the slow way, in words for a person. */
  readonly search: string;
}
