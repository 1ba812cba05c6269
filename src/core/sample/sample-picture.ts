import type { SampleCategory } from './sample-categories.ts';
import { randomOf, STREAM } from './sample-random.ts';
import { applyLook, drawLook } from './sem-look.ts';
import { shade } from './shade.ts';
import { SPECIMENS } from './specimens.ts';

export interface SamplePictureSettings {
  readonly category: SampleCategory;
  readonly width: number;
  readonly height: number;
  /** Size in pixels of what the category is made of. */
  readonly feature: number;
  readonly index: number;
  readonly seed: number;
}

/** Grey levels in `[0, 1]`, row-major, of one sample picture without its stripe. */
export function makeSamplePicture(settings: SamplePictureSettings): Float32Array {
  const { category, seed, index } = settings;
  const random = randomOf(seed, index, STREAM.scene);
  const { relief, shading } = SPECIMENS[category].scene({ ...settings, random });
  const signal = shade(relief, shading);
  const lookRandom = randomOf(seed, index, STREAM.look);
  applyLook(signal, relief, drawLook(lookRandom), lookRandom);
  return signal;
}
