import * as tf from '@tensorflow/tfjs-core';
import { averagePool } from './average-pool.ts';
import type {
  AdaptivePool,
  Architecture,
  AveragePoolRule,
  Block,
  Dropout,
  Layer,
  WeightedLayer,
} from './layers.ts';

/** Names under which features can be asked for besides those of the blocks. */
export const POOL = 'pool';
export const LOGITS = 'logits';

/** What differs between a folded network and one in training. */
export interface LayerRunner {
  readonly averagePool: AveragePoolRule;
  weighted(layer: WeightedLayer, x: tf.Tensor4D): tf.Tensor4D;
  dropout(layer: Dropout, x: tf.Tensor4D): tf.Tensor4D;
}

/**
 * How many blocks lie up to and with `endpoint`, a block's name or alias; all of them for `pool` and `logits`.
 * @throws {RangeError} when there is no such endpoint.
 */
export function depthOf({ blocks, id }: Architecture, endpoint: string): number {
  if (endpoint === POOL || endpoint === LOGITS) return blocks.length;
  const found = blocks.findIndex(({ name, alias }) => name === endpoint || alias === endpoint);
  if (found < 0) throw new RangeError(`${id} has no endpoint ${endpoint}`);
  return found + 1;
}

/** Takes `x` through the blocks and leaves it alive; the caller disposes of the result, which may be `x` itself. */
export function runBlocks(
  blocks: readonly Block[],
  x: tf.Tensor4D,
  runner: LayerRunner,
): tf.Tensor4D {
  return blocks.reduce((y, { layer }) => {
    const next = tf.tidy(() => runLayer(layer, y, runner));
    if (y !== x && y !== next) y.dispose();
    return next;
  }, x);
}

function runLayer(layer: Layer, x: tf.Tensor4D, runner: LayerRunner): tf.Tensor4D {
  switch (layer.kind) {
    case 'convolution':
    case 'plain-convolution':
    case 'dense':
      return runner.weighted(layer, x);
    case 'dropout':
      return runner.dropout(layer, x);
    case 'relu':
      return tf.relu(x);
    case 'max-pool':
      return tf.maxPool(x, 3, 2, 'valid');
    case 'average-pool':
      return averagePool(x, runner.averagePool);
    case 'adaptive-pool':
      return adaptivePool(x, layer);
    case 'chain':
      return layer.layers.reduce((y, part) => runLayer(part, y, runner), x);
    case 'residual': {
      const body = runLayer(layer.body, x, runner);
      return tf.add(x, layer.scale === 1 ? body : tf.mul(body, layer.scale));
    }
    case 'branches':
      return tf.concat(
        layer.branches.map((part) => runLayer(part, x, runner)),
        3,
      );
  }
}

/** Torch's windows: from `floor(i * size / side)` to `ceil((i + 1) * size / side)`, along each axis for itself. */
function adaptivePool(x: tf.Tensor4D, { side }: AdaptivePool): tf.Tensor4D {
  return [1, 2].reduce((y, axis) => {
    const size = y.shape[axis] ?? 0;
    if (size === side) return y;
    const windows = Array.from({ length: side }, (_, i) => {
      const begin = [0, 0, 0, 0];
      const extent = [...y.shape];
      begin[axis] = Math.floor((i * size) / side);
      extent[axis] = Math.ceil(((i + 1) * size) / side) - (begin[axis] ?? 0);
      return tf.mean(tf.slice(y, begin, extent), axis, true) as tf.Tensor4D;
    });
    return tf.concat(windows, axis);
  }, x);
}
