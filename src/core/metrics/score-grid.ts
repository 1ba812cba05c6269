const DENSE_UP_TO = 1000;
const STEPS_PER_DECADE = 100;

/** Every number of clusters up to 1,000, then a hundred a decade, evenly on a log axis, up to and with `n`. */
export function scoreGrid(n: number): number[] {
  const ks = Array.from({ length: Math.min(n, DENSE_UP_TO) }, (_, i) => i + 1);
  for (let step = 1; ; step++) {
    const k = Math.round(DENSE_UP_TO * 10 ** (step / STEPS_PER_DECADE));
    if (k >= n) break;
    ks.push(k);
  }
  if (n > DENSE_UP_TO) ks.push(n);
  return ks;
}
