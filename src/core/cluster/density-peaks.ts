/** What the density-peaks method knows of each point (Rodriguez & Laio 2014). */
export interface DecisionGraph {
  /** The distance at which the gaussian density is cut off. */
  readonly cutoff: number;
  readonly rho: Float64Array<ArrayBuffer>;
  /** Distance to the nearest point of higher density; the densest has the largest distance of all. */
  readonly delta: Float64Array<ArrayBuffer>;
  /** That point, or -1 for the densest. */
  readonly parent: Int32Array<ArrayBuffer>;
}
