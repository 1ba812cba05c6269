/** A checkpoint that can be downloaded once a person agrees to. */
export interface CheckpointOffer {
  readonly id: string;
  readonly title: string;
  /** The site it comes from, as a person knows it. */
  readonly site: string;
  readonly bytes: number;
  readonly licence: string;
  /** Of an unfinished download, which goes on from there. */
  readonly keptBytes: number;
}
