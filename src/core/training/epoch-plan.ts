import { createRandom, type Random, shuffle } from '../random/random.ts';

/** All randomness of one epoch: a run that goes on from here draws the same numbers as one that never stopped. */
export interface EpochPlan {
  /** From 1. */
  readonly epoch: number;
  /** The training rows in the order they are seen. */
  readonly order: Int32Array<ArrayBuffer>;
  /** For the changes to the picture at a place in the order. */
  augmentation(place: number): Random;
  /** Of the dropout masks of the micro-batch that begins at a place in the order. */
  dropoutSeed(place: number): number;
}

const STREAM = { order: 1, augmentation: 2, dropout: 3 } as const;

/** Of the training rows in one epoch, which counts from 1. */
export function planEpoch(rows: Int32Array, epoch: number, seed: number): EpochPlan {
  const random = createRandom(seed).fork(epoch);
  const changes = random.fork(STREAM.augmentation);
  const masks = random.fork(STREAM.dropout);
  return {
    epoch,
    order: shuffle(Int32Array.from(rows), random.fork(STREAM.order)),
    augmentation: (place) => changes.fork(place),
    dropoutSeed: (place) => Math.floor(masks.fork(place).next() * 4294967296),
  };
}
