import * as tf from '@tensorflow/tfjs-core';
import type { GreyPreprocessing } from './fold.ts';

/** Raw grey levels `[batch, height, width, 1]` as three prepared channels; without preprocessing `x` itself. */
export function prepareGrey(
  x: tf.Tensor4D,
  preprocessing: GreyPreprocessing | undefined,
): tf.Tensor4D {
  if (!preprocessing) return x;
  const { scale, shift } = preprocessing;
  return tf.add(tf.mul(x, tf.tensor1d([...scale])), tf.tensor1d([...shift]));
}
