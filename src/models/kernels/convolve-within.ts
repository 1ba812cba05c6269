import * as tf from '@tensorflow/tfjs-core';

/** Rows or columns of zeros before and after; negative ones are cut off. */
export type Margin = readonly [before: number, after: number];

/** A convolution with stride 1 whose margins may be negative; `kernel` is `[height, width, in, out]`. */
export function convolveWithin(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  [rows, columns]: readonly [Margin, Margin],
): tf.Tensor4D {
  const cut = (margin: Margin) => margin.map((m) => Math.max(0, -m)) as [number, number];
  const padded = (margin: Margin) => margin.map((m) => Math.max(0, m)) as [number, number];
  const [top, bottom] = cut(rows);
  const [left, right] = cut(columns);
  const [batch, height, width, channels] = x.shape;
  const inner =
    top || bottom || left || right
      ? tf.slice(
          x,
          [0, top, left, 0],
          [batch, height - top - bottom, width - left - right, channels],
        )
      : x;
  return tf.conv2d(inner, kernel, 1, [[0, 0], padded(rows), padded(columns), [0, 0]]);
}
