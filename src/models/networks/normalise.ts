import * as tf from '@tensorflow/tfjs-core';
import { BATCH_NORM_EPSILON } from './fold.ts';

/** The divisor of `count` nearest below its root. */
function evenPart(count: number): number {
  let part = Math.floor(Math.sqrt(count));
  while (count % part > 0) part--;
  return part;
}

function sumsInOneStep(x: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(tf.ones<tf.Rank.R2>([1, x.shape[0]]), x);
}

/**
 * Sums over the rows of `[rows, channels]`, as `[1, channels]`. On WASM a product with ones is the fast way; in two
 * steps, because one accumulator over all rows in float32 loses a digit, which training shows.
 *
 * TensorFlow.js's WASM backend keeps a right-hand factor packed under its data's id, whatever its shape: data that
 * comes here must not be a factor in another shape elsewhere, else memory is overrun.
 */
function columnSums(x: tf.Tensor2D): tf.Tensor2D {
  const [rows, channels] = x.shape;
  const part = evenPart(rows);
  const partial = sumsInOneStep(tf.reshape(x, [part, (rows / part) * channels]));
  return sumsInOneStep(tf.reshape(partial, [rows / part, channels]));
}

function rowsOf(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape[x.rank - 1] ?? 1]) as tf.Tensor2D;
}

/** Mean, biased variance and the number of values each is of; both `[channels]` and gone after the call. */
export type SeeStatistics = (mean: tf.Tensor1D, variance: tf.Tensor1D, count: number) => void;

type Save = (tensors: tf.Tensor[]) => void;

function forward(
  [x, gamma, beta]: readonly [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D],
  see: SeeStatistics,
  save: Save,
): tf.Tensor4D {
  const rows = rowsOf(x);
  const [count, channels] = rows.shape;
  const mean: tf.Tensor2D = tf.div(columnSums(rows), count);
  const centred: tf.Tensor2D = tf.sub(rows, mean);
  const variance: tf.Tensor2D = tf.div(columnSums(tf.square(centred)), count);
  see(tf.reshape(mean, [channels]), tf.reshape(variance, [channels]), count);
  const inverse = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
  const normalised = tf.mul(centred, inverse);
  const scale = tf.mul(inverse, gamma);
  const y = tf.relu(tf.add(tf.mul(centred, scale), beta));
  save([normalised, y, scale]);
  return tf.reshape(y, x.shape);
}

function backward(dy: tf.Tensor4D, [normalised, y, scale]: readonly tf.Tensor2D[]): tf.Tensor[] {
  if (!normalised || !y || !scale) throw new RangeError('three tensors were saved');
  const [count, channels] = normalised.shape;
  const dz = tf.mul(rowsOf(dy), tf.step(y)) as tf.Tensor2D;
  const dBeta = columnSums(dz);
  const dGamma = columnSums(tf.mul(dz, normalised));
  const common = tf.add(tf.div(dBeta, count), tf.mul(normalised, tf.div(dGamma, count)));
  const dx = tf.mul(scale, tf.sub(dz, common));
  return [tf.reshape(dx, dy.shape), tf.reshape(dGamma, [channels]), tf.reshape(dBeta, [channels])];
}

/**
 * Batch norm by the batch's own statistics, then ReLU, differentiable in all three arguments. Written out as one
 * operation because composed of TensorFlow.js's own it takes a third more memory and half as much time again.
 */
export function normaliseBatch(
  x: tf.Tensor4D,
  { gamma, beta }: { readonly gamma: tf.Tensor1D; readonly beta: tf.Tensor1D },
  see: SeeStatistics,
): tf.Tensor4D {
  const operation = tf.customGrad((...inputs) => {
    const [xIn, gammaIn, betaIn, save] = inputs as unknown as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor1D,
      Save,
    ];
    return {
      value: forward([xIn, gammaIn, betaIn], see, save),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        backward(dy as tf.Tensor4D, saved as tf.Tensor2D[]),
    };
  });
  return operation(x, gamma, beta) as tf.Tensor4D;
}

/** `x + bias` along the last axis, differentiable in both. */
export function addBias(x: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  const operation = tf.customGrad((...inputs) => {
    const [xIn, biasIn] = inputs as unknown as [tf.Tensor4D, tf.Tensor1D];
    return {
      value: tf.add(xIn, biasIn) as tf.Tensor4D,
      gradFunc: (dy: tf.Tensor) => [dy, tf.reshape(sumsInOneStep(rowsOf(dy)), biasIn.shape)],
    };
  });
  return operation(x, bias) as tf.Tensor4D;
}
