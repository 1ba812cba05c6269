import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/random/random.ts';
import { dropOut } from '../networks/drop-out.ts';
import { need, type Variable, type VariableSource } from '../networks/fold.ts';
import type { LossGradients, LossOptions } from '../networks/trainable-network.ts';
import type { Trainee } from './trainee.ts';

export interface HeadOptions {
  /** timm's name of the classifier. */
  readonly name: string;
  readonly features: number;
  readonly classes: number;
  readonly dropout: number;
}

/** A classifier alone, whose batches `[batch, 1, 1, features]` are what a frozen network was found to give. */
export class HeadTrainee implements Trainee {
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  readonly #options: HeadOptions;
  readonly #weight: tf.Variable<tf.Rank.R2>;
  readonly #bias: tf.Variable<tf.Rank.R1>;

  /** @throws {AppError} `bad-checkpoint` when the source's classifier has another shape. */
  constructor(source: VariableSource, options: HeadOptions) {
    const { name, features, classes } = options;
    this.#options = options;
    this.#weight = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([classes, features])));
    this.#bias = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([classes])));
    this.trainable = new Map<string, tf.Variable>([
      [`${name}.weight`, this.#weight],
      [`${name}.bias`, this.#bias],
    ]);
    try {
      this.restore(source);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  gradients(batch: tf.Tensor4D, { seed, loss }: LossOptions): LossGradients {
    let kept: tf.Tensor2D | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const flat: tf.Tensor2D = tf.reshape(batch, [batch.shape[0], this.#options.features]);
      kept = tf.keep(this.#classify(dropOut(flat, this.#options.dropout, createRandom(seed))));
      return loss(kept);
    }, [this.#weight, this.#bias]);
    if (!kept) throw new RangeError('the loss was not taken');
    const gradients = new Map<string, tf.Tensor>();
    for (const [name, variable] of this.trainable) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(name, gradient);
    }
    return { loss: value, logits: kept, gradients };
  }

  features(batch: tf.Tensor4D): tf.Tensor4D {
    return tf.clone(batch);
  }

  logits(batch: tf.Tensor4D): tf.Tensor2D {
    return tf.tidy(() =>
      this.#classify(tf.reshape(batch, [batch.shape[0], this.#options.features])),
    );
  }

  async snapshot(): Promise<ReadonlyMap<string, Variable>> {
    const all = new Map<string, Variable>();
    for (const [name, variable] of this.trainable) {
      all.set(name, { data: await variable.data<'float32'>(), shape: variable.shape });
    }
    return all;
  }

  restore(source: VariableSource): void {
    for (const [name, variable] of this.trainable) {
      tf.tidy(() => variable.assign(tf.tensor(need(source, name, variable.shape), variable.shape)));
    }
  }

  dispose(): void {
    tf.dispose([this.#weight, this.#bias]);
  }

  #classify(features: tf.Tensor2D): tf.Tensor2D {
    return tf.add(tf.matMul(features, tf.transpose(this.#weight)), this.#bias);
  }
}
