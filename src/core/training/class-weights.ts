/**
 * Weight of each class in the loss, with mean 1 over the training rows: all alike, or so that every class that
 * occurs counts the same in all.
 */
export function classWeights(
  labels: ArrayLike<number>,
  classes: number,
  kind: 'none' | 'balanced',
): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(classes).fill(1);
  if (kind === 'none') return weights;
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  const present = counts.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  for (let c = 0; c < classes; c++) {
    if (counts[c] > 0) weights[c] = labels.length / (present * counts[c]);
  }
  return weights;
}
