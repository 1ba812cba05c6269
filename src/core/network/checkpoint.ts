/** A named place in a network from which features can be taken, pooled to `channels` numbers. */
export interface Endpoint {
  readonly name: string;
  readonly channels: number;
  /** Side of its grid at the checkpoint's default input size; 1 after global pooling. */
  readonly gridSide: number;
  readonly recommended: boolean;
}

export interface Checkpoint {
  readonly id: string;
  readonly title: string;
  readonly network: string;
  /** Of the weights as loaded, lower-case hexadecimal. */
  readonly sha256: string;
  readonly provenance: string;
  readonly licence: string;
  readonly inputSide: number;
  readonly endpoints: readonly Endpoint[];
  /** The endpoint on which a new classifier does best; the network's end where it is not said. */
  readonly classifierAt?: string;
  /** Undefined where it is not known which categories its outputs stand for. */
  readonly classifier?: CheckpointClassifier;
}

/** How a checkpoint's outputs name the category of a picture. */
export interface CheckpointClassifier {
  /** In the order of the outputs. */
  readonly classes: readonly string[];
  /** Divides the logits before they become probabilities. */
  readonly temperature: number;
  readonly fit: InputFit;
}

/** How a plate becomes the network's square input. */
export type InputFit = 'squash' | 'crop';

export interface EmbedSettings {
  readonly checkpointId: string;
  readonly endpoint: string;
  /** Pixels; at least 75 for the Inceptions. */
  readonly inputSide: number;
  /** 'same-scale' takes the middle of every plate at `nmPerPixel`, so that magnification no longer tells pictures apart. */
  readonly fit: InputFit | 'same-scale';
  /** Nanometres a pixel of the input, with 'same-scale' alone. */
  readonly nmPerPixel?: number | null;
}
