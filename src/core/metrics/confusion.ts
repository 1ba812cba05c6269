/** Row-major `[classes, classes]`: how many of the true class (row) were taken for each class (column). */
export interface Confusion {
  readonly counts: Int32Array<ArrayBuffer>;
  readonly classes: number;
}

/** Rows with a negative label are left out. */
export function confusionMatrix(
  labels: Int32Array,
  predicted: Int32Array,
  classes: number,
): Confusion {
  if (labels.length !== predicted.length) {
    throw new RangeError(`${labels.length} labels against ${predicted.length} predictions`);
  }
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] >= 0 && predicted[i] >= 0) counts[labels[i] * classes + predicted[i]]++;
  }
  return { counts, classes };
}

export interface ClassScore {
  /** NaN where nothing was taken for the class. */
  readonly precision: number;
  /** NaN where the class does not occur. */
  readonly recall: number;
  readonly f1: number;
  /** Rows that truly are of the class. */
  readonly support: number;
}

export function classScores({ counts, classes }: Confusion): readonly ClassScore[] {
  return Array.from({ length: classes }, (_, c) => {
    let support = 0;
    let taken = 0;
    for (let k = 0; k < classes; k++) {
      support += counts[c * classes + k];
      taken += counts[k * classes + c];
    }
    const right = counts[c * classes + c];
    const f1 = (2 * right) / (support + taken);
    return { precision: right / taken, recall: right / support, f1, support };
  });
}

export interface ConfusedPair {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** Pairs of different classes by how often the first was taken for the second, most first. */
export function mostConfused(
  { counts, classes }: Confusion,
  most: number,
): readonly ConfusedPair[] {
  const pairs: ConfusedPair[] = [];
  for (let truth = 0; truth < classes; truth++) {
    for (let predicted = 0; predicted < classes; predicted++) {
      const count = counts[truth * classes + predicted];
      if (truth !== predicted && count > 0) pairs.push({ truth, predicted, count });
    }
  }
  return pairs.sort((a, b) => b.count - a.count).slice(0, most);
}
