import { BYTE_SCALES } from '../src/models/checkpoints/quantised-source.ts';
import {
  type ByteScale,
  type StoredTensor,
  writeSafetensors,
} from '../src/models/checkpoints/safetensors.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { weightedLayersOf } from '../src/models/networks/shapes.ts';
import { type KerasVariable, readKerasGraph } from './keras-graph.ts';

/** Keras's `[height, width, in, out]` to torch's `[out, in, height, width]`. */
function toTorch({ shape, bytes }: KerasVariable): StoredTensor {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape;
  const values = new Uint8Array(bytes.length);
  const taps = height * width;
  for (let t = 0; t < taps; t++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        values[(o * inputs + i) * taps + t] = bytes[(t * inputs + i) * outputs + o] ?? 0;
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values };
}

/**
 * timm's name and Keras's for every variable of the trunk. Keras numbers its convolutions in the order of
 * the table; its batch norms have no gamma.
 */
export function trunkNames(): readonly (readonly [timm: string, keras: string])[] {
  return weightedLayersOf(INCEPTION_V3).flatMap(({ layer }, i) => {
    const norm = `batch_normalization_${i + 1}`;
    return [
      [`${layer.name}.conv.weight`, `conv2d_${i + 1}/kernel`],
      [`${layer.name}.bn.bias`, `${norm}/beta`],
      [`${layer.name}.bn.running_mean`, `${norm}/moving_mean`],
      [`${layer.name}.bn.running_var`, `${norm}/moving_variance`],
    ] as const;
  });
}

/**
 * The trunk of the Inception-v3 in `folder` as one safetensors file under timm's names, still 8 bits a
 * weight. The classifier of five classes is left behind.
 */
export function unpackCheckpoint(folder: string): Uint8Array<ArrayBuffer> {
  const graph = readKerasGraph(folder);
  const tensors = new Map<string, StoredTensor>();
  const scales: Record<string, ByteScale> = {};
  for (const [timm, keras] of trunkNames()) {
    const variable = graph.get(keras);
    if (!variable) throw new Error(`the graph lacks ${keras}`);
    const { shape, bytes, min, scale } = variable;
    tensors.set(timm, shape.length === 4 ? toTorch(variable) : { shape, values: bytes });
    scales[timm] = { min, scale };
  }
  return writeSafetensors({
    tensors,
    metadata: { source: 'nsfwjs 4.3.0, inception_v3', [BYTE_SCALES]: JSON.stringify(scales) },
  });
}
