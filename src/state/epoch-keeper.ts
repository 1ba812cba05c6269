import { scoreOf } from '../core/metrics/accuracy.ts';
import { fitTemperature } from '../core/metrics/calibration.ts';
import type { BatchRecorder } from '../core/training/batch-curve.ts';
import {
  PART,
  type RunData,
  type Score,
  type TrainedEpoch,
} from '../core/training/training-run.ts';
import type { EpochResult } from '../protocol/training.ts';
import { storeBatches, storeBest, storeLast } from './run-artefacts.ts';
import { rowsOf } from './run-dataset.ts';
import type { Services } from './services.ts';

/** What the best epoch says of the parts that did not train. */
export interface BestScore {
  readonly temperature: number;
  readonly testScore: Score | undefined;
}

/** Epochs shorter than this are not all written: one that is lost is trained again, with the same numbers. */
const WRITE_EVERY_MS = 1500;

/** Writes a run's last and best epochs. */
export class EpochKeeper {
  readonly #storage: Services['storage'];
  readonly #id: string;
  readonly #validationLabels: Int32Array;
  readonly #testLabels: Int32Array;
  readonly #batches: BatchRecorder;
  #epochs: readonly TrainedEpoch[];
  #last: EpochResult | undefined;
  #best: EpochResult | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(
    storage: Services['storage'],
    { id, epochs }: { readonly id: string; readonly epochs: readonly TrainedEpoch[] },
    data: RunData,
    batches: BatchRecorder,
  ) {
    this.#storage = storage;
    this.#id = id;
    this.#epochs = epochs;
    this.#batches = batches;
    const labelsOf = (part: number) => rowsOf(data, part).map((row) => data.labels[row] ?? -1);
    this.#validationLabels = labelsOf(PART.validation);
    this.#testLabels = labelsOf(PART.test);
  }

  get epochs(): readonly TrainedEpoch[] {
    return this.#epochs;
  }

  /** Gives the scores where the epoch is the best so far. */
  async keep(result: EpochResult): Promise<BestScore | undefined> {
    this.#epochs = [...this.#epochs, result.epoch];
    this.#last = result;
    if (result.isBest) this.#best = result;
    if (performance.now() - this.#writtenAt > WRITE_EVERY_MS) await this.flush();
    if (!result.isBest) return undefined;
    const { validationLogits, testLogits } = result;
    return {
      temperature: fitTemperature(validationLogits, this.#validationLabels),
      testScore: scoreOf(testLogits, this.#testLabels),
    };
  }

  /** The best before the last: a run that is resumed from an older last epoch finds its best again. */
  async flush(): Promise<void> {
    const [best, last] = [this.#best, this.#last];
    this.#best = undefined;
    this.#last = undefined;
    if (best) {
      const { validationLogits, testLogits, state } = best;
      const kept = { variables: state.variables, validationLogits, testLogits };
      await storeBest(this.#storage, this.#id, kept);
    }
    if (last) {
      const epochs = this.#epochs.filter(({ epoch }) => epoch <= last.epoch.epoch);
      await storeLast(this.#storage, this.#id, { epochs, state: last.state });
      await storeBatches(this.#storage, this.#id, this.#batches.curve());
    }
    this.#writtenAt = performance.now();
  }
}
