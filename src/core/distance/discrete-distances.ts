/**
 * The discrete metric of the labels in the order of `pairDistances`: 0 within a class, 1 across. The
 * paper's formula (1) prints its complement; its text and figure have it this way round. A row without a
 * label (-1) is at distance 1 from all.
 */
export function discreteDistances(labels: Int32Array): Float32Array<ArrayBuffer> {
  const n = labels.length;
  const distances = new Float32Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      distances[at++] = labels[i] >= 0 && labels[i] === labels[j] ? 0 : 1;
    }
  }
  return distances;
}
