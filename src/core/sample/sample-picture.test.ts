import { expect, test } from 'vitest';
import { SAMPLE_CATEGORIES, type SampleCategory } from './sample-categories.ts';
import { makeSamplePicture } from './sample-picture.ts';
import { SPECIMENS } from './specimens.ts';

const WIDTH = 320;
const HEIGHT = 240;

function picture(category: SampleCategory, index: number, seed: number): Float32Array {
  const [low, high] = SPECIMENS[category].featureShare;
  const feature = HEIGHT * Math.sqrt(low * high);
  return makeSamplePicture({ category, width: WIDTH, height: HEIGHT, feature, index, seed });
}

test.each(SAMPLE_CATEGORIES)('%s: the same seed gives the same pixels', (category) => {
  expect(picture(category, 3, 11)).toEqual(picture(category, 3, 11));
});

test.each(SAMPLE_CATEGORIES)('%s: another seed or index gives other pixels', (category) => {
  const one = picture(category, 3, 11);
  for (const other of [picture(category, 3, 12), picture(category, 13, 11)]) {
    const changed = other.filter((level, i) => Math.abs(level - one[i]) > 0.02).length;
    expect(changed / one.length).toBeGreaterThan(0.5);
  }
});

test.each(SAMPLE_CATEGORIES)('%s: levels lie in [0, 1] and use most of the range', (category) => {
  for (let index = 0; index < 6; index++) {
    const levels = picture(category, index, 5).sort();
    expect(levels[0]).toBeGreaterThanOrEqual(0);
    expect(levels[levels.length - 1]).toBeLessThanOrEqual(1);
    const at = (share: number) => levels[Math.floor(share * (levels.length - 1))];
    expect(at(0.999) - at(0.001)).toBeGreaterThan(0.5);
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
    expect(Math.sqrt(variance)).toBeGreaterThan(0.08);
    expect(mean).toBeGreaterThan(0.15);
    expect(mean).toBeLessThan(0.75);
  }
});
