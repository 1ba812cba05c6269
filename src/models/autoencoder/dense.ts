import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../core/random/random.ts';

/** A fully connected layer; `weight` is `[inputs, outputs]`. */
export interface Dense {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  /** Whether an ELU follows. */
  readonly isBent: boolean;
}

/** Slopes of the loss along a layer's own numbers, and along its output before the ELU. */
export interface DenseGradients {
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly inner: tf.Tensor2D;
}

/** Glorot and Bengio's uniform initialisation, biases zero; the caller disposes of both variables. */
export function createDense(
  { inputs, outputs, isBent }: { inputs: number; outputs: number; isBent: boolean },
  random: Random,
): Dense {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const values = new Float32Array(inputs * outputs);
  for (let i = 0; i < values.length; i++) values[i] = limit * (2 * random.next() - 1);
  return tf.tidy(() => ({
    weight: tf.variable(tf.tensor2d(values, [inputs, outputs])),
    bias: tf.variable(tf.zeros<tf.Rank.R1>([outputs])),
    isBent,
  }));
}

export function applyDense({ weight, bias, isBent }: Dense, x: tf.Tensor2D): tf.Tensor2D {
  const y: tf.Tensor2D = tf.add(tf.matMul(x, weight), bias);
  return isBent ? tf.elu(y) : y;
}

/** Given the slope along the layer's `output`, which is what `applyDense` gave for `input`. */
export function differentiateDense(
  { isBent }: Dense,
  { input, output }: { readonly input: tf.Tensor2D; readonly output: tf.Tensor2D },
  slope: tf.Tensor2D,
): DenseGradients {
  const inner: tf.Tensor2D = isBent ? tf.mul(slope, tf.add(tf.minimum(output, 0), 1)) : slope;
  return { weight: tf.matMul(tf.transpose(input), inner), bias: tf.sum(inner, 0), inner };
}

/** The slope of the loss along the layer's input. */
export function backThroughDense({ weight }: Dense, inner: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(inner, tf.transpose(weight));
}
