import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/random/random.ts';
import {
  applyDense,
  backThroughDense,
  createDense,
  type Dense,
  differentiateDense,
} from './dense.ts';

export interface AutoencoderShape {
  readonly features: number;
  /** Widths of the encoder's hidden layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  readonly codeSize: number;
}

export interface LossAndGradients {
  readonly loss: tf.Scalar;
  /** In the order of `Autoencoder.variables`. */
  readonly gradients: readonly tf.Tensor[];
}

/** Encoder and mirrored decoder on the current backend; owns its variables until `dispose`. */
export class Autoencoder {
  readonly #layers: readonly Dense[];
  readonly #encoderLayers: number;
  readonly variables: readonly tf.Variable[];

  /** The same shape and seed give the same weights. ELU between layers; codes and reconstructions are free. */
  constructor({ features, hidden, codeSize }: AutoencoderShape, seed: number) {
    const widths = [features, ...hidden, codeSize, ...hidden.toReversed(), features];
    const random = createRandom(seed);
    this.#encoderLayers = hidden.length + 1;
    this.#layers = widths.slice(1).map((outputs, i) => {
      const isBent = i !== hidden.length && i !== widths.length - 2;
      return createDense({ inputs: widths[i] ?? 0, outputs, isBent }, random.fork(i));
    });
    this.variables = this.#layers.flatMap(({ weight, bias }) => [weight, bias]);
  }

  /** `[batch, features]` to `[batch, codeSize]`; the caller disposes of it. */
  encode(x: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() =>
      this.#layers.slice(0, this.#encoderLayers).reduce((y, layer) => applyDense(layer, y), x),
    );
  }

  /** Mean squared error of the reconstruction; the caller disposes of it. */
  loss(x: tf.Tensor2D): tf.Scalar {
    return tf.tidy(() => {
      const rebuilt = this.#layers.reduce((y, layer) => applyDense(layer, y), x);
      return tf.mean(tf.square(tf.sub(rebuilt, x)));
    });
  }

  /**
   * To be called within `tf.tidy`, which disposes of all that is not passed on. Written out because on WASM
   * only products of tensors as they lie reach the fast kernel, and TensorFlow.js's own gradient asks for
   * transposed ones.
   */
  differentiate(x: tf.Tensor2D): LossAndGradients {
    const passed = [x];
    for (const layer of this.#layers) passed.push(applyDense(layer, passed.at(-1) ?? x));
    const off: tf.Tensor2D = tf.sub(passed.at(-1) ?? x, x);
    let slope: tf.Tensor2D = tf.mul(off, 2 / x.size);
    const gradients: tf.Tensor[] = [];
    for (const [i, layer] of [...this.#layers.entries()].reverse()) {
      const [input = x, output = x] = passed.slice(i, i + 2);
      const { weight, bias, inner } = differentiateDense(layer, { input, output }, slope);
      gradients.unshift(weight, bias);
      if (i > 0) slope = backThroughDense(layer, inner);
    }
    return { loss: tf.mean(tf.square(off)), gradients };
  }

  dispose(): void {
    tf.dispose([...this.variables]);
  }
}
