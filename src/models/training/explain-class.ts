import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, matrix } from '../../core/arrays/matrix.ts';
import type { OpenCheckpoint } from '../checkpoints/catalogue-entry.ts';
import { gridsOf } from '../networks/shapes.ts';
import { TrainableNetwork } from '../networks/trainable-network.ts';

/**
 * Grad-CAM: activations of the last block with a grid, each channel weighted by its mean gradient for the class, and
 * only what speaks for it. `[rows, cols]`, the largest value 1 unless all are 0. Where pooling and a classifier follow,
 * this is exactly the class activation map. `picture` is `[1, side, side, 1]` in grey levels.
 */
export async function explainClass(
  { architecture, source, averagePool, input }: OpenCheckpoint,
  picture: tf.Tensor4D,
  { label, classes }: { readonly label: number; readonly classes: number },
): Promise<Matrix> {
  const side = picture.shape[1];
  const grids = gridsOf(architecture, side);
  const block = architecture.blocks.findLast(({ name }) => (grids.get(name)?.side ?? 0) > 1);
  if (!block) throw new RangeError(`${architecture.id} has no grid at ${side} px`);
  const network = new TrainableNetwork(architecture, source, {
    classes,
    averagePool,
    input,
    batchNorm: 'frozen',
    frozenUpTo: block.name,
  });
  const heat = tf.tidy(() => {
    const activations = network.activationsAt(block.name, picture);
    const evidence = (x: tf.Tensor) => {
      const logits = network.logitsFrom(block.name, x as tf.Tensor4D, { training: false });
      return tf.sum(tf.slice(logits, [0, label], [1, 1]));
    };
    const weights = tf.mean(tf.grad(evidence)(activations), [1, 2], true);
    const map = tf.relu(tf.sum(tf.mul(activations, weights), 3)) as tf.Tensor3D;
    return tf.squeeze(tf.div(map, tf.maximum(tf.max(map), 1e-12)), [0]);
  });
  try {
    const values = Float32Array.from(await heat.data<'float32'>());
    return matrix(values, heat.shape[0] ?? 0, heat.shape[1] ?? 0);
  } finally {
    heat.dispose();
    network.dispose();
  }
}
