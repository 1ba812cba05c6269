import { type Matrix, rowOf } from '../arrays/matrix.ts';
import type { Score } from '../training/training-run.ts';

/** Column of the largest value of each row, the first of equals. */
export function predictedClasses(scores: Matrix): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: scores.rows }, (_, i) => {
    const row = rowOf(scores, i);
    let best = 0;
    for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
    return best;
  });
}

/** Natural logarithm of the sum of exponentials of a row divided by `temperature`. */
function logSum(row: Float32Array, temperature: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of row) most = Math.max(most, value / temperature);
  let sum = 0;
  for (const value of row) sum += Math.exp(value / temperature - most);
  return most + Math.log(sum);
}

/** Probabilities of each row of logits divided by `temperature`. */
export function probabilitiesOf(logits: Matrix, temperature = 1): Matrix {
  const data = new Float32Array(logits.data.length);
  for (let i = 0; i < logits.rows; i++) {
    const row = rowOf(logits, i);
    const normaliser = logSum(row, temperature);
    for (let c = 0; c < row.length; c++) {
      data[i * logits.cols + c] = Math.exp(row[c] / temperature - normaliser);
    }
  }
  return { data, rows: logits.rows, cols: logits.cols };
}

/** Mean negative log-likelihood of the labels; NaN without rows. */
export function negativeLogLikelihood(logits: Matrix, labels: Int32Array, temperature = 1): number {
  let sum = 0;
  for (let i = 0; i < logits.rows; i++) {
    const row = rowOf(logits, i);
    sum += logSum(row, temperature) - row[labels[i]] / temperature;
  }
  return sum / logits.rows;
}

/** Of logits against labels, one a row; undefined without rows. */
export function scoreOf(logits: Matrix, labels: Int32Array): Score | undefined {
  if (logits.rows === 0) return undefined;
  const predicted = predictedClasses(logits);
  const right = predicted.reduce((sum, c, i) => sum + (c === labels[i] ? 1 : 0), 0);
  return { loss: negativeLogLikelihood(logits, labels), accuracy: right / logits.rows };
}
