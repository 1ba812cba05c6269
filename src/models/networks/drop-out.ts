import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../core/random/random.ts';

/** Sets each value to zero with probability `rate` and divides the others by `1 - rate`. */
export function dropOut<T extends tf.Tensor>(x: T, rate: number, random: Random): T {
  if (rate === 0) return x;
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i++) mask[i] = random.next() < rate ? 0 : 1 / (1 - rate);
  return tf.mul(x, tf.tensor(mask, x.shape));
}
