/** Ascending ln(r2/r1) of points given as squared distances of their two nearest, `[points, 2]`. */
export function logRatios(squares: Float64Array): Float64Array {
  const ratios = new Float64Array(squares.length / 2);
  for (let i = 0; i < ratios.length; i++) {
    ratios[i] = Math.log(squares[2 * i + 1] / squares[2 * i]) / 2;
  }
  return ratios.sort();
}

/**
 * The dimension as the slope through the origin of y = -ln(1 - i/N) over x = `ratios` (ascending ln mu),
 * for the first `fraction` of all N. The last point's y is infinite, so it never takes part. NaN where
 * every ratio of the fit is 0.
 */
export function twoNnSlope(ratios: Float64Array, fraction: number): number {
  const n = ratios.length;
  const used = Math.min(Math.floor(n * fraction), n - 1);
  let xy = 0;
  let xx = 0;
  for (let i = 0; i < used; i++) {
    xy -= ratios[i] * Math.log(1 - (i + 1) / n);
    xx += ratios[i] * ratios[i];
  }
  return xx > 0 ? xy / xx : Number.NaN;
}
