import { kernelShapeOf, need, type VariableSource } from '../networks/fold.ts';
import {
  BATCH_NORM_PARTS,
  headWidthOf,
  weightedLayersOf,
  weightShapeOf,
} from '../networks/shapes.ts';
import { toKernel } from '../networks/torch-layout.ts';
import { type CheckpointRecord, RECORD_KEY, writeRecord } from './checkpoint-record.ts';
import { KERAS_NORM_PARTS } from './keras-variables.ts';
import { residualScales, SCALED } from './layers-model-names.ts';
import { layersModelTopology } from './layers-model-topology.ts';
import { recordedNetwork } from './recorded-network.ts';

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The two files of a TensorFlow.js LayersModel. */
export interface LayersModelFiles {
  readonly model: string;
  /** Parts of the file of weights. */
  readonly weights: readonly Uint8Array<ArrayBuffer>[];
}

function weightsOf(source: VariableSource, record: CheckpointRecord): readonly Weight[] {
  const { architecture } = recordedNetwork(record);
  const scales = residualScales(architecture);
  const weights = weightedLayersOf(architecture).flatMap((placed): Weight[] => {
    const { kind, name } = placed.layer;
    const shape = kernelShapeOf(placed);
    const kernel = (from: string) => toKernel(need(source, from, weightShapeOf(placed)), shape);
    const outputs = [shape[3]];
    if (kind !== 'convolution') {
      const scale = scales.get(name) ?? 1;
      const layer = scale === 1 ? name : `${name}${SCALED}`;
      const scaled = (data: Float32Array) => (scale === 1 ? data : data.map((w) => w * scale));
      const bias = scaled(need(source, `${name}.bias`, outputs));
      return [
        { name: `${layer}/kernel`, shape, data: scaled(kernel(`${name}.weight`)) },
        { name: `${layer}/bias`, shape: outputs, data: bias },
      ];
    }
    const ones = () => new Float32Array(shape[3]).fill(1);
    const norms = BATCH_NORM_PARTS.map((part, i) => {
      const from = `${name}.bn.${part}`;
      const isLeftOut = part === 'weight' && !source(from);
      const data = isLeftOut ? ones() : need(source, from, outputs);
      return { name: `${name}.bn/${KERAS_NORM_PARTS[i]}`, shape: outputs, data };
    });
    return [{ name: `${name}.conv/kernel`, shape, data: kernel(`${name}.conv.weight`) }, ...norms];
  });
  return [...weights, ...classifierOf(source, record)];
}

function classifierOf(source: VariableSource, record: CheckpointRecord): Weight[] {
  const { classes } = record;
  if (classes === 0) return [];
  const { architecture } = recordedNetwork(record);
  const { classifier } = architecture;
  const inputs = headWidthOf(architecture);
  const weight = need(source, `${classifier}.weight`, [classes, inputs]);
  const data = toKernel(weight, [1, 1, inputs, classes]);
  const bias = need(source, `${classifier}.bias`, [classes]);
  return [
    { name: `${classifier}/kernel`, shape: [inputs, classes], data },
    { name: `${classifier}/bias`, shape: [classes], data: bias },
  ];
}

/**
 * A LayersModel of TensorFlow.js that takes prepared colours and gives logits, or pooled features where there is no
 * classifier; what prepares colours stands in its user metadata. Scales of residuals are multiplied into the
 * convolution before the sum, because Keras has no layer for a factor. The model names the file that its weights lie in.
 * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
 */
export function writeLayersModel(
  source: VariableSource,
  record: CheckpointRecord,
  weightsFile = 'weights.bin',
): LayersModelFiles {
  const { architecture } = recordedNetwork(record);
  const weights = weightsOf(source, record);
  const model = {
    format: 'layers-model',
    generatedBy: 'Semscape',
    convertedBy: null,
    modelTopology: layersModelTopology(architecture, record),
    userDefinedMetadata: { [RECORD_KEY]: writeRecord(record) },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return {
    model: JSON.stringify(model),
    weights: weights.map(
      ({ data }) => new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
    ),
  };
}
