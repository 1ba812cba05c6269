export interface MantelTest {
  /** Pearson correlation of the two condensed distance matrices. */
  readonly r: number;
  /** Share of label permutations, the identity among them, with a correlation at least as high. */
  readonly p: number;
  readonly permutations: number;
}
