import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, matrix } from '../../core/arrays/matrix.ts';
import { type LoopHooks, partOf } from '../../core/loop-hooks.ts';
import { PART } from '../../core/training/training-run.ts';
import { defaultTraining, type TrainingSettings } from '../../core/training/training-settings.ts';
import type { Variable, VariableSource } from '../networks/fold.ts';
import { type Batches, FeatureBatches } from './batches.ts';
import { type HeadOptions, HeadTrainee } from './head-trainee.ts';
import type { Trainee } from './trainee.ts';
import { TrainingLoop } from './training-loop.ts';

/** A classifier that nothing has trained yet. */
export type NewHead = Pick<HeadOptions, 'name' | 'dropout'>;

export interface HeadFirst extends LoopHooks {
  readonly head: NewHead;
  readonly settings: TrainingSettings;
  readonly classes: number;
  /** Class of each picture. */
  readonly labels: Int32Array;
  /** One of `PART` for each picture. */
  readonly parts: Uint8Array;
  readonly microBatch: number;
}

/** Share of the work that is taking features. */
const TAKING = 0.9;

/**
 * Trains the classifier alone for `headEpochs`, as feature extraction does, on the features of the training pictures as
 * they are, taken once. Nothing else of the trainee moves, and its last epoch stays: the validation part chooses nothing.
 * Leaves no tensor behind.
 */
export async function trainHeadFirst(
  trainee: Trainee,
  batches: Batches,
  options: HeadFirst,
): Promise<void> {
  const { settings, classes, labels, parts } = options;
  const rows = Int32Array.from(parts.keys()).filter((row) => parts[row] === PART.train);
  const features = await featuresOf(trainee, batches, { ...partOf(options, 0, TAKING), rows });
  const shape = { ...options.head, features: features.cols, classes };
  const head = new HeadTrainee(await variablesOf(trainee, options.head), shape);
  try {
    await new TrainingLoop(head, new FeatureBatches(features), {
      ...partOf(options, TAKING, 1),
      settings: headSettings(settings),
      labels: rows.map((row) => labels[row] ?? -1),
      parts: new Uint8Array(rows.length).fill(PART.train),
      microBatch: settings.batchSize,
    }).run();
    for (const [variable, trained] of head.trainable) {
      trainee.trainable.get(variable)?.assign(trained);
    }
  } finally {
    head.dispose();
  }
}

function headSettings({ start, inputSide, headEpochs, ...rest }: TrainingSettings) {
  const { endpoint, batchSize, classWeights, labelSmoothing, seed } = rest;
  const shared = { endpoint, batchSize, classWeights, labelSmoothing, seed };
  return defaultTraining('feature-extraction', { start, inputSide, ...shared, epochs: headEpochs });
}

async function variablesOf(
  { trainable }: Trainee,
  { name: head }: NewHead,
): Promise<VariableSource> {
  const own = new Map<string, Variable>();
  for (const [name, variable] of trainable) {
    if (!name.startsWith(`${head}.`)) continue;
    own.set(name, { data: await variable.data<'float32'>(), shape: variable.shape });
  }
  return (name) => own.get(name);
}

async function featuresOf(
  trainee: Trainee,
  batches: Batches,
  {
    rows,
    microBatch,
    checkpoint,
  }: Pick<HeadFirst, 'microBatch' | 'checkpoint'> & { rows: Int32Array },
): Promise<Matrix> {
  const taken: Float32Array[] = [];
  for (let from = 0; from < rows.length; from += microBatch) {
    const to = from + microBatch;
    const batch = await batches.evaluation(rows.subarray(from, to));
    batches.ahead(rows.subarray(to, to + microBatch));
    const pooled = trainee.features(batch);
    try {
      taken.push(await pooled.data<'float32'>());
    } finally {
      tf.dispose([batch, pooled]);
    }
    await checkpoint?.(Math.min(1, to / rows.length));
  }
  const values = taken.reduce((sum, { length }) => sum + length, 0);
  const data = new Float32Array(values);
  let at = 0;
  for (const part of taken) {
    data.set(part, at);
    at += part.length;
  }
  return matrix(data, rows.length, values / rows.length);
}
