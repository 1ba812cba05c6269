import type { TrainedBatch } from './training-run.ts';

/** Scores of every step of a run on the pictures it learnt from; all in the same order. */
export interface BatchCurve {
  /** Epochs gone by at the end of the step: 1.5 in the middle of the second. */
  readonly at: Float32Array<ArrayBuffer>;
  readonly loss: Float32Array<ArrayBuffer>;
  readonly accuracy: Float32Array<ArrayBuffer>;
}

type Column = keyof BatchCurve;
const COLUMNS: readonly Column[] = ['at', 'loss', 'accuracy'];
const FIRST_ROOM = 256;

/** Grows a curve step by step, without copying what is there each time. */
export class BatchRecorder {
  #columns: Record<Column, Float32Array<ArrayBuffer>>;
  #length: number;

  constructor(before: BatchCurve | undefined) {
    this.#length = before?.at.length ?? 0;
    const room = Math.max(FIRST_ROOM, 2 * this.#length);
    const grown = (column: Column) => {
      const buffer = new Float32Array(room);
      if (before) buffer.set(before[column]);
      return buffer;
    };
    this.#columns = { at: grown('at'), loss: grown('loss'), accuracy: grown('accuracy') };
  }

  add({ epoch, batch, batches, loss, accuracy }: TrainedBatch): void {
    if (this.#length === this.#columns.at.length) this.#grow();
    this.#columns.at[this.#length] = epoch - 1 + batch / batches;
    this.#columns.loss[this.#length] = loss;
    this.#columns.accuracy[this.#length] = accuracy;
    this.#length++;
  }

  /** Forgets the steps behind the first `epochs`: they are made again. */
  cutAfter(epochs: number): void {
    const { at } = this.#columns;
    while (this.#length > 0 && (at[this.#length - 1] ?? 0) > epochs + 1e-3) this.#length--;
    this.#grow();
  }

  /** As it is now; later steps don't change it. */
  curve(): BatchCurve {
    const shown = (column: Column) => this.#columns[column].subarray(0, this.#length);
    return { at: shown('at'), loss: shown('loss'), accuracy: shown('accuracy') };
  }

  #grow(): void {
    const room = Math.max(FIRST_ROOM, 2 * this.#length);
    for (const column of COLUMNS) {
      const buffer = new Float32Array(room);
      buffer.set(this.#columns[column].subarray(0, this.#length));
      this.#columns[column] = buffer;
    }
  }
}
