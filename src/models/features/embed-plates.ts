import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, matrix } from '../../core/arrays/matrix.ts';
import type { Plate } from '../../core/dataset/picture.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import type { InferenceNetwork } from '../networks/inference-network.ts';
import { type InputShape, writeInput } from './network-input.ts';

export interface EmbedOptions extends LoopHooks, InputShape {
  readonly endpoint: string;
  readonly channels: number;
  /** Pictures that go through the network at once; memory grows with it. */
  readonly batchSize: number;
}

function batchTensor(plates: readonly Plate[], shape: InputShape): tf.Tensor4D {
  const { side } = shape;
  const pixels = side * side;
  const values = new Float32Array(plates.length * pixels);
  for (const [i, plate] of plates.entries()) {
    writeInput(plate, shape, values.subarray(i * pixels, (i + 1) * pixels));
  }
  return tf.tensor4d(values, [plates.length, side, side, 1]);
}

/**
 * Takes plates through a network of grey input to `endpoint`, pooled: `[plates.length, channels]`.
 * Calls the checkpoint after each batch; no tensor is left behind, however it ends.
 */
export async function embedPlates(
  network: InferenceNetwork,
  plates: readonly Plate[],
  options: EmbedOptions,
): Promise<Matrix> {
  const { batchSize, channels, checkpoint, endpoint } = options;
  const data = new Float32Array(plates.length * channels);
  for (let done = 0; done < plates.length; done += batchSize) {
    const batch = batchTensor(plates.slice(done, done + batchSize), options);
    const pooled = network.embed(batch, endpoint);
    try {
      data.set(await pooled.data<'float32'>(), done * channels);
    } finally {
      tf.dispose([batch, pooled]);
    }
    await checkpoint?.(Math.min(1, (done + batchSize) / plates.length));
  }
  return matrix(data, plates.length, channels);
}
