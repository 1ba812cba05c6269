import type { Plate } from '../../src/core/dataset/picture.ts';
import { createRandom } from '../../src/core/random/random.ts';

/** What a peer's network is fed and asked. */
export interface FeatureRequest {
  readonly endpoint: string;
  readonly pictures: number;
  /** Pictures at once. */
  readonly batch: number;
}

/** Pixels; the network's own size, so that nobody's resizing is measured. */
export const SIDE = 299;

const made: Plate[] = [];

function makePlate(index: number): Plate {
  const random = createRandom(index + 1);
  const data = new Uint8Array(SIDE * SIDE);
  const [wave, tilt] = [8 + random.below(40), random.next()];
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const stripe = (Math.floor((x + tilt * y) / wave) % 2) * 80;
    data[at] = 40 + stripe + 60 * (y / SIDE) + 50 * random.next();
  }
  return { data, width: SIDE, height: SIDE };
}

/** Plates with edges, slopes and grain, the same ones each time, made once. */
export function benchPlates(count: number): readonly Plate[] {
  for (let index = made.length; index < count; index++) made.push(makePlate(index));
  return made.slice(0, count);
}
