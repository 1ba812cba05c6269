import type { Maker } from '../network/maker.ts';

/** What computed the results of an export, which may be older than it. */
export interface MadeBy {
  /** In the order in which they first took some; empty where it was not kept or they came from a file. */
  readonly features: readonly Maker[];
  /** Null where they are the features themselves, or it was not kept. */
  readonly codes: Maker | null;
  /** Version of Semscape that grew the tree of the cut. */
  readonly tree: string | null;
}
