import type { PictureId } from '../core/dataset/picture.ts';

/** What a model takes a picture for. */
export interface Prediction {
  readonly label: string;
  /** Probability of the label. */
  readonly confidence: number;
  /** Below the threshold: shown as "unsure", never as a label. */
  readonly isUnsure: boolean;
}

/** Where a network looked for a class. */
export interface Explanation {
  readonly picture: PictureId;
  readonly runId: string;
  readonly label: string;
  readonly probability: number;
  /** Row-major `[rows, cols]` over the plate, in `[0, 1]`. */
  readonly heat: { readonly data: Float32Array; readonly rows: number; readonly cols: number };
  /** Share of the evidence that lies on the stripe when the picture is looked at with it; undefined without a stripe. */
  readonly stripeShare: number | undefined;
}

export interface ClassifySlice {
  /** By the model; a person's or folder's label always comes before it. */
  readonly predictions: ReadonlyMap<PictureId, Prediction>;
  /** The run that made them. */
  readonly predictedBy: string | undefined;
  readonly explanation: Explanation | undefined;

  /** Labels pictures with the best epoch of a run; those less probable than `threshold` are unsure. */
  classify(runId: string, pictures: readonly PictureId[], threshold: number): Promise<void>;
  /** From disk, those that were made last. */
  restorePredictions(): Promise<void>;
  /** One decision that can be undone: these pictures' sure predictions become a person's labels. Labelled pictures are left out. */
  acceptPredictions(pictures: readonly PictureId[]): Promise<void>;
  clearPredictions(): Promise<void>;
  /** Sets `explanation`: for the class it is taken for, or the named one. */
  explain(picture: PictureId, runId: string, label?: string): Promise<void>;
}
