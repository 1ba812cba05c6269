import { createRandom } from '../core/random/random.ts';
import type { BatchCurve } from '../core/training/batch-curve.ts';
import type { TrainedEpoch } from '../core/training/training-run.ts';
import type { TrainingCurve } from './training-curves.ts';

const BATCHES = 12;

interface Course {
  readonly label: string;
  readonly top: number;
  /** Epochs after which two thirds are learnt. */
  readonly pace: number;
  readonly isFeatureExtraction: boolean;
}

function epochsOf({ top, pace }: Course, count: number, seed: number): TrainedEpoch[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const learnt = 1 - Math.exp(-(i + 1) / pace);
    const accuracy = Math.max(0, top * learnt - 0.02 * random.next());
    const test = { accuracy, loss: 2.3 * (1 - learnt) + 0.2 + 0.05 * random.next() };
    const train = { accuracy: Math.min(1, accuracy + 0.03 * learnt), loss: test.loss * 0.8 };
    return { epoch: i + 1, train, validation: undefined, test, learningRate: 0.01, seconds: 1 };
  });
}

function batchesOf(epochs: readonly TrainedEpoch[]): BatchCurve {
  const random = createRandom(4);
  const steps = epochs.flatMap(({ epoch, train }) =>
    Array.from({ length: BATCHES }, (_, b) => ({
      at: epoch - 1 + (b + 1) / BATCHES,
      loss: train.loss * (0.7 + 0.6 * random.next()),
      accuracy: Math.min(1, train.accuracy * (0.85 + 0.3 * random.next())),
    })),
  );
  return {
    at: Float32Array.from(steps, ({ at }) => at),
    loss: Float32Array.from(steps, ({ loss }) => loss),
    accuracy: Float32Array.from(steps, ({ accuracy }) => accuracy),
  };
}

const COURSES: readonly Course[] = [
  { label: 'Inception-v3, fine tuning', top: 0.975, pace: 5, isFeatureExtraction: false },
  { label: 'Inception-v4, fine tuning', top: 0.965, pace: 9, isFeatureExtraction: false },
  { label: 'Inception-v3, feature extraction', top: 0.89, pace: 3, isFeatureExtraction: true },
];

/** Three runs as those of Figure 2. */
export function trainingCurves(epochs: number, withBatches = false): TrainingCurve[] {
  return COURSES.map((course, i) => {
    const trained = epochsOf(course, epochs, i + 1);
    const { label, isFeatureExtraction } = course;
    const curve = { id: String(i), label, isFeatureExtraction, epochs: trained };
    const batches = withBatches ? batchesOf(trained) : undefined;
    return { ...curve, expectedEpochs: epochs, batches };
  });
}
