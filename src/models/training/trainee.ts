import type * as tf from '@tensorflow/tfjs-core';
import type { Variable, VariableSource } from '../networks/fold.ts';
import type { LossGradients, LossOptions } from '../networks/trainable-network.ts';

/** What a run trains: a network above its freeze line, or a classifier alone. It owns its tensors until `dispose`. */
export interface Trainee {
  /** By timm's name. */
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  /** One training pass over a batch; the caller disposes of all that comes out. */
  gradients(batch: tf.Tensor4D, options: LossOptions): LossGradients;
  /** What the classifier stands on, `[batch, 1, 1, features]`, without training; the caller disposes of it. */
  features(batch: tf.Tensor4D): tf.Tensor4D;
  /** `[batch, classes]` without training; the caller disposes of it. */
  logits(batch: tf.Tensor4D): tf.Tensor2D;
  /** Everything that training moves, running statistics too, in torch's layout. */
  snapshot(): Promise<ReadonlyMap<string, Variable>>;
  /** @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape. */
  restore(source: VariableSource): void;
  dispose(): void;
}
