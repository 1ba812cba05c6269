/**
 * Multiplies tiles of rows in single precision, where something does that faster than a loop here. Sums may
 * run in any order; every argument, product and sum may be off by 2^-23 of itself, and count as 0 below
 * 2^-126. That much WebAssembly and WebGPU leave open.
 */
export interface TileProducts {
  /** By what, in words for a person that may end a clause: "on WebGPU". */
  readonly by: string;
  /** Multiplications that one call should make at most, so that a cancel is heard in time. */
  readonly most: number;
  /** Takes in the points that are the columns of `tile`, row-major `[cols, points]`; copied by the first `times`. */
  hold(tile: Float32Array, cols: number): HeldTile;
}

export interface HeldTile {
  /**
   * The inner products of each row of `strip`, row-major `[rows, cols]`, with each point held, row-major
   * `[rows, points]`. `strip` may be overwritten as soon as this has returned its promise. Whatever it
   * rejects with, the work can go on without it.
   */
  times(strip: Float32Array, cols: number): Promise<Float32Array>;
  release(): void;
}
