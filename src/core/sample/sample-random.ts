import { createRandom, type Random } from '../random/random.ts';

/** Independent streams of random numbers of one picture. */
export const STREAM = { plan: 0, scene: 1, look: 2, stripe: 3 } as const;

/** The random numbers of one stream of picture `index` of the set made from `seed`. */
export function randomOf(seed: number, index: number, stream: number): Random {
  return createRandom(seed).fork(index * 4 + stream);
}
