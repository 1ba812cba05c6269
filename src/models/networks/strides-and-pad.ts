import type * as tf from '@tensorflow/tfjs-core';
import type { WeightedLayer } from './layers.ts';

type ExplicitPad = Exclude<Parameters<typeof tf.fused.conv2d>[0]['pad'], string | number>;

/**
 * A layer's stride and padding as TensorFlow.js takes them. Padding is never given as a number: with a kernel that
 * isn't square TensorFlow.js then takes wrong shapes, and on WASM overruns its memory.
 */
export function stridesAndPad(layer: WeightedLayer): {
  readonly strides: number;
  readonly pad: 'valid' | 'same' | ExplicitPad;
} {
  if (layer.kind === 'dense') return { strides: 1, pad: 'valid' };
  const { padding, stride } = layer;
  if (typeof padding === 'string') return { strides: stride, pad: padding };
  return {
    strides: stride,
    pad: [
      [0, 0],
      [padding, padding],
      [padding, padding],
      [0, 0],
    ],
  };
}
