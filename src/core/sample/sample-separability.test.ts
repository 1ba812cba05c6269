import { expect, test } from 'vitest';
import { blur } from './blur.ts';
import { SAMPLE_CATEGORIES } from './sample-categories.ts';
import { makeSamplePicture } from './sample-picture.ts';
import { randomOf, STREAM } from './sample-random.ts';
import { SPECIMENS } from './specimens.ts';

const SIZE = { width: 320, height: 240 };
const PICTURES = 240;

/** Moments of five frequency bands and the sharpness of the gradients' orientations, coarse to fine. */
function handFeatures(levels: Float32Array): number[] {
  const features: number[] = [];
  let finer = levels.slice();
  blur(finer, SIZE, 1);
  for (const radius of [2, 4, 8, 16, 32]) {
    const coarser = finer.slice();
    blur(coarser, SIZE, radius);
    const [second, third, fourth] = moments(finer, coarser);
    features.push(Math.log(second), third / second ** 1.5, Math.log(fourth / second ** 2));
    if (radius < 16) features.push(...orientations(finer));
    finer = coarser;
  }
  return features;
}

function moments(finer: Float32Array, coarser: Float32Array): number[] {
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < finer.length; i++) {
    const band = finer[i] - coarser[i];
    const square = band * band;
    second += square;
    third += square * band;
    fourth += square * square;
  }
  return [second, third, fourth].map((sum) => sum / finer.length);
}

function orientations(levels: Float32Array): number[] {
  const { width } = SIZE;
  let weight = 0;
  const sums = [0, 0, 0, 0];
  for (let i = width; i < levels.length - width; i++) {
    const dx = levels[i + 1] - levels[i - 1];
    const dy = levels[i + width] - levels[i - width];
    const strength = dx * dx + dy * dy || 1e-12;
    const twice = { cos: (dx * dx - dy * dy) / strength, sin: (2 * dx * dy) / strength };
    weight += strength;
    sums[0] += strength * twice.cos;
    sums[1] += strength * twice.sin;
    sums[2] += strength * (twice.cos ** 2 - twice.sin ** 2);
    sums[3] += strength * 2 * twice.cos * twice.sin;
  }
  return [Math.hypot(sums[0], sums[1]) / weight, Math.hypot(sums[2], sums[3]) / weight];
}

function standardised(rows: number[][]): number[][] {
  const columns = rows[0].map((_, c) => {
    const values = rows.map((row) => row[c]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  return rows.map((row) => row.map((value, c) => (value - columns[c].mean) / columns[c].deviation));
}

/** Share of rows that lie nearest to the mean of their own class, the row itself left out of it. */
function nearestCentroidAccuracy(rows: number[][], classes: number): number {
  const sums = Array.from({ length: classes }, () => rows[0].map(() => 0));
  rows.forEach((row, i) => {
    row.forEach((value, c) => {
      sums[i % classes][c] += value;
    });
  });
  const size = rows.length / classes;
  const right = rows.filter((row, i) => {
    const distances = sums.map((sum, k) => {
      const own = k === i % classes;
      const centre = sum.map((total, c) => (own ? (total - row[c]) / (size - 1) : total / size));
      return row.reduce((d, value, c) => d + (value - centre[c]) ** 2, 0);
    });
    return distances.indexOf(Math.min(...distances)) === i % classes;
  });
  return right.length / rows.length;
}

test('a few hand-made features tell the categories apart, but not perfectly', () => {
  const rows = Array.from({ length: PICTURES }, (_, index) => {
    const category = SAMPLE_CATEGORIES[index % 10];
    const [low, high] = SPECIMENS[category].featureShare;
    const random = randomOf(1, index, STREAM.plan);
    const feature = SIZE.height * low * (high / low) ** random.next();
    return handFeatures(makeSamplePicture({ category, ...SIZE, feature, index, seed: 1 }));
  });
  const accuracy = nearestCentroidAccuracy(standardised(rows), 10);
  expect(accuracy).toBeGreaterThan(0.6);
  expect(accuracy).toBeLessThan(0.97);
});
