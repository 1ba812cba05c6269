import { expect, test } from 'vitest';
import { NM_PER_UNIT } from '../scale/scale-reading.ts';
import { SAMPLE_CATEGORIES } from './sample-categories.ts';
import { planSample } from './sample-plan.ts';
import { sampleTruth } from './sample-truth.ts';
import { STRIPE_STYLES } from './stripe-styles.ts';

const plans = Array.from({ length: 2000 }, (_, index) => planSample(index, 42));

test('categories go round, so that any whole number of rounds is balanced', () => {
  plans.forEach(({ category, index }) => {
    expect(category).toBe(SAMPLE_CATEGORIES[index % 10]);
  });
});

test('a plan follows from its index and seed alone', () => {
  expect(planSample(77, 42)).toEqual(plans[77]);
  expect(planSample(77, 43)).not.toEqual({ ...plans[77], seed: 43 });
});

test('bar length times pixel size is the label, within a pixel', () => {
  for (const { scale } of plans) {
    const labelNm = scale.labelValue * NM_PER_UNIT[scale.labelUnit];
    expect(Math.abs(labelNm / scale.pixelSizeNm - scale.barPixels)).toBeLessThan(1);
  }
});

test('bars are long enough to be measured and leave room for the text', () => {
  for (const { scale, width } of plans) {
    expect(scale.barPixels).toBeGreaterThanOrEqual(30);
    expect(scale.barPixels).toBeLessThanOrEqual(0.5 * width);
  }
});

test('the stripe lies inside the file and begins where the picture ends', () => {
  for (const plan of plans) {
    const { place } = STRIPE_STYLES[plan.style];
    expect(plan.bandTop + plan.bandHeight).toBeLessThanOrEqual(plan.height);
    if (place === 'over') expect(plan.stripeHeight).toBe(0);
    else expect(plan.stripeHeight).toBe(plan.height - plan.bandTop);
    expect(plan.pictureHeight).toBe(place === 'beneath' ? plan.bandTop : plan.height);
  }
});

test('every style, format and size is met', () => {
  const seen = (of: (plan: (typeof plans)[number]) => unknown) => new Set(plans.map(of));
  expect([...seen((plan) => plan.style)].sort()).toEqual(Object.keys(STRIPE_STYLES).sort());
  expect(seen((plan) => plan.format).size).toBe(5);
  expect([...seen((plan) => plan.width)].sort()).toEqual([1024, 1280, 512, 640, 768, 800]);
});

test.each(SAMPLE_CATEGORIES)('%s has pictures of 1 µm to 2 µm, and others', (category) => {
  const own = plans.filter((plan) => plan.category === category);
  const micron = own.filter(({ scale }) => scale.labelUnit === 'um' && scale.labelValue <= 2);
  expect(micron.length / own.length).toBeGreaterThan(0.05);
  expect(micron.length / own.length).toBeLessThan(0.8);
});

test('the truth is one line of JSON with what a reader needs', () => {
  const plan = planSample(5, 42);
  const { pixelSizeNm, labelValue, labelUnit, barPixels } = plan.scale;
  expect(sampleTruth(plan).startsWith('{"semscape":1,')).toBe(true);
  expect(JSON.parse(sampleTruth(plan))).toEqual({
    semscape: 1,
    pixelSizeNm,
    labelValue,
    labelUnit,
    barPixels,
    stripeHeight: plan.stripeHeight,
    style: plan.style,
    category: 'Tips',
    seed: 42,
    index: 5,
  });
});
