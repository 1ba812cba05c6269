import { type Matrix, rowOf } from '../arrays/matrix.ts';
import { negativeLogLikelihood, predictedClasses } from './accuracy.ts';

export interface ReliabilityBin {
  /** Confidences in `(from, to]`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** NaN in an empty bin, as is the accuracy. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface Calibration {
  /** Mean distance of confidence and accuracy over the rows (Naeini et al. 2015). */
  readonly expectedError: number;
  readonly bins: readonly ReliabilityBin[];
}

/** How often predictions of a confidence are right, in bins of equal width. */
export function calibrationOf(
  probabilities: Matrix,
  labels: Int32Array,
  binCount = 10,
): Calibration {
  const predicted = predictedClasses(probabilities);
  const sums = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < probabilities.rows; i++) {
    const confidence = rowOf(probabilities, i)[predicted[i]];
    const at = Math.max(0, Math.min(binCount - 1, Math.ceil(confidence * binCount) - 1));
    sums[at].count++;
    sums[at].confidence += confidence;
    if (predicted[i] === labels[i]) sums[at].right++;
  }
  const bins = sums.map(({ count, confidence, right }, b) => ({
    from: b / binCount,
    to: (b + 1) / binCount,
    count,
    confidence: confidence / count,
    accuracy: right / count,
  }));
  const expectedError = bins.reduce(
    (sum, { count, confidence, accuracy }) =>
      count === 0 ? sum : sum + (count / probabilities.rows) * Math.abs(confidence - accuracy),
    0,
  );
  return { expectedError, bins };
}

const LOWEST = Math.log(0.05);
const HIGHEST = Math.log(20);
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Mean over the rows of how far the other classes' logits exceed the label's, each weighed by its chance. */
function doubtedExcess({ data, rows, cols }: Matrix, labels: Int32Array): number {
  const doubt = 1 / (rows + 2) / Math.max(1, cols - 1);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const own = data[i * cols + labels[i]];
    for (let c = 0; c < cols; c++) sum += doubt * (data[i * cols + c] - own);
  }
  return sum / rows;
}

/**
 * The temperature within `[0.05, 20]` that makes the labels likeliest (Guo et al. 2017): the loss has one minimum
 * along it, found by golden sections of its logarithm. Each label leaves the other classes one chance in two more than
 * the rows (Platt 1999), so that a few right answers are no certainty. 1 without rows.
 */
export function fitTemperature(logits: Matrix, labels: Int32Array): number {
  if (logits.rows === 0) return 1;
  const excess = doubtedExcess(logits, labels);
  const loss = (t: number) =>
    negativeLogLikelihood(logits, labels, Math.exp(t)) - excess / Math.exp(t);
  let [low, high] = [LOWEST, HIGHEST];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [lossA, lossB] = [loss(a), loss(b)];
  while (high - low > 1e-4) {
    if (lossA <= lossB) {
      [high, b, lossB] = [b, a, lossA];
      a = high - GOLDEN * (high - low);
      lossA = loss(a);
    } else {
      [low, a, lossA] = [a, b, lossB];
      b = low + GOLDEN * (high - low);
      lossB = loss(b);
    }
  }
  return Math.exp((low + high) / 2);
}
