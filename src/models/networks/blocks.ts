import type {
  AveragePool,
  Block,
  Branches,
  Chain,
  Convolution,
  KernelSize,
  Layer,
  MaxPool,
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

export function chain(...layers: readonly Layer[]): Chain {
  return { kind: 'chain', layers };
}

export function branches(...parts: readonly Layer[]): Branches {
  return { kind: 'branches', branches: parts };
}

export const maxPool: MaxPool = { kind: 'max-pool' };
export const averagePool: AveragePool = { kind: 'average-pool' };

/** A block that is one convolution and shares its name. */
export function single(convolution: Convolution): Block {
  return { name: convolution.name, layer: convolution };
}
