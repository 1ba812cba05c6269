/** `[height, width]` of a kernel. */
export type KernelSize = readonly [number, number];

/**
 * 'valid' pads nothing; 'same' pads symmetrically with zeros at stride 1; a number is that many rows
 * and columns of zeros on every side.
 */
export type Padding = 'valid' | 'same' | number;

/** Convolution, batch norm and ReLU; `name` is timm's, with `.conv` and `.bn` below it. */
export interface Convolution {
  readonly kind: 'convolution';
  readonly name: string;
  readonly filters: number;
  readonly size: KernelSize;
  readonly stride: number;
  readonly padding: Padding;
}

/** Convolution with a bias of its own and nothing after it; `.weight` and `.bias` lie right below `name`. */
export interface PlainConvolution {
  readonly kind: 'plain-convolution';
  readonly name: string;
  readonly filters: number;
  readonly size: KernelSize;
  readonly stride: number;
  readonly padding: Padding;
}

/** Every value of the grid to every output, with a bias; gives a grid of one pixel. */
export interface Dense {
  readonly kind: 'dense';
  readonly name: string;
  readonly outputs: number;
}

/** 3 x 3, stride 2, no padding. */
export interface MaxPool {
  readonly kind: 'max-pool';
}

/** 3 x 3, stride 1, same size; whether the padding counts is the checkpoint's `AveragePoolRule`. */
export interface AveragePool {
  readonly kind: 'average-pool';
}

/** Averages over `side` x `side` windows that cover a grid of any size, as torch chooses them. */
export interface AdaptivePool {
  readonly kind: 'adaptive-pool';
  readonly side: number;
}

export interface Relu {
  readonly kind: 'relu';
}

/** In training, sets this share of the values to zero and scales the others up; else nothing. */
export interface Dropout {
  readonly kind: 'dropout';
  readonly rate: number;
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

/** `x + scale * body(x)`. */
export interface Residual {
  readonly kind: 'residual';
  readonly scale: number;
  readonly body: Layer;
}

/** Layers that hold variables. */
export type WeightedLayer = Convolution | PlainConvolution | Dense;

export type Layer =
  | WeightedLayer
  | MaxPool
  | AveragePool
  | AdaptivePool
  | Relu
  | Dropout
  | Chain
  | Branches
  | Residual;

/**
 * What the border of an average pool divides by: `exclude` counts real pixels only (Keras, TF-slim),
 * `include` always divides by nine (timm's and torchvision's Inception-v3).
 */
export type AveragePoolRule = 'exclude' | 'include';

/** A part of the network with a name of its own, at which features can be taken. */
export interface Block {
  /** timm's or torchvision's. */
  readonly name: string;
  /** Keras's, as in the paper's world, where it has one. */
  readonly alias?: string;
  readonly layer: Layer;
}

/** A network as a table: blocks in order, then global average pooling, then one linear classifier. */
export interface Architecture {
  readonly id: string;
  readonly blocks: readonly Block[];
  /** timm's or torchvision's name of the linear classifier. */
  readonly classifier: string;
  /** Share of the pooled features that is dropped in training; none when left out. */
  readonly headDropout?: number;
  /** Pixels. */
  readonly inputSide: number;
  readonly smallestSide: number;
  /** The last block, where those above it were left out. */
  readonly endsAt?: string;
}
