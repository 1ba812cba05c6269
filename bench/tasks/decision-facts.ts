import type { DecisionGraph } from '../../src/core/cluster/density-peaks.ts';

const SAMPLED = 1000;
const CENTRES = 50;

/** What tells one decision graph from another; the densest point's delta is left out of sum and maximum. */
export function decisionFacts({ rho, delta, parent }: DecisionGraph) {
  const densest = parent.indexOf(-1);
  const linked = delta.filter((_, i) => i !== densest);
  const gamma = delta.map((d, i) => d * rho[i]!);
  return {
    rho: { ...summaryOf(rho), argmax: densest, every1000: sampleOf(rho) },
    delta: { ...summaryOf(linked), every1000: sampleOf(delta) },
    centres: { by_gamma: highestOf(gamma), by_delta: highestOf(delta) },
  };
}

function summaryOf(values: Float64Array) {
  return {
    sum: values.reduce((sum, v) => sum + v, 0),
    max: values.reduce((most, v) => Math.max(most, v), 0),
  };
}

function sampleOf(values: Float64Array): number[] {
  return [...values.filter((_, i) => i % SAMPLED === 0)];
}

function highestOf(score: Float64Array): number[] {
  return [...score.keys()].sort((i, j) => score[j]! - score[i]! || i - j).slice(0, CENTRES);
}
