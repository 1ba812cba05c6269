import * as tf from '@tensorflow/tfjs-core';
import type { AveragePoolRule } from './layers.ts';

/** How many of the three pixels around each of `size` in a row are real. */
function reach(size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.min(i + 1, size - 1) - Math.max(i - 1, 0) + 1);
}

/** Real pixels under the window at each place, `[1, height, width, 1]`. */
function counts(height: number, width: number): tf.Tensor4D {
  const down = tf.tensor4d(reach(height), [1, height, 1, 1]);
  return tf.mul(down, tf.tensor4d(reach(width), [1, 1, width, 1]));
}

function overNine(x: tf.Tensor4D): tf.Tensor4D {
  const padded = tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  return tf.avgPool(padded, 3, 1, 'valid');
}

/** Summing over windows is its own transpose, so that the gradient is a pool again. */
function gradientOf(dy: tf.Tensor4D, rule: AveragePoolRule): tf.Tensor4D {
  if (rule === 'include') return overNine(dy);
  const [, height, width] = dy.shape;
  const real = counts(height, width);
  return tf.mul(tf.avgPool(tf.div(dy, real) as tf.Tensor4D, 3, 1, 'same'), real);
}

/**
 * 3 x 3, stride 1, same size. With a gradient of its own, because TensorFlow.js's divides by nine at the border too,
 * where its pool divides by the number of real pixels.
 */
export function averagePool(x: tf.Tensor4D, rule: AveragePoolRule): tf.Tensor4D {
  const operation = tf.customGrad((input) => ({
    value:
      rule === 'include'
        ? overNine(input as tf.Tensor4D)
        : tf.avgPool(input as tf.Tensor4D, 3, 1, 'same'),
    gradFunc: (dy: tf.Tensor) => gradientOf(dy as tf.Tensor4D, rule),
  }));
  return operation(x) as tf.Tensor4D;
}
