import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { VariableSource } from '../../src/models/networks/fold.ts';
import { INCEPTION_V3 } from '../../src/models/networks/inception-v3.ts';
import type { Convolution, Layer } from '../../src/models/networks/layers.ts';

type Symbolic = layers.SymbolicTensor;

/** torch's `[out, in, height, width]` to Keras's `[height, width, in, out]`. */
function kerasKernel({ data, shape }: { data: Float32Array; shape: readonly number[] }): tf.Tensor {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = shape;
  return tf.tidy(() =>
    tf.transpose(tf.tensor4d(data, [outputs, inputs, height, width]), [2, 3, 1, 0]),
  );
}

function need(source: VariableSource, name: string) {
  const found = source(name);
  if (!found) throw new RangeError(`no ${name}`);
  return found;
}

function convolve(layer: Convolution, input: Symbolic, source: VariableSource): Symbolic {
  const { name, filters, size, stride, padding } = layer;
  if (typeof padding === 'number') throw new RangeError(`${name} is padded by number`);
  const convolution = layers.layers.conv2d({
    filters,
    kernelSize: [...size],
    strides: stride,
    padding,
    useBias: false,
  });
  const norm = layers.layers.batchNormalization({ axis: 3, scale: false, epsilon: 1e-3 });
  const made = norm.apply(convolution.apply(input)) as Symbolic;
  convolution.setWeights([kerasKernel(need(source, `${name}.conv.weight`))]);
  norm.setWeights(
    ['bias', 'running_mean', 'running_var'].map((part) =>
      tf.tensor1d(need(source, `${name}.bn.${part}`).data),
    ),
  );
  return layers.layers.activation({ activation: 'relu' }).apply(made) as Symbolic;
}

function apply(layer: Layer, input: Symbolic, source: VariableSource): Symbolic {
  switch (layer.kind) {
    case 'convolution':
      return convolve(layer, input, source);
    case 'max-pool':
      return layers.layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(input) as Symbolic;
    case 'average-pool': {
      const pool = { poolSize: 3, strides: 1, padding: 'same' } as const;
      return layers.layers.averagePooling2d(pool).apply(input) as Symbolic;
    }
    case 'chain':
      return layer.layers.reduce((made, part) => apply(part, made, source), input);
    case 'branches': {
      const parts = layer.branches.map((part) => apply(part, input, source));
      return layers.layers.concatenate({ axis: 3 }).apply(parts) as Symbolic;
    }
    default:
      throw new RangeError(`${layer.kind} is not in Inception-v3`);
  }
}

/** Keras's Inception-v3 as tf.layers runs it: batch norms on their own, one model an endpoint, same layers. */
export function layersModels(
  source: VariableSource,
  endpoints: readonly string[],
): ReadonlyMap<string, layers.LayersModel> {
  const side = INCEPTION_V3.inputSide;
  const inputs = layers.input({ shape: [side, side, 3] });
  const models = new Map<string, layers.LayersModel>();
  let made: Symbolic = inputs;
  for (const { alias, layer } of INCEPTION_V3.blocks) {
    made = apply(layer, made, source);
    if (!alias || !endpoints.includes(alias)) continue;
    const outputs = layers.layers.globalAveragePooling2d({}).apply(made) as Symbolic;
    models.set(alias, layers.model({ inputs, outputs }));
  }
  return models;
}
