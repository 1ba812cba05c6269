import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../core/app-error.ts';
import { type Matrix, matrix, takeRows } from '../../core/arrays/matrix.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import type {
  AutoencoderEpoch,
  AutoencoderRun,
  AutoencoderSettings,
} from '../../core/network/autoencoder.ts';
import { createRandom, type Random, shuffle } from '../../core/random/random.ts';
import { Adam } from './adam.ts';
import { Autoencoder } from './autoencoder.ts';
import { standardise } from './standardise.ts';

export interface TrainingHooks extends LoopHooks {
  readonly onEpoch?: (epoch: AutoencoderEpoch) => void;
}

const HELD_OUT = 0.1;
/** Of standardised features, whose mean alone leaves a loss of 1. */
const DIVERGED_LOSS = 1e4;
const EVALUATION_BATCH = 512;

interface Split {
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
}

function splitRows(rows: number, random: Random): Split {
  const order = shuffle(
    Int32Array.from({ length: rows }, (_, i) => i),
    random,
  );
  const held = Math.max(1, Math.round(rows * HELD_OUT));
  return { heldOut: order.slice(0, held), training: order.slice(held) };
}

/** One training on one split: the weights, what moves them, and the rows they see. */
class Training {
  readonly #x: Matrix;
  readonly #settings: AutoencoderSettings;
  readonly #hooks: TrainingHooks;
  readonly #network: Autoencoder;
  readonly #adam = new Adam();
  readonly #split: Split;
  readonly #order: Random;

  constructor(x: Matrix, settings: AutoencoderSettings, hooks: TrainingHooks) {
    const { codeSize, hidden, seed } = settings;
    const random = createRandom(seed);
    this.#x = x;
    this.#settings = settings;
    this.#hooks = hooks;
    this.#split = splitRows(x.rows, random.fork(1));
    this.#order = random.fork(2);
    this.#network = new Autoencoder({ features: x.cols, hidden, codeSize }, seed);
  }

  async run(): Promise<AutoencoderRun> {
    const epochs: AutoencoderEpoch[] = [];
    for (let epoch = 1; epoch <= this.#settings.epochs; epoch++) {
      const trainLoss = await this.#trainEpoch(epoch);
      const finished = { epoch, trainLoss, testLoss: await this.#testLoss() };
      if (!(trainLoss < DIVERGED_LOSS)) {
        throw new AppError(
          'training-diverged',
          `The autoencoder's loss grew beyond all bounds in epoch ${epoch}. Lower the learning rate and train again.`,
        );
      }
      epochs.push(finished);
      this.#hooks.onEpoch?.(finished);
    }
    return { codes: await this.#codes(), epochs };
  }

  dispose(): void {
    this.#adam.dispose();
    this.#network.dispose();
  }

  /** Falls along half a cosine, so that the last epochs settle. */
  #learningRateAt(fraction: number): number {
    return this.#settings.learningRate * 0.5 * (1 + Math.cos(Math.PI * fraction));
  }

  async #trainEpoch(epoch: number): Promise<number> {
    const { batchSize, epochs } = this.#settings;
    const order = shuffle(this.#split.training, this.#order);
    let sum = tf.scalar(0);
    try {
      for (let done = 0; done < order.length; done += batchSize) {
        const rows = order.subarray(done, done + batchSize);
        const fraction = (epoch - 1 + done / order.length) / epochs;
        const next = tf.tidy(() => tf.add(sum, tf.mul(this.#step(rows, fraction), rows.length)));
        sum.dispose();
        sum = next as tf.Scalar;
        await this.#hooks.checkpoint?.(fraction);
      }
      const [total = Number.NaN] = await sum.data();
      return total / order.length;
    } finally {
      sum.dispose();
    }
  }

  #step(rows: Int32Array, fraction: number): tf.Scalar {
    const { loss, gradients } = this.#network.differentiate(this.#tensor(rows));
    this.#adam.step(this.#network.variables, gradients, this.#learningRateAt(fraction));
    return loss;
  }

  async #testLoss(): Promise<number> {
    const { heldOut } = this.#split;
    let sum = 0;
    for (let done = 0; done < heldOut.length; done += EVALUATION_BATCH) {
      const rows = heldOut.subarray(done, done + EVALUATION_BATCH);
      const loss = tf.tidy(() => this.#network.loss(this.#tensor(rows)));
      sum += ((await loss.data())[0] ?? Number.NaN) * rows.length;
      loss.dispose();
    }
    return sum / heldOut.length;
  }

  async #codes(): Promise<Matrix> {
    const { rows } = this.#x;
    const { codeSize } = this.#settings;
    const data = new Float32Array(rows * codeSize);
    for (let done = 0; done < rows; done += EVALUATION_BATCH) {
      const length = Math.min(EVALUATION_BATCH, rows - done);
      const batch = Int32Array.from({ length }, (_, i) => done + i);
      const codes = tf.tidy(() => this.#network.encode(this.#tensor(batch)));
      data.set(await codes.data<'float32'>(), done * codeSize);
      codes.dispose();
      await this.#hooks.checkpoint?.(1);
    }
    return matrix(data, rows, codeSize);
  }

  #tensor(rows: Int32Array): tf.Tensor2D {
    return tf.tensor2d(takeRows(this.#x, rows).data, [rows.length, this.#x.cols]);
  }
}

/**
 * Trains a deep autoencoder on standardised features and encodes all rows. A tenth of the rows is held out
 * for the test loss. Overwrites `features`. Leaves no tensor behind, however it ends.
 * @throws {AppError} `too-few-pictures` below four rows, `bad-features` when they can't be standardised,
 * `training-diverged`.
 */
export async function trainAutoencoder(
  features: Matrix,
  settings: AutoencoderSettings,
  hooks: TrainingHooks = {},
): Promise<AutoencoderRun> {
  if (features.rows < 4) {
    throw new AppError(
      'too-few-pictures',
      `An autoencoder needs at least 4 pictures, and there are ${features.rows}. Import more.`,
    );
  }
  const training = new Training(standardise(features), settings, hooks);
  try {
    return await training.run();
  } finally {
    training.dispose();
  }
}
