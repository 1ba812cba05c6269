import * as tf from '@tensorflow/tfjs-core';
import { type Matrix, takeRows } from '../../core/arrays/matrix.ts';
import {
  augment,
  drawOrientation,
  hasOnlyOrientations,
  ORIENTATIONS,
  orient,
} from '../../core/training/augment.ts';
import type { EpochPlan } from '../../core/training/epoch-plan.ts';
import type { AugmentationSettings } from '../../core/training/training-settings.ts';
import type { HeldPictures } from './held-pictures.ts';
import type { NetworkTrainee } from './network-trainee.ts';

/** What goes into a trainee, by place in the run's list of pictures; the caller disposes of the tensors. */
export interface Batches {
  /** The pictures from `from` to `to` of the epoch's order, changed as its plan says. */
  training(plan: EpochPlan, from: number, to: number): Promise<tf.Tensor4D>;
  evaluation(places: Int32Array): Promise<tf.Tensor4D>;
  /** Says which pictures a later batch will have, so that their plates are read meanwhile. */
  ahead(places: Int32Array): void;
  /** Of what is kept for later batches. */
  readonly heldBytes: number;
}

/** Rows of a feature table. */
export class FeatureBatches implements Batches {
  readonly #features: Matrix;

  constructor(features: Matrix) {
    this.#features = features;
  }

  get heldBytes(): number {
    return this.#features.data.byteLength;
  }

  training({ order }: EpochPlan, from: number, to: number): Promise<tf.Tensor4D> {
    return this.evaluation(order.subarray(from, to));
  }

  ahead(): void {}

  async evaluation(places: Int32Array): Promise<tf.Tensor4D> {
    const { data, cols } = takeRows(this.#features, places);
    return tf.tensor4d(data, [places.length, 1, 1, cols]);
  }
}

/** Pictures themselves, `[batch, side, side, 1]` in grey levels. */
export class PictureBatches implements Batches {
  readonly heldBytes = 0;
  readonly #pictures: HeldPictures;
  readonly #side: number;
  readonly #settings: AugmentationSettings;

  constructor(
    pictures: HeldPictures,
    options: { readonly side: number; readonly augmentation: AugmentationSettings },
  ) {
    this.#pictures = pictures;
    this.#side = options.side;
    this.#settings = options.augmentation;
  }

  async training(plan: EpochPlan, from: number, to: number): Promise<tf.Tensor4D> {
    const taken = await this.#pictures.take(plan.order.subarray(from, to));
    return this.#tensor(taken, (picture, out, i) =>
      augment(
        picture,
        { side: this.#side, settings: this.#settings, random: plan.augmentation(from + i) },
        out,
      ),
    );
  }

  ahead(places: Int32Array): void {
    this.#pictures.ahead(places);
  }

  async evaluation(places: Int32Array): Promise<tf.Tensor4D> {
    return this.#tensor(await this.#pictures.take(places), (picture, out) => out.set(picture));
  }

  #tensor(
    pictures: readonly Uint8Array[],
    write: (picture: Uint8Array, out: Float32Array, i: number) => void,
  ): tf.Tensor4D {
    const pixels = this.#side ** 2;
    const values = new Float32Array(pictures.length * pixels);
    for (const [i, picture] of pictures.entries()) {
      write(picture, values.subarray(i * pixels, (i + 1) * pixels), i);
    }
    return tf.tensor4d(values, [pictures.length, this.#side, this.#side, 1]);
  }
}

interface Wanted {
  readonly place: number;
  readonly orientation: number;
}

/**
 * Activations at the freeze line, taken when first wanted and kept as long as they fit: a picture has at most
 * `ORIENTATIONS` of them, so later epochs leave the frozen part out.
 */
export class LineBatches implements Batches {
  readonly #pictures: HeldPictures;
  readonly #network: NetworkTrainee;
  readonly #options: LineOptions;
  readonly #kept = new Map<number, Float32Array>();
  #heldBytes = 0;
  #shape: readonly [number, number, number] = [0, 0, 0];

  constructor(pictures: HeldPictures, network: NetworkTrainee, options: LineOptions) {
    if (!hasOnlyOrientations(options.augmentation)) {
      throw new RangeError('only orientations can be kept');
    }
    this.#pictures = pictures;
    this.#network = network;
    this.#options = options;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  training(plan: EpochPlan, from: number, to: number): Promise<tf.Tensor4D> {
    const places = plan.order.subarray(from, to);
    return this.#batch(
      Array.from(places, (place, i) => ({
        place,
        orientation: drawOrientation(this.#options.augmentation, plan.augmentation(from + i)),
      })),
    );
  }

  evaluation(places: Int32Array): Promise<tf.Tensor4D> {
    return this.#batch(Array.from(places, (place) => ({ place, orientation: 0 })));
  }

  ahead(places: Int32Array): void {
    const orientations = Array.from({ length: ORIENTATIONS }, (_, i) => i);
    const isKept = (place: number) =>
      orientations.some((orientation) => this.#kept.has(place * ORIENTATIONS + orientation));
    this.#pictures.ahead(places.filter((place) => !isKept(place)));
  }

  async #batch(wanted: readonly Wanted[]): Promise<tf.Tensor4D> {
    const keyOf = ({ place, orientation }: Wanted) => place * ORIENTATIONS + orientation;
    const missing = wanted.filter((one) => !this.#kept.has(keyOf(one)));
    const fresh = new Map<number, Float32Array>();
    if (missing.length > 0) {
      const rows = await this.#take(missing);
      for (const [i, one] of missing.entries()) fresh.set(keyOf(one), rows[i] as Float32Array);
    }
    const all = wanted.map((one) => {
      const key = keyOf(one);
      return (this.#kept.get(key) ?? fresh.get(key)) as Float32Array;
    });
    for (const [key, row] of fresh) this.#keep(key, row);
    const length = all[0]?.length ?? 0;
    const values = new Float32Array(all.length * length);
    for (const [i, row] of all.entries()) values.set(row, i * length);
    return tf.tensor4d(values, [all.length, ...this.#shape]);
  }

  async #take(wanted: readonly Wanted[]): Promise<readonly Float32Array[]> {
    const { side } = this.#options;
    const pictures = await this.#pictures.take(Int32Array.from(wanted, ({ place }) => place));
    const pixels = side ** 2;
    const values = new Float32Array(wanted.length * pixels);
    for (const [i, { orientation }] of wanted.entries()) {
      const out = values.subarray(i * pixels, (i + 1) * pixels);
      orient(pictures[i] as Uint8Array, { orientation, side }, out);
    }
    const batch = tf.tensor4d(values, [wanted.length, side, side, 1]);
    const activations = this.#network.atLine(batch);
    try {
      const [, height, width, channels] = activations.shape;
      this.#shape = [height, width, channels];
      const length = height * width * channels;
      const data = await activations.data<'float32'>();
      return wanted.map((_, i) => data.slice(i * length, (i + 1) * length));
    } finally {
      tf.dispose([batch, activations]);
    }
  }

  #keep(key: number, row: Float32Array): void {
    if (this.#heldBytes + row.byteLength > this.#options.budgetBytes) return;
    this.#kept.set(key, row);
    this.#heldBytes += row.byteLength;
  }
}

export interface LineOptions {
  readonly side: number;
  readonly augmentation: AugmentationSettings;
  readonly budgetBytes: number;
}
