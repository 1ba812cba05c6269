import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Variable, VariableSource } from './fold.ts';
import type { InferenceNetwork } from './inference-network.ts';
import type { Architecture, AveragePoolRule } from './layers.ts';
import {
  formulaPictures,
  formulaWeights,
  hashWords,
  projection,
} from './reference/formula-weights.ts';
import { variableShapes } from './shapes.ts';

export interface Endpoint {
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly probe: number;
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

export interface Reference {
  readonly valuesIncludingRunningStats: number;
  readonly weightChecks: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly fnv32words: string;
  }[];
  readonly runs: readonly {
    readonly side: number;
    readonly batch: number;
    readonly rule: AveragePoolRule;
    readonly inputFnv32words: string;
    readonly endpoints: readonly Endpoint[];
  }[];
}

/** In standard deviations of the endpoint. */
export const TOLERANCE = 1e-4;

/** The reference's weights, each made once. */
export function formulaSource(architecture: Architecture, classes: number): VariableSource {
  const shapes = variableShapes(architecture, classes);
  const made = new Map<string, Variable>();
  return (name) => {
    const shape = shapes.get(name);
    if (!shape) return undefined;
    const known = made.get(name) ?? { data: formulaWeights(name, shape), shape };
    made.set(name, known);
    return known;
  };
}

/** Pictures in torch's order as a batch. */
export function batchOf(nchw: Float32Array, batch: number, side: number): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.tensor4d(nchw, [batch, 3, side, side]), [0, 2, 3, 1]));
}

export function pictures(batch: number, side: number): tf.Tensor4D {
  return batchOf(formulaPictures(batch, side), batch, side);
}

/** That formulas, shapes and number of values are the reference's. */
export function expectFormulas(architecture: Architecture, reference: Reference): void {
  const shapes = variableShapes(architecture, 1000);
  for (const { name, shape, fnv32words } of reference.weightChecks) {
    expect(shapes.get(name)).toEqual(shape);
    expect(hashWords(formulaWeights(name, shape))).toBe(fnv32words);
  }
  for (const { batch, side, inputFnv32words } of reference.runs) {
    expect(hashWords(formulaPictures(batch, side))).toBe(inputFnv32words);
  }
  const sum = [...shapes.values()].reduce((n, shape) => n + shape.reduce((a, b) => a * b), 0);
  expect(sum).toBe(reference.valuesIncludingRunningStats);
}

/** Rank 4 at a block, rank 2 at the pool and the classifier, both in the layout of torch for the projection. */
async function valuesAt(network: InferenceNetwork, batch: tf.Tensor4D, name: string) {
  const [ours, torchs] = tf.tidy(() => {
    if (name === 'pool' || name === 'logits') {
      const values = network.embed(batch, name);
      return [values, values.clone()];
    }
    const y = network.activations(batch, name);
    return [y, tf.transpose(y, [0, 3, 1, 2])];
  });
  const values = {
    nhwc: await ours.data<'float32'>(),
    nchw: await torchs.data<'float32'>(),
  };
  tf.dispose([ours, torchs]);
  return values;
}

/** Samples, mean and projection at one endpoint, within the tolerance; `name` is the network's own for it. */
async function expectEndpoint(
  network: InferenceNetwork,
  batch: tf.Tensor4D,
  { wanted, name }: { readonly wanted: Endpoint; readonly name: string },
): Promise<void> {
  const { nhwc, nchw } = await valuesAt(network, batch, name);
  expect(nhwc).toHaveLength(wanted.shape.reduce((a, b) => a * b));
  const worst = Math.max(
    ...wanted.indices.map((index, i) => Math.abs((nhwc[index] ?? 0) - (wanted.values[i] ?? 0))),
  );
  expect(worst / wanted.std, `${name} samples`).toBeLessThan(TOLERANCE);
  const mean = Array.from(nhwc).reduce((sum, value) => sum + value, 0) / nhwc.length;
  expect(Math.abs(mean - wanted.mean) / wanted.std, `${name} mean`).toBeLessThan(TOLERANCE);
  expect(Math.abs(projection(wanted.name, nchw) - wanted.probe), `${name} probe`).toBeLessThan(
    TOLERANCE,
  );
}

/** All endpoints of a run, or `only` some by the network's own names. */
export async function expectRun(
  network: InferenceNetwork,
  architecture: Architecture,
  { run, only }: { readonly run: Reference['runs'][number]; readonly only?: readonly string[] },
): Promise<void> {
  const input = pictures(run.batch, run.side);
  const own = (name: string) => {
    if (name === 'global_pool') return 'pool';
    return name === architecture.classifier ? 'logits' : name;
  };
  const endpoints = run.endpoints.map((wanted) => ({ wanted, name: own(wanted.name) }));
  const chosen = endpoints.filter(({ name }) => only?.includes(name) ?? true);
  expect(chosen).toHaveLength(only?.length ?? endpoints.length);
  for (const one of chosen) await expectEndpoint(network, input, one);
  input.dispose();
}

/** For time, the endpoints in `late` alone at 299 px. */
export function lateIfBig(
  { side }: Reference['runs'][number],
  late: readonly string[],
): { readonly only?: readonly string[] } {
  return side === 299 ? { only: late } : {};
}
