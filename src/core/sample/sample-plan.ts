import type { Random } from '../random/random.ts';
import { SAMPLE_CATEGORIES, type SampleCategory } from './sample-categories.ts';
import { randomOf, STREAM } from './sample-random.ts';
import { drawScale, type SampleScale } from './sample-scale.ts';
import { SPECIMENS } from './specimens.ts';
import { type SampleFormat, STRIPE_STYLES, type StripeStyle } from './stripe-styles.ts';

/** All that is decided of a sample picture before a pixel is made. */
export interface SamplePlan {
  readonly index: number;
  readonly seed: number;
  readonly category: SampleCategory;
  /** Of the whole file, stripe included. */
  readonly width: number;
  readonly height: number;
  /** Rows from the top that the specimen fills. */
  readonly pictureHeight: number;
  /** Of the band in which the stripe is drawn, or laid over the picture. */
  readonly bandTop: number;
  readonly bandHeight: number;
  /** Rows from the stripe's upper edge to the bottom; 0 where it is laid over the picture. */
  readonly stripeHeight: number;
  /** Size in pixels of what the category is made of. */
  readonly feature: number;
  readonly style: StripeStyle;
  readonly format: SampleFormat;
  readonly scale: SampleScale;
}

const SIZES = [
  { width: 512, height: 384, weight: 5 },
  { width: 512, height: 442, weight: 1 },
  { width: 640, height: 480, weight: 6 },
  { width: 768, height: 576, weight: 3 },
  { width: 800, height: 600, weight: 1 },
  { width: 1024, height: 768, weight: 2 },
  { width: 1280, height: 960, weight: 0.7 },
];

/** Plans picture `index` of the set made from `seed`; indices go round the categories. */
export function planSample(index: number, seed: number): SamplePlan {
  const random = randomOf(seed, index, STREAM.plan);
  const category = SAMPLE_CATEGORIES[index % SAMPLE_CATEGORIES.length] as SampleCategory;
  const styles = Object.entries(STRIPE_STYLES).map(([name, spec]) => ({
    name: name as StripeStyle,
    ...spec,
  }));
  const size = pickWeighted(random, SIZES);
  const style = pickWeighted(random, styles);
  const format = style.formats[random.below(style.formats.length)] as SampleFormat;
  const { scene: _, featureShare, featureNm } = SPECIMENS[category];
  const feature = Math.min(size.width, size.height) * logBetween(random, featureShare);
  const pixelSizeNm = roundTo(logBetween(random, featureNm) / feature, 5);
  const [shortest, longest] = style.barShare;
  const bar = [shortest * size.width, longest * size.width] as const;
  return {
    index,
    seed,
    category,
    width: size.width,
    ...layBand(size, style, random),
    feature,
    style: style.name,
    format,
    scale: drawScale(pixelSizeNm, bar, random),
  };
}

function layBand(
  { width, height }: { readonly width: number; readonly height: number },
  { place, heightShare }: (typeof STRIPE_STYLES)[StripeStyle],
  random: Random,
) {
  const bandHeight = Math.round(width * heightShare);
  if (place === 'beneath') {
    const whole = height + bandHeight;
    return {
      height: whole,
      pictureHeight: height,
      bandTop: height,
      bandHeight,
      stripeHeight: bandHeight,
    };
  }
  const lift = place === 'raised' ? Math.round(height * (0.01 + 0.05 * random.next())) : 0;
  const bandTop = height - bandHeight - lift;
  const stripeHeight = place === 'raised' ? height - bandTop : 0;
  return { height, pictureHeight: height, bandTop, bandHeight, stripeHeight };
}

function logBetween(random: Random, [low, high]: readonly [number, number]): number {
  return low * (high / low) ** random.next();
}

function roundTo(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function pickWeighted<T extends { readonly weight: number }>(
  random: Random,
  items: readonly T[],
): T {
  let left = random.next() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items[items.length - 1] as T;
}
