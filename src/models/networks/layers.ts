/** `[height, width]` of a kernel. */
export type KernelSize = readonly [number, number];

/** 'valid' pads nothing; 'same' pads symmetrically with zeros at stride 1. */
export type Padding = 'valid' | 'same';

/** Convolution, batch norm and ReLU; `name` is timm's, with `.conv` and `.bn` below it. */
export interface Convolution {
  readonly kind: 'convolution';
  readonly name: string;
  readonly filters: number;
  readonly size: KernelSize;
  readonly stride: number;
  readonly padding: Padding;
}

/** 3 x 3, stride 2, no padding. */
export interface MaxPool {
  readonly kind: 'max-pool';
}

/** 3 x 3, stride 1, same size; whether the padding counts is the checkpoint's `AveragePoolRule`. */
export interface AveragePool {
  readonly kind: 'average-pool';
}

export interface Chain {
  readonly kind: 'chain';
  readonly layers: readonly Layer[];
}

/** The same input through every branch, concatenated along the channels in this order. */
export interface Branches {
  readonly kind: 'branches';
  readonly branches: readonly Layer[];
}

export type Layer = Convolution | MaxPool | AveragePool | Chain | Branches;

/**
 * What the border of an average pool divides by: `exclude` counts real pixels only (Keras, TF-slim),
 * `include` always divides by nine (timm, torchvision).
 */
export type AveragePoolRule = 'exclude' | 'include';

/** A part of the network with a name of its own, at which features can be taken. */
export interface Block {
  /** timm's. */
  readonly name: string;
  /** Keras's, as in the paper's world, where it has one. */
  readonly alias?: string;
  readonly layer: Layer;
}

/** A network as a table: blocks in order, then global average pooling, then one linear classifier. */
export interface Architecture {
  readonly id: string;
  readonly blocks: readonly Block[];
  /** timm's name of the linear classifier. */
  readonly classifier: string;
  /** Pixels. */
  readonly inputSide: number;
  readonly smallestSide: number;
}
