import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import type { VariableSource } from '../networks/fold.ts';
import { InferenceNetwork } from '../networks/inference-network.ts';
import { formulaSource, pictures } from '../networks/parity.test-support.ts';
import { hashWords } from '../networks/reference/formula-weights.ts';
import { variableShapes } from '../networks/shapes.ts';
import type { CheckpointRecord } from './checkpoint-record.ts';
import { joinBytes } from './join-bytes.ts';
import { knownNetwork } from './known-networks.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { recordedNetwork } from './recorded-network.ts';
import { writeCheckpoint } from './write-checkpoint.ts';
import { writeLayersModel } from './write-layers-model.ts';

beforeAll(useWasmInNode);

const CLASSES = 7;

const numbersOf = (source: VariableSource, name: string) =>
  source(name)?.data ?? new Float32Array(0);

function recordOf(id: string, inputSide: number): CheckpointRecord {
  const { input } = knownNetwork(id);
  return {
    title: 'Fine-tuned',
    network: id,
    classes: CLASSES,
    classNames: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    averagePool: id === 'inception_v3' ? 'include' : 'exclude',
    input,
    inputSide,
    provenance: 'made by formula',
    licence: 'MIT',
    parent: { title: 'From nothing', sha256: '0'.repeat(64) },
    run: { epochs: 3 },
  };
}

function logitsOf(
  network: { embed: InferenceNetwork['embed']; dispose(): void },
  side: number,
): Float32Array {
  const batch = pictures(1, side);
  const logits = tf.tidy(() => network.embed(batch, 'logits').dataSync<'float32'>());
  batch.dispose();
  network.dispose();
  return logits;
}

const spread = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));

const worstOf = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN)))) / spread(a);

describe.each([
  ['inception_v3', 107, undefined],
  ['inception_resnet_v2', 107, undefined],
  ['inception_v3', 75, 'Mixed_6b'],
])('%s, %i px, up to %s', (id, side, endsAt) => {
  const record = { ...recordOf(id, side), ...(endsAt ? { endsAt } : {}) };
  const { architecture } = recordedNetwork(record);
  const source = formulaSource(architecture, CLASSES);
  const options = { averagePool: record.averagePool, input: 'prepared-colour' } as const;

  test('safetensors come back bit by bit, with the record', async () => {
    const { buffer } = joinBytes(writeCheckpoint(source, record));
    const read = await readCheckpoint([{ name: 'mine.safetensors', bytes: buffer }]);
    expect(read.record).toEqual(record);
    expect(read.format).toBe('safetensors');
    for (const [name, shape] of variableShapes(architecture, CLASSES)) {
      expect(read.source(name)?.shape).toEqual(shape);
      expect(hashWords(numbersOf(read.source, name)), name).toBe(
        hashWords(numbersOf(source, name)),
      );
    }
  });

  test('plain TensorFlow.js predicts the same from a LayersModel, and so do we when it comes back', async () => {
    const wanted = logitsOf(new InferenceNetwork(architecture, source, options), side);
    const { model, weights } = writeLayersModel(source, record);
    const { buffer } = joinBytes(weights);
    const json = JSON.parse(model);
    const loaded = await loadLayersModel({
      load: async () => ({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: buffer,
      }),
    });
    const theirs = logitsOf(
      {
        embed: (batch) => loaded.predict(batch) as tf.Tensor2D,
        dispose: () => loaded.dispose(),
      },
      side,
    );
    expect(theirs).toHaveLength(CLASSES);
    expect(worstOf(wanted, theirs)).toBeLessThan(1e-4);
    const read = await readCheckpoint([
      { name: 'weights.bin', bytes: buffer },
      { name: 'model.json', bytes: new TextEncoder().encode(model).buffer },
    ]);
    expect(read.record).toEqual(record);
    const again = logitsOf(new InferenceNetwork(architecture, read.source, options), side);
    expect(worstOf(wanted, again)).toBeLessThan(1e-5);
  });
});
