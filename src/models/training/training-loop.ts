import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../core/app-error.ts';
import { type Matrix, matrix } from '../../core/arrays/matrix.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { scoreOf } from '../../core/metrics/accuracy.ts';
import { classWeights } from '../../core/training/class-weights.ts';
import { bestEpochOf, isExhausted, trainedEpochs } from '../../core/training/early-stop.ts';
import { type EpochPlan, planEpoch } from '../../core/training/epoch-plan.ts';
import { learningRateAt } from '../../core/training/learning-rate.ts';
import {
  PART,
  type Score,
  type TrainedBatch,
  type TrainedEpoch,
} from '../../core/training/training-run.ts';
import { type TrainingSettings, wayOf } from '../../core/training/training-settings.ts';
import type { Variable } from '../networks/fold.ts';
import type { Batches } from './batches.ts';
import { crossEntropy, decayed } from './loss.ts';
import { Optimiser, type OptimiserState } from './optimiser.ts';
import type { Trainee } from './trainee.ts';

/** Where a run stands at the end of an epoch: all that is needed to go on as if it had not stopped. */
export interface RunState {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly optimiser: OptimiserState;
}

export interface EpochReport {
  readonly epoch: TrainedEpoch;
  readonly isBest: boolean;
  readonly state: RunState;
  /** `[rows, classes]` of the validation and of the test part, in the order of the run's pictures. */
  readonly validationLogits: Matrix;
  readonly testLogits: Matrix;
}

export interface LoopOptions extends LoopHooks {
  readonly settings: TrainingSettings;
  readonly classes: number;
  /** Class of each picture. */
  readonly labels: Int32Array;
  /** One of `PART` for each picture. */
  readonly parts: Uint8Array;
  readonly microBatch: number;
  /** The epochs before, where the run goes on, and its state after the last of them. */
  readonly resume?: { readonly epochs: readonly TrainedEpoch[]; readonly state: RunState };
  readonly onBatch?: (batch: TrainedBatch) => void;
  /** The next epoch begins when it has resolved. */
  readonly onEpoch?: (report: EpochReport) => Promise<void>;
}

interface Sum {
  loss: number;
  right: number;
  count: number;
}

function rowsOfPart(parts: Uint8Array, part: number): Int32Array {
  return Int32Array.from(parts.keys()).filter((i) => parts[i] === part);
}

/** The epochs of a run over its batches. Leaves no tensor behind but those of the trainee, however it ends. */
export class TrainingLoop {
  readonly #trainee: Trainee;
  readonly #batches: Batches;
  readonly #options: LoopOptions;
  readonly #optimiser: Optimiser;
  readonly #weights: Float32Array;
  readonly #rows: {
    readonly train: Int32Array;
    readonly validation: Int32Array;
    readonly test: Int32Array;
  };

  /** @throws {AppError} `too-few-pictures` where nothing trains. */
  constructor(trainee: Trainee, batches: Batches, options: LoopOptions) {
    const { settings, labels, parts, classes } = options;
    this.#trainee = trainee;
    this.#batches = batches;
    this.#options = options;
    this.#rows = {
      train: rowsOfPart(parts, PART.train),
      validation: rowsOfPart(parts, PART.validation),
      test: rowsOfPart(parts, PART.test),
    };
    if (this.#rows.train.length < 2) {
      throw new AppError(
        'too-few-pictures',
        'Fewer than two labelled pictures are left to train with. Label more pictures, or test with a smaller share.',
      );
    }
    this.#optimiser = new Optimiser(settings.optimiser, trainee.trainable);
    this.#weights = classWeights(
      Array.from(this.#rows.train, (row) => labels[row] ?? 0),
      classes,
      settings.classWeights,
    );
  }

  /**
   * Runs to the last epoch, or until the patience is exhausted; gives all epochs. What fine tuning begins with is scored
   * as epoch 0, so that the best epoch is never worse on the validation part.
   * @throws {AppError} `training-diverged`.
   */
  async run(): Promise<readonly TrainedEpoch[]> {
    const { resume, settings } = this.#options;
    const epochs = [...(resume?.epochs ?? [])];
    try {
      if (resume) {
        this.#trainee.restore((name) => resume.state.variables.get(name));
        this.#optimiser.restore(resume.state.optimiser);
      }
      if (epochs.length === 0 && wayOf(settings) === 'fine-tuning') {
        epochs.push(await this.#scoreStart());
      }
      while (trainedEpochs(epochs) < settings.epochs && !isExhausted(epochs, settings.patience)) {
        epochs.push(await this.#runEpoch(epochs));
      }
      return epochs;
    } finally {
      this.#optimiser.dispose();
    }
  }

  /** One step of the optimiser on the first pictures of an epoch, as a run makes them. */
  async probe(): Promise<void> {
    const { settings, microBatch } = this.#options;
    const plan = planEpoch(this.#rows.train, 1, settings.seed);
    const to = Math.min(microBatch, plan.order.length);
    const { gradients } = await this.#accumulate(plan, 0, to);
    this.#optimiser.step(gradients, 0);
    tf.dispose([...gradients.values()]);
  }

  disposeProbe(): void {
    this.#optimiser.dispose();
  }

  async #scoreStart(): Promise<TrainedEpoch> {
    const startedAt = performance.now();
    const logits = await this.#logitsOf(this.#rows.train, 0);
    const train = scoreOf(logits, this.#labelsOf(this.#rows.train));
    if (!train) throw new RangeError('there are training rows');
    return this.#endEpoch([], { epoch: 0, train, learningRate: 0 }, startedAt);
  }

  async #runEpoch(before: readonly TrainedEpoch[]): Promise<TrainedEpoch> {
    const startedAt = performance.now();
    const epoch = trainedEpochs(before) + 1;
    const train = await this.#trainEpoch(epoch);
    const learningRate = learningRateAt(epoch - 1, this.#options.settings);
    return this.#endEpoch(before, { epoch, train, learningRate }, startedAt);
  }

  async #endEpoch(
    before: readonly TrainedEpoch[],
    trained: Pick<TrainedEpoch, 'epoch' | 'train' | 'learningRate'>,
    startedAt: number,
  ): Promise<TrainedEpoch> {
    const { settings, onEpoch } = this.#options;
    const fraction = trained.epoch / settings.epochs;
    const validationLogits = await this.#logitsOf(this.#rows.validation, fraction);
    const testLogits = await this.#logitsOf(this.#rows.test, fraction);
    const epoch: TrainedEpoch = {
      ...trained,
      validation: scoreOf(validationLogits, this.#labelsOf(this.#rows.validation)),
      test: scoreOf(testLogits, this.#labelsOf(this.#rows.test)),
      seconds: (performance.now() - startedAt) / 1000,
    };
    if (onEpoch) {
      const state = {
        variables: await this.#trainee.snapshot(),
        optimiser: await this.#optimiser.snapshot(),
      };
      const isBest = bestEpochOf([...before, epoch]) === trained.epoch;
      await onEpoch({ epoch, isBest, state, validationLogits, testLogits });
    }
    return epoch;
  }

  async #trainEpoch(epoch: number): Promise<Score> {
    const { settings, onBatch } = this.#options;
    const { batchSize, weightDecay } = settings;
    const plan = planEpoch(this.#rows.train, epoch, settings.seed);
    const count = plan.order.length;
    const batches = Math.ceil(count / batchSize);
    const total: Sum = { loss: 0, right: 0, count: 0 };
    for (let batch = 1; batch <= batches; batch++) {
      const from = (batch - 1) * batchSize;
      const { gradients, sum } = await this.#accumulate(
        plan,
        from,
        Math.min(from + batchSize, count),
      );
      const learningRate = learningRateAt(epoch - 1 + from / count, settings);
      const moved = decayed(gradients, this.#trainee.trainable, weightDecay);
      this.#optimiser.step(moved, learningRate);
      tf.dispose([...moved.values()]);
      total.loss += sum.loss;
      total.right += sum.right;
      total.count += sum.count;
      const score = { loss: sum.loss / sum.count, accuracy: sum.right / sum.count };
      if (!Number.isFinite(score.loss)) throw diverged(epoch);
      onBatch?.({ epoch, batch, batches, learningRate, ...score });
    }
    return { loss: total.loss / total.count, accuracy: total.right / total.count };
  }

  /** Gradients of the mean loss over the places from `from` to `to`, a micro-batch at a time. */
  async #accumulate(plan: EpochPlan, from: number, to: number) {
    const { microBatch, checkpoint } = this.#options;
    const sum: Sum = { loss: 0, right: 0, count: 0 };
    let gradients: ReadonlyMap<string, tf.Tensor> = new Map();
    try {
      for (let at = from; at < to; at += microBatch) {
        const end = Math.min(at + microBatch, to);
        const fresh = await this.#microBatch(plan, { from: at, to: end, divisor: to - from }, sum);
        gradients = added(gradients, fresh);
        await checkpoint?.(this.#fractionAt(plan, at));
      }
      return { gradients, sum };
    } catch (error) {
      tf.dispose([...gradients.values()]);
      throw error;
    }
  }

  #fractionAt({ epoch, order }: EpochPlan, place: number): number {
    return (epoch - 1 + place / order.length) / this.#options.settings.epochs;
  }

  async #microBatch(
    plan: EpochPlan,
    { from, to, divisor }: { readonly from: number; readonly to: number; readonly divisor: number },
    sum: Sum,
  ): Promise<ReadonlyMap<string, tf.Tensor>> {
    const { classes, settings } = this.#options;
    const labels = this.#labelsOf(plan.order.subarray(from, to));
    const batch = await this.#batches.training(plan, from, to);
    this.#batches.ahead(plan.order.subarray(to, to + this.#options.microBatch));
    try {
      const { loss, logits, gradients } = this.#trainee.gradients(batch, {
        seed: plan.dropoutSeed(from),
        loss: (y) =>
          crossEntropy(y, {
            labels,
            classes,
            smoothing: settings.labelSmoothing,
            weights: this.#weights,
            divisor,
          }),
      });
      const values = Float32Array.from(await logits.data<'float32'>());
      tf.dispose([loss, logits]);
      const score = scoreOf(matrix(values, labels.length, classes), labels);
      sum.count += labels.length;
      sum.loss += (score?.loss ?? Number.NaN) * labels.length;
      sum.right += Math.round((score?.accuracy ?? 0) * labels.length);
      return gradients;
    } finally {
      batch.dispose();
    }
  }

  #labelsOf(rows: Int32Array): Int32Array {
    return rows.map((row) => this.#options.labels[row] ?? -1);
  }

  async #logitsOf(rows: Int32Array, fraction: number): Promise<Matrix> {
    const { classes, microBatch, checkpoint } = this.#options;
    const data = new Float32Array(rows.length * classes);
    for (let from = 0; from < rows.length; from += microBatch) {
      const to = from + microBatch;
      const batch = await this.#batches.evaluation(rows.subarray(from, to));
      this.#batches.ahead(rows.subarray(to, to + microBatch));
      const logits = this.#trainee.logits(batch);
      try {
        data.set(await logits.data<'float32'>(), from * classes);
      } finally {
        tf.dispose([batch, logits]);
      }
      await checkpoint?.(fraction);
    }
    return matrix(data, rows.length, classes);
  }
}

function diverged(epoch: number): AppError {
  return new AppError(
    'training-diverged',
    `The loss grew beyond all bounds in epoch ${epoch}. Lower the learning rate and start again.`,
  );
}

/** Sums by name; both inputs are gone. */
function added(
  sums: ReadonlyMap<string, tf.Tensor>,
  fresh: ReadonlyMap<string, tf.Tensor>,
): ReadonlyMap<string, tf.Tensor> {
  if (sums.size === 0) return fresh;
  return new Map(
    [...fresh].map(([name, gradient]) => {
      const before = sums.get(name);
      if (!before) return [name, gradient];
      const sum = tf.add(before, gradient);
      tf.dispose([before, gradient]);
      return [name, sum];
    }),
  );
}
