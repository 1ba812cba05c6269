import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { negativeLogLikelihood, predictedClasses, probabilitiesOf, scoreOf } from './accuracy.ts';
import { calibrationOf, fitTemperature } from './calibration.ts';
import { classScores, confusionMatrix, mostConfused } from './confusion.ts';

const matrixOf = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0].length,
});

/** Logits whose probabilities are the truth, and labels drawn from them. */
function honest(rows: number, classes: number) {
  const random = createRandom(11);
  const logits = matrixOf(
    Array.from({ length: rows }, () => Array.from({ length: classes }, () => 2 * random.normal())),
  );
  const chances = probabilitiesOf(logits);
  const labels = Int32Array.from({ length: rows }, (_, i) => {
    let left = random.next();
    let label = 0;
    while (label < classes - 1 && left >= chances.data[i * classes + label]) {
      left -= chances.data[i * classes + label];
      label++;
    }
    return label;
  });
  return { logits, labels };
}

test('scores of three rows by hand', () => {
  const logits = matrixOf([
    [Math.log(3), 0],
    [0, Math.log(9)],
    [0, 0],
  ]);
  const labels = Int32Array.of(0, 0, 1);
  expect([...predictedClasses(logits)]).toEqual([0, 1, 0]);
  expect([...probabilitiesOf(logits).data].map((p) => Number(p.toFixed(4)))).toEqual([
    0.75, 0.25, 0.1, 0.9, 0.5, 0.5,
  ]);
  const score = scoreOf(logits, labels);
  expect(score?.accuracy).toBeCloseTo(1 / 3);
  expect(score?.loss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.1) + Math.log(0.5)) / 3, 5);
  expect(
    scoreOf({ data: new Float32Array(0), rows: 0, cols: 2 }, new Int32Array(0)),
  ).toBeUndefined();
});

test('a confusion matrix, its class scores and its worst pairs by hand', () => {
  const truth = Int32Array.of(0, 0, 0, 1, 1, 2, -1);
  const taken = Int32Array.of(0, 1, 1, 1, 0, 2, 2);
  const confusion = confusionMatrix(truth, taken, 3);
  expect([...confusion.counts]).toEqual([1, 2, 0, 1, 1, 0, 0, 0, 1]);
  const [first, second, third] = classScores(confusion);
  expect(first).toEqual({ precision: 1 / 2, recall: 1 / 3, f1: 2 / 5, support: 3 });
  expect(second).toEqual({ precision: 1 / 3, recall: 1 / 2, f1: 2 / 5, support: 2 });
  expect(third).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 });
  expect(mostConfused(confusion, 1)).toEqual([{ truth: 0, predicted: 1, count: 2 }]);
});

test('reliability bins and their error by hand', () => {
  const probabilities = matrixOf([
    [0.95, 0.05],
    [0.9, 0.1],
    [0.45, 0.55],
  ]);
  const { bins, expectedError } = calibrationOf(probabilities, Int32Array.of(0, 1, 1), 10);
  expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 1, 1]);
  expect(bins[9]).toMatchObject({ accuracy: 1, confidence: expect.closeTo(0.95) });
  expect(expectedError).toBeCloseTo((0.05 + 0.9 + 0.45) / 3, 5);
});

test.each([0.25, 1, 4])('logits that were multiplied by %d are found out', (factor) => {
  const { logits, labels } = honest(4000, 4);
  const stretched = { ...logits, data: logits.data.map((v) => v * factor) };
  const temperature = fitTemperature(stretched, labels);
  expect(temperature / factor).toBeGreaterThan(0.93);
  expect(temperature / factor).toBeLessThan(1.07);
  const before = negativeLogLikelihood(stretched, labels);
  expect(negativeLogLikelihood(stretched, labels, temperature)).toBeLessThanOrEqual(before + 1e-6);
  const errorAt = (t: number) => calibrationOf(probabilitiesOf(stretched, t), labels).expectedError;
  expect(errorAt(temperature)).toBeLessThan(0.025);
  if (factor !== 1) expect(errorAt(1)).toBeGreaterThan(0.1);
});

test('without rows the temperature is one', () => {
  expect(fitTemperature({ data: new Float32Array(0), rows: 0, cols: 3 }, new Int32Array(0))).toBe(
    1,
  );
});

test('a few right answers are no certainty, more of them are more', () => {
  const sureness = (rows: number) => {
    const logits = matrixOf(Array.from({ length: rows }, () => [9, 1, 0]));
    const labels = new Int32Array(rows);
    const [first = 0] = probabilitiesOf(logits, fitTemperature(logits, labels)).data;
    return first;
  };
  expect(sureness(3)).toBeCloseTo(4 / 5, 1);
  expect(sureness(30)).toBeCloseTo(31 / 32, 1);
  expect(sureness(30)).toBeGreaterThan(sureness(3) + 0.05);
});
