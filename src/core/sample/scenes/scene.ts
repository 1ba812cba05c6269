import type { Random } from '../../random/random.ts';
import type { Relief } from '../relief.ts';
import type { Shading } from '../shade.ts';
import type { Size } from '../texture.ts';

export interface Scene {
  readonly relief: Relief;
  readonly shading: Shading;
}

export interface SceneSettings extends Size {
  /** Size in pixels of what the category is made of: a pore, a wire's width, a grain. */
  readonly feature: number;
  readonly random: Random;
}

export type SceneMaker = (settings: SceneSettings) => Scene;

/** Shading as detectors vary, with what the scene insists on. */
export function drawShading(random: Random, wanted: Partial<Shading>): Shading {
  return {
    slope: 0.5 + 0.5 * random.next(),
    side: 0.2 + 0.5 * random.next(),
    detector: -Math.PI / 2 + 1.6 * (random.next() - 0.5),
    edge: 0.3 + 0.4 * random.next(),
    hollow: 0.3 + 0.4 * random.next(),
    edgeReach: 2,
    hollowReach: 12,
    ...wanted,
  };
}

/** Uniform between two bounds. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.next();
}

/** One of the items, each equally likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)] as T;
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function ramp(value: number, low: number, high: number): number {
  const t = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
