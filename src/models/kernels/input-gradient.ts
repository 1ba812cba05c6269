import * as tf from '@tensorflow/tfjs-core';
import { convolveWithin } from './convolve-within.ts';
import { type Geometry, isDense, isPointwise } from './geometry.ts';

/**
 * Gradient of a convolution with respect to its input, `[batch, height, width, in]`, out of operations that are fast
 * on WASM: a matrix product where the convolution is one, else convolutions of the output's gradient with the
 * flipped, transposed kernel; with a stride, one for each phase of the input's pixels.
 */
export function inputGradient(dy: tf.Tensor4D, kernel: tf.Tensor4D, g: Geometry): tf.Tensor4D {
  if (isPointwise(g) || isDense(g)) {
    const gradient = tf.reshape(dy, [-1, g.outChannels]) as tf.Tensor2D;
    const weights = tf.reshape(kernel, [-1, g.outChannels]) as tf.Tensor2D;
    return tf.reshape(tf.matMul(gradient, tf.transpose(weights)), g.inShape);
  }
  return g.strideHeight * g.strideWidth === 1
    ? withoutStride(dy, kernel, g)
    : byPhases(dy, kernel, g);
}

function withoutStride(dy: tf.Tensor4D, kernel: tf.Tensor4D, g: Geometry): tf.Tensor4D {
  const { filterHeight, filterWidth, padInfo } = g;
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  return convolveWithin(dy, flippedTaps(kernel, range(filterHeight), range(filterWidth)), [
    [top, g.inHeight + filterHeight - 1 - g.outHeight - top],
    [left, g.inWidth + filterWidth - 1 - g.outWidth - left],
  ]);
}

/**
 * Pixel `y` of the input meets tap `k` of the kernel where `y + top - k` is a multiple of the stride: pixels of
 * one remainder meet every stride-th tap only, so that no product with an inserted zero is taken.
 */
function byPhases(dy: tf.Tensor4D, kernel: tf.Tensor4D, g: Geometry): tf.Tensor4D {
  const { batchSize, inChannels, padInfo, strideHeight, strideWidth } = g;
  const height = Math.ceil((g.inHeight + padInfo.top) / strideHeight);
  const width = Math.ceil((g.inWidth + padInfo.left) / strideWidth);
  const rows = range(strideHeight).map((a) => {
    const columns = range(strideWidth).map((b) => {
      const down = range(g.filterHeight).filter((k) => k % strideHeight === a);
      const across = range(g.filterWidth).filter((k) => k % strideWidth === b);
      const size = [batchSize * height, width, 1, inChannels];
      if (down.length === 0 || across.length === 0) return tf.zeros(size);
      const phase = convolveWithin(dy, flippedTaps(kernel, down, across), [
        [down.length - 1, height - g.outHeight],
        [across.length - 1, width - g.outWidth],
      ]);
      return tf.reshape(phase, size);
    });
    return tf.reshape(tf.concat(columns, 2), [batchSize, height, 1, -1]);
  });
  const whole = tf.reshape(tf.concat(rows, 2), [
    batchSize,
    height * strideHeight,
    width * strideWidth,
    inChannels,
  ]);
  return tf.slice(whole, [0, padInfo.top, padInfo.left, 0], g.inShape) as tf.Tensor4D;
}

const range = (length: number) => Array.from({ length }, (_, i) => i);

/**
 * The given taps in reverse, as `[height, width, out, in]`. Slices and one concatenation, because `tf.reverse` is ten
 * times slower on WASM.
 */
function flippedTaps(
  kernel: tf.Tensor4D,
  down: readonly number[],
  across: readonly number[],
): tf.Tensor4D {
  const [height, width, inputs, outputs] = kernel.shape;
  const turned = tf.transpose(tf.reshape(kernel, [height * width, inputs, outputs]), [0, 2, 1]);
  if (height * width === 1) return tf.reshape(turned, [1, 1, outputs, inputs]);
  const taps = down.flatMap((y) => across.map((x) => y * width + x));
  const slices = taps.reverse().map((tap) => tf.slice(turned, [tap, 0, 0], [1, outputs, inputs]));
  return tf.reshape(tf.concat(slices, 0), [down.length, across.length, outputs, inputs]);
}
