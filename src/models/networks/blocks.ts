import type {
  AdaptivePool,
  AveragePool,
  Block,
  Branches,
  Chain,
  Convolution,
  Dense,
  Dropout,
  KernelSize,
  Layer,
  MaxPool,
  Padding,
  PlainConvolution,
  Relu,
  Residual,
} from './layers.ts';

/** A convolution that keeps its input's size. */
export function same(name: string, filters: number, size: KernelSize): Convolution {
  return { kind: 'convolution', name, filters, size, stride: 1, padding: 'same' };
}

/** A convolution without padding. */
export function valid(name: string, filters: number, size: KernelSize, stride = 1): Convolution {
  return { kind: 'convolution', name, filters, size, stride, padding: 'valid' };
}

/** A 1 x 1 convolution. */
export function pointwise(name: string, filters: number): Convolution {
  return valid(name, filters, [1, 1]);
}

/** A convolution with a bias and neither batch norm nor ReLU. */
export function plain(
  name: string,
  filters: number,
  { size, stride = 1, padding }: { size: KernelSize; stride?: number; padding: Padding },
): PlainConvolution {
  return { kind: 'plain-convolution', name, filters, size, stride, padding };
}

export function dense(name: string, outputs: number): Dense {
  return { kind: 'dense', name, outputs };
}

export function chain(...layers: readonly Layer[]): Chain {
  return { kind: 'chain', layers };
}

export function branches(...parts: readonly Layer[]): Branches {
  return { kind: 'branches', branches: parts };
}

/** `x + scale * body(x)`. */
export function residual(scale: number, ...body: readonly Layer[]): Residual {
  return { kind: 'residual', scale, body: chain(...body) };
}

export function dropout(rate: number): Dropout {
  return { kind: 'dropout', rate };
}

export function adaptivePool(side: number): AdaptivePool {
  return { kind: 'adaptive-pool', side };
}

export const maxPool: MaxPool = { kind: 'max-pool' };
export const averagePool: AveragePool = { kind: 'average-pool' };
export const relu: Relu = { kind: 'relu' };

/** A block that is one convolution and shares its name. */
export function single(convolution: Convolution | PlainConvolution | Dense): Block {
  return { name: convolution.name, layer: convolution };
}
