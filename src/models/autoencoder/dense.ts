import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../core/random/random.ts';

/** A fully connected layer; `weight` is `[inputs, outputs]`. */
export interface Dense {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  /** Whether an ELU follows. */
  readonly isBent: boolean;
}

/** What the loss's gradient with respect to a layer's output does further down. */
export interface DenseGradients {
  readonly input: tf.Tensor2D;
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
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

/**
 * Written out because on WASM only products of tensors as they lie reach the fast kernel, and TensorFlow.js's
 * own gradient asks for transposed ones. `output` is what `applyDense` gave for `input`.
 */
export function backThroughDense(
  { weight, isBent }: Dense,
  { input, output }: { readonly input: tf.Tensor2D; readonly output: tf.Tensor2D },
  gradient: tf.Tensor2D,
): DenseGradients {
  const slope = isBent ? tf.add(tf.minimum(output, 0), 1) : undefined;
  const inner: tf.Tensor2D = slope ? tf.mul(gradient, slope) : gradient;
  return {
    input: tf.matMul(inner, tf.transpose(weight)),
    weight: tf.matMul(tf.transpose(input), inner),
    bias: tf.sum(inner, 0),
  };
}
