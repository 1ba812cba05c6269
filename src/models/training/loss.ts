import * as tf from '@tensorflow/tfjs-core';

export interface LossInput {
  readonly labels: Int32Array;
  readonly classes: number;
  readonly smoothing: number;
  /** Of each class. */
  readonly weights: Float32Array;
  /** What the sum over these labels is divided by: the size of the batch that they are part of. */
  readonly divisor: number;
}

/** Weighted cross-entropy against smoothed targets, differentiable in the logits. */
export function crossEntropy(logits: tf.Tensor2D, input: LossInput): tf.Scalar {
  const { labels, classes, smoothing, weights, divisor } = input;
  const targets = new Float32Array(labels.length * classes).fill(smoothing / classes);
  for (const [i, label] of labels.entries()) {
    const at = i * classes + label;
    targets[at] = (targets[at] ?? 0) + 1 - smoothing;
    const weight = weights[label] ?? 1;
    for (let c = 0; c < classes; c++) {
      targets[i * classes + c] = (targets[i * classes + c] ?? 0) * (-weight / divisor);
    }
  }
  return tf.sum(
    tf.mul(tf.logSoftmax(logits), tf.tensor2d(targets, [labels.length, classes])),
  ) as tf.Scalar;
}

/** The gradient with that of `decay / 2` times the kernel's squares; batch norms and biases have none. */
export function decayed(
  gradients: ReadonlyMap<string, tf.Tensor>,
  variables: ReadonlyMap<string, tf.Variable>,
  decay: number,
): ReadonlyMap<string, tf.Tensor> {
  if (decay === 0) return gradients;
  return new Map(
    [...gradients].map(([name, gradient]) => {
      const variable = variables.get(name);
      const isKernel = name.endsWith('.weight') && !name.endsWith('.bn.weight');
      if (!variable || !isKernel) return [name, gradient];
      const sum = tf.tidy(() => tf.add(gradient, tf.mul(variable, decay)));
      gradient.dispose();
      return [name, sum];
    }),
  );
}
