import type { Matrix } from '../../src/core/arrays/matrix.ts';
import type { DecisionGraph } from '../../src/core/cluster/density-peaks.ts';

const PROBES = 64;

function distance({ data, cols }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let c = 0; c < cols; c++) sum += (data[a * cols + c]! - data[b * cols + c]!) ** 2;
  return Math.sqrt(sum);
}

function errorAt(x: Matrix, { cutoff, rho, delta, parent }: DecisionGraph, i: number): number {
  const own = rho[i]!;
  let density = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < x.rows; j++) {
    if (j === i) continue;
    const d = distance(x, i, j);
    density += Math.exp(-((d / cutoff) ** 2));
    if (rho[j]! > own || (rho[j] === own && j < i)) nearest = Math.min(nearest, d);
  }
  const rhoError = Math.abs(own - density) / density;
  if (parent[i]! < 0) return nearest === Number.POSITIVE_INFINITY ? rhoError : 1;
  return Math.max(
    rhoError,
    Math.abs(delta[i]! - nearest) / nearest,
    Math.abs(distance(x, i, parent[i]!) - nearest) / nearest,
  );
}

/** Largest relative error of rho, delta and the parent's distance, from the definition, on rows spread over the data. */
export function decisionError(x: Matrix, decision: DecisionGraph): number {
  let largest = 0;
  for (let p = 0; p < PROBES; p++) {
    largest = Math.max(largest, errorAt(x, decision, Math.floor((p * x.rows) / PROBES)));
  }
  return largest;
}
