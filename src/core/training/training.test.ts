import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { augment, drawOrientation, ORIENTATIONS, orient } from './augment.ts';
import { classWeights } from './class-weights.ts';
import { bestEpochOf, isExhausted, trainedEpochs } from './early-stop.ts';
import { planEpoch } from './epoch-plan.ts';
import { learningRateAt } from './learning-rate.ts';
import type { TrainedEpoch } from './training-run.ts';
import { NO_AUGMENTATION, parseTraining, wayOf } from './training-settings.ts';

const CHECKPOINT = { kind: 'checkpoint', id: 'c' } as const;
const rateOf = (schedule: object, epochs = 10) => {
  const settings = parseTraining({
    start: CHECKPOINT,
    epochs,
    optimiser: { learningRate: 1 },
    schedule: { warmUpEpochs: 0, ...schedule },
  });
  return (epoch: number) => learningRateAt(epoch, settings);
};

test('learning rates: constant, in steps, exponential, half a cosine, warmed up', () => {
  expect(rateOf({ kind: 'constant' })(7)).toBe(1);
  const steps = rateOf({ kind: 'step', decay: 0.5, decayEpochs: 3 });
  expect([0, 2.9, 3, 6].map(steps)).toEqual([1, 1, 0.5, 0.25]);
  expect(rateOf({ kind: 'exponential', decay: 0.5, decayEpochs: 2 })(3)).toBeCloseTo(0.5 ** 1.5);
  const cosine = rateOf({ kind: 'cosine', warmUpEpochs: 2 });
  expect([2, 6, 10].map(cosine)).toEqual([1, expect.closeTo(0.5), expect.closeTo(0)]);
  expect(cosine(1)).toBeCloseTo(0.5, 2);
  expect(cosine(0)).toBeGreaterThan(0);
});

test('each way has settings of its own, and what is wrong is named', () => {
  const scratch = parseTraining({ start: { kind: 'scratch', network: 'alexnet' } });
  expect([wayOf(scratch), scratch.freezeUpTo, scratch.batchNorm]).toEqual([
    'scratch',
    null,
    'batch',
  ]);
  expect(wayOf(parseTraining({ start: CHECKPOINT }))).toBe('fine-tuning');
  const extraction = parseTraining({ start: CHECKPOINT, freezeUpTo: 'pool' });
  expect([wayOf(extraction), extraction.augmentation]).toEqual([
    'feature-extraction',
    NO_AUGMENTATION,
  ]);
  expect(parseTraining(extraction)).toEqual(extraction);
  expect(parseTraining(JSON.parse(JSON.stringify(scratch)))).toEqual(scratch);
  const wrong = (patch: object) => () => parseTraining({ start: CHECKPOINT, ...patch });
  expect(wrong({ epochs: 0 })).toThrow(/epochs/);
  expect(wrong({ labelSmoothing: 1 })).toThrow(/labelSmoothing.*from 0 to 0.9/);
  expect(wrong({ augmentation: { rotate: true } })).toThrow(/rotate/);
  expect(() => parseTraining({ start: { kind: 'run' } })).toThrow(/start.id/);
});

test('balanced weights make every class count the same and the mean weight one', () => {
  const labels = [0, 0, 0, 1, 3, 3];
  expect([...classWeights(labels, 4, 'none')]).toEqual([1, 1, 1, 1]);
  const weights = classWeights(labels, 4, 'balanced');
  expect([...weights]).toEqual([expect.closeTo(2 / 3), 2, 1, 1]);
  expect(labels.reduce((sum, label) => sum + weights[label], 0)).toBeCloseTo(labels.length);
});

const epochOf = (epoch: number, loss: number, accuracy = 0): TrainedEpoch => {
  const score = { loss, accuracy };
  return { epoch, train: score, validation: score, test: undefined, learningRate: 1, seconds: 1 };
};

test('patience counts from the best epoch', () => {
  const epochs = [3, 2, 2.5, 2.2].map((loss, i) => epochOf(i + 1, loss));
  expect(bestEpochOf(epochs)).toBe(2);
  expect([1, 2, 3, 0].map((patience) => isExhausted(epochs, patience))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(bestEpochOf([])).toBe(0);
});

test('the best epoch names most validation pictures rightly, and of equals is the surest; the start counts too', () => {
  const epochs = [epochOf(0, 3, 0.8), epochOf(1, 1, 0.7), epochOf(2, 2, 0.8), epochOf(3, 2, 0.8)];
  expect([1, 2, 3, 4].map((n) => bestEpochOf(epochs.slice(0, n)))).toEqual([0, 0, 2, 2]);
  expect(bestEpochOf([...epochs, epochOf(4, 9, 0.9)])).toBe(4);
  expect(isExhausted(epochs.slice(0, 2), 2)).toBe(false);
  expect(isExhausted([...epochs.slice(0, 2), epochOf(2, 1, 0.7)], 2)).toBe(true);
  const untested = epochs.map((epoch) => ({ ...epoch, validation: undefined }));
  expect(bestEpochOf(untested)).toBe(1);
  expect([epochs.length, trainedEpochs(epochs), trainedEpochs([])]).toEqual([4, 3, 0]);
});

test('fine tuning begins with what feature extraction ends with: its classifier, its targets, its pictures, its batch norms', () => {
  const tuning = parseTraining({ start: CHECKPOINT });
  expect(tuning.batchNorm).toBe('frozen');
  expect(tuning.augmentation).toEqual({ ...NO_AUGMENTATION, flips: true, quarterTurns: true });
  const alone = parseTraining({ start: CHECKPOINT, freezeUpTo: 'pool' });
  expect(tuning).toMatchObject({
    headEpochs: alone.epochs,
    labelSmoothing: alone.labelSmoothing,
  });
  expect(parseTraining({ start: { kind: 'scratch', network: 'alexnet' } }).headEpochs).toBe(0);
  expect(() => parseTraining({ start: CHECKPOINT, headEpochs: -1 })).toThrow(/headEpochs/);
});

test('an epoch is planned by the seed and its number alone', () => {
  const rows = Int32Array.from({ length: 50 }, (_, i) => 3 * i);
  const [a, b, c] = [planEpoch(rows, 4, 9), planEpoch(rows, 4, 9), planEpoch(rows, 5, 9)];
  expect(a.order).toEqual(b.order);
  expect(a.order).not.toEqual(c.order);
  expect([...a.order].sort((x, y) => x - y)).toEqual([...rows]);
  a.augmentation(0).next();
  expect(a.augmentation(7).next()).toBe(b.augmentation(7).next());
  expect(a.dropoutSeed(8)).toBe(b.dropoutSeed(8));
  expect(a.dropoutSeed(8)).not.toBe(a.dropoutSeed(16));
});

const SIDE = 5;
const picture = Uint8Array.from({ length: SIDE ** 2 }, (_, i) => 10 * i);

test('the eight orientations are all different and hold the same grey levels', () => {
  const all = Array.from({ length: ORIENTATIONS }, (_, orientation) => {
    const out = new Float32Array(SIDE ** 2);
    orient(picture, { orientation, side: SIDE }, out);
    expect([...out].sort((a, b) => a - b)).toEqual([...picture]);
    return out.join();
  });
  expect(new Set(all).size).toBe(ORIENTATIONS);
});

test('quarter turns alone turn and never mirror', () => {
  const turned = new Set<number>();
  const random = createRandom(1);
  const settings = { ...NO_AUGMENTATION, quarterTurns: true };
  for (let i = 0; i < 100; i++) turned.add(drawOrientation(settings, random));
  const corner = (orientation: number) => {
    const out = new Float32Array(SIDE ** 2);
    orient(picture, { orientation, side: SIDE }, out);
    return [out[0], out[SIDE - 1], out[SIDE ** 2 - 1]];
  };
  const clockwise = [0, 40, 240, 200, 0, 40];
  for (const orientation of turned) {
    const [first, second, third] = corner(orientation);
    const at = clockwise.indexOf(first);
    expect([second, third]).toEqual([clockwise[at + 1], clockwise[at + 2]]);
  }
  expect(turned.size).toBe(4);
});

test('changes stay within grey levels, are repeatable, and do nothing when all are off', () => {
  const settings = {
    ...{ flips: true, quarterTurns: true, crop: 0.3 },
    ...{ brightness: 0.3, contrast: 0.5, noise: 0.1 },
  };
  const change = (seed: number, of: typeof settings) => {
    const out = new Float32Array(SIDE ** 2);
    augment(picture, { side: SIDE, settings: of, random: createRandom(seed) }, out);
    return [...out];
  };
  expect(change(1, settings)).toEqual(change(1, settings));
  expect(change(1, settings)).not.toEqual(change(2, settings));
  expect(change(3, settings).every((grey) => grey >= 0 && grey <= 255)).toBe(true);
  expect(change(4, NO_AUGMENTATION)).toEqual([...picture]);
  const cropped = change(5, { ...NO_AUGMENTATION, crop: 0.5 });
  expect(Math.min(...cropped)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...cropped) - Math.min(...cropped)).toBeLessThan(240);
});
