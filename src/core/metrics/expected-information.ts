/** Beyond this share of the most likely count, further terms vanish in double precision. */
const NEGLIGIBLE = 1e-20;

/**
 * The expected mutual information of a grouping with the given sizes and a random one is a sum over the
 * other's groups, each depending on its size alone (Vinh, Epps & Bailey 2010, hypergeometric model). The
 * function returned gives one group's share, in nats, and remembers it; a new size costs a few standard
 * deviations of terms for each of `sizes`.
 */
export function expectedInformation(
  sizes: Int32Array,
  total: number,
): (groupSize: number) => number {
  const used = sizes.filter((n) => n > 0);
  const known = new Float64Array(total + 1).fill(Number.NaN);
  known[0] = 0;
  return (groupSize) => {
    if (Number.isNaN(known[groupSize])) {
      let share = 0;
      for (const size of used) share += cellShare(size, groupSize, total);
      known[groupSize] = share;
    }
    return known[groupSize];
  };
}

/**
 * Mean of (n/N) ln(N n/(a b)) over the hypergeometric count n. The weights are walked outwards from the
 * most likely count by their ratios and normalised by their own sum: no factorial is ever formed.
 */
function cellShare(a: number, b: number, total: number): number {
  const least = Math.max(0, a + b - total);
  const most = Math.min(a, b);
  const mode = Math.floor(((a + 1) * (b + 1)) / (total + 2));
  const logExpected = Math.log((a / total) * b);
  const term = (n: number) => (n === 0 ? 0 : n * (Math.log(n) - logExpected));
  let weights = 1;
  let sum = term(mode);
  for (let n = mode + 1, w = 1; n <= most; n++) {
    w *= ((a - n + 1) * (b - n + 1)) / (n * (total - a - b + n));
    if (w < NEGLIGIBLE) break;
    weights += w;
    sum += w * term(n);
  }
  for (let n = mode - 1, w = 1; n >= least; n--) {
    w *= ((n + 1) * (total - a - b + n + 1)) / ((a - n) * (b - n));
    if (w < NEGLIGIBLE) break;
    weights += w;
    sum += w * term(n);
  }
  return sum / weights / total;
}
