import * as tf from '@tensorflow/tfjs-core';
import { type Geometry, isDense, isPointwise } from './geometry.ts';

/**
 * Gradient of a convolution with respect to its kernel, `[height, width, in, out]`, out of operations that are fast
 * on WASM: a matrix product where the convolution is one, else a convolution of the transposed tensors, in which
 * the output's gradient is the kernel and the stride its dilation.
 */
export function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, g: Geometry): tf.Tensor4D {
  const shape: [number, number, number, number] = [
    g.filterHeight,
    g.filterWidth,
    g.inChannels,
    g.outChannels,
  ];
  if (isPointwise(g) || isDense(g)) {
    const rows = g.batchSize * g.outHeight * g.outWidth;
    const columns = tf.transpose(tf.reshape(x, [rows, -1]) as tf.Tensor2D);
    return tf.reshape(tf.matMul(columns, tf.reshape(dy, [rows, g.outChannels])), shape);
  }
  const turned = tf.transpose(padded(x, g), [3, 1, 2, 0]);
  const kernel = tf.transpose(dy, [1, 2, 0, 3]);
  const strides: [number, number] = [g.strideHeight, g.strideWidth];
  const full = tf.conv2d(turned, kernel, 1, 'valid', 'NHWC', strides);
  const [inputs, ...rest] = [g.inChannels, g.filterHeight, g.filterWidth, g.outChannels];
  return tf.transpose(tf.slice(full, [0, 0, 0, 0], [inputs, ...rest]), [1, 2, 0, 3]) as tf.Tensor4D;
}

/** The pixels that the kernel touches at least, with the convolution's zeros around them. */
function padded(x: tf.Tensor4D, g: Geometry): tf.Tensor4D {
  const { left, top } = g.padInfo;
  const below = (g.outHeight - 1) * g.strideHeight + g.filterHeight - g.inHeight - top;
  const right = (g.outWidth - 1) * g.strideWidth + g.filterWidth - g.inWidth - left;
  if (top === 0 && left === 0 && below <= 0 && right <= 0) return x;
  return tf.pad(x, [
    [0, 0],
    [top, Math.max(0, below)],
    [left, Math.max(0, right)],
    [0, 0],
  ]);
}
