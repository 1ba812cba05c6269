import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { VariableSource } from './fold.ts';
import type { Architecture, AveragePoolRule } from './layers.ts';
import { batchOf, formulaSource } from './parity.test-support.ts';
import { formulaTrainingPictures, hashWords } from './reference/formula-weights.ts';
import { fromKernel, type KernelShape } from './torch-layout.ts';
import { type LossGradients, TrainableNetwork } from './trainable-network.ts';

interface ReferenceGradient {
  readonly name: string;
  readonly shape: readonly number[];
  readonly norm: number;
  readonly first8: readonly number[];
  readonly perturbation: number;
  readonly float32: number;
}

/** Three steps of plain SGD in float64, and how far they move for a change of the weights by a part in ten million. */
export interface TrainingReference {
  readonly side: number;
  readonly batch: number;
  readonly classes: number;
  readonly labels: readonly number[];
  readonly batchNormBiasShift: number;
  readonly learningRate: number;
  readonly pictureFnv32words: string;
  readonly losses: readonly number[];
  readonly lossPerturbation: readonly number[];
  readonly lossFloat32: readonly number[];
  readonly evalLoss: number;
  readonly evalLossPerturbation: number;
  readonly evalLossFloat32: number;
  readonly gradients: readonly ReferenceGradient[];
  readonly runningStatistics: readonly {
    readonly name: string;
    readonly first4: readonly number[];
    readonly l2: number;
  }[];
}

function shiftedSource(architecture: Architecture, run: TrainingReference): VariableSource {
  const source = formulaSource(architecture, run.classes);
  return (name) => {
    const found = source(name);
    if (!found || !name.endsWith('.bn.bias')) return found;
    return { data: found.data.map((value) => value + run.batchNormBiasShift), shape: found.shape };
  };
}

async function inTorchLayout(gradient: tf.Tensor): Promise<Float32Array> {
  const values = await gradient.data<'float32'>();
  const shape = gradient.shape as unknown as KernelShape;
  return gradient.rank === 4 ? fromKernel(values, shape) : values;
}

/** What a single ReLU that float32 rounds to the other side does to the gradients below it. */
const ONE_FLIP = 3e-5;

/** Three times what a change of the weights, or float32 in torch, does to the value. */
const allowed = (perturbation = 0, float32 = 0) => 3 * Math.max(perturbation, float32);

async function expectGradient(got: tf.Tensor | undefined, wanted: ReferenceGradient) {
  if (!got) throw new RangeError(`no gradient of ${wanted.name}`);
  const values = await inTorchLayout(got);
  const norm = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  const worst = Math.max(...wanted.first8.map((v, i) => Math.abs((values[i] ?? 0) - v)));
  const tolerance = Math.max(ONE_FLIP, allowed(wanted.perturbation, wanted.float32));
  expect(Math.abs(norm / wanted.norm - 1), `norm of ${wanted.name}`).toBeLessThan(tolerance);
  expect(worst / wanted.norm, `first values of ${wanted.name}`).toBeLessThan(tolerance);
}

async function expectStatistics(network: TrainableNetwork, run: TrainingReference): Promise<void> {
  const seen = await network.snapshot();
  for (const { name, first4, l2 } of run.runningStatistics) {
    const values = seen.get(name)?.data ?? new Float32Array(4);
    for (const [i, wanted] of first4.entries()) expect(values[i], name).toBeCloseTo(wanted, 5);
    expect(Math.sqrt(values.reduce((sum, v) => sum + v * v, 0)) / l2, name).toBeCloseTo(1, 5);
  }
}

function descend(network: TrainableNetwork, gradients: LossGradients['gradients'], rate: number) {
  tf.tidy(() => {
    for (const [name, variable] of network.trainable) {
      const gradient = gradients.get(name);
      if (gradient) variable.assign(tf.sub(variable, tf.mul(gradient, rate)));
    }
  });
}

async function expectSteps(
  network: TrainableNetwork,
  run: TrainingReference,
  { batch, labels }: { readonly batch: tf.Tensor4D; readonly labels: tf.Tensor2D },
): Promise<void> {
  const steady = tf.memory().numTensors;
  const lossOf = (y: tf.Tensor2D) => tf.losses.softmaxCrossEntropy(labels, y) as tf.Scalar;
  for (const [step, wanted] of run.losses.entries()) {
    const { loss, logits, gradients } = network.gradients(batch, { seed: 1, loss: lossOf });
    const [got = 0] = await loss.data();
    expect(Math.abs(got / wanted - 1), `loss after step ${step}`).toBeLessThan(
      allowed(run.lossPerturbation[step], run.lossFloat32[step]),
    );
    if (step === 0) {
      for (const one of run.gradients) await expectGradient(gradients.get(one.name), one);
      await expectStatistics(network, run);
    }
    if (step < run.losses.length - 1) descend(network, gradients, run.learningRate);
    tf.dispose([loss, logits, ...gradients.values()]);
    expect(tf.memory().numTensors).toBe(steady);
  }
  const evaluated = tf.tidy(() => lossOf(network.logits(batch, { training: false })).dataSync());
  expect(
    Math.abs((evaluated[0] ?? 0) / run.evalLoss - 1),
    'loss with running statistics',
  ).toBeLessThan(allowed(run.evalLossPerturbation, run.evalLossFloat32));
}

/** Loss, gradients, running statistics, three steps of SGD and the loss after them are the reference's; no tensor is left. */
export async function expectTraining(
  architecture: Architecture,
  run: TrainingReference,
  averagePool: AveragePoolRule,
): Promise<void> {
  const pictures = formulaTrainingPictures(run.batch, run.side);
  expect(hashWords(pictures)).toBe(run.pictureFnv32words);
  const before = tf.memory().numTensors;
  const network = new TrainableNetwork(architecture, shiftedSource(architecture, run), {
    classes: run.classes,
    averagePool,
    input: 'prepared-colour',
    dropout: 0,
  });
  const batch = batchOf(pictures, run.batch, run.side);
  const labels = tf.tidy(() => tf.oneHot([...run.labels], run.classes) as tf.Tensor2D);
  await expectSteps(network, run, { batch, labels });
  network.dispose();
  tf.dispose([batch, labels]);
  expect(tf.memory().numTensors).toBe(before);
}
