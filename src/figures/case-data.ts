import type { DecisionGraph } from '../core/cluster/density-peaks.ts';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { DimensionPoint } from '../core/dimension/two-nn.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import { createRandom } from '../core/random/random.ts';
import type { HeatmapGroup } from './heatmap-layout.ts';
import type { LossPoint } from './loss-curve.ts';

export const CATEGORIES = [
  'Porous sponges',
  'Patterned surfaces',
  'Particles',
  'Films and coated surfaces',
  'Powders',
  'Tips',
  'Nanowires',
  'Biological',
  'MEMS devices and electrodes',
  'Fibres',
] as const;

/** The labelled pictures of the paper's 1 to 2 micrometre set, its Table 1. */
const COUNTS = [55, 1403, 933, 147, 236, 713, 1891, 588, 1572, 19] as const;

export const POINTS = 52_682;

/** Rises to `peak` at `peakAt` clusters, then falls to what single points score, with the saw-tooth of a real walk. */
function scoreCurve(seed: number, { peak, peakAt }: { peak: number; peakAt: number }): ScoreCurve {
  const random = createRandom(seed);
  const k = Int32Array.from({ length: POINTS }, (_, i) => i + 1);
  let drift = 0;
  const nmi = Float64Array.from(k, (c) => {
    drift = drift * 0.98 + random.normal() * 0.004 * Math.min(1, 40 / c);
    const rise = 1 - Math.exp(-((c - 1) / peakAt) * 2.2);
    const fall = Math.max(0, Math.log(c / peakAt)) / Math.log(POINTS / peakAt);
    return Math.max(0, rise * (peak + (0.351 - peak) * fall ** 0.8) + drift * (1 - fall));
  });
  return {
    k,
    nmi,
    ari: nmi.map((v, i) => v ** 2 / (1 + i / 400) - 0.004),
    ami: nmi.map((v, i) => v / (1 + i / 9000)),
  };
}

export function scoreCurves(): Map<ClusterMethod, ScoreCurve> {
  return new Map([
    ['single', scoreCurve(1, { peak: 0.18, peakAt: 3000 })],
    ['complete', scoreCurve(2, { peak: 0.72, peakAt: 14 })],
    ['centroid', scoreCurve(3, { peak: 0.69, peakAt: 200 })],
    ['ward', scoreCurve(4, { peak: 0.84, peakAt: 10 })],
    ['density-peaks', scoreCurve(5, { peak: 0.81, peakAt: 11 })],
  ]);
}

export function scenarios(): ReferenceScenarios {
  const k = Int32Array.from(
    new Set(Array.from({ length: 160 }, (_, i) => Math.round(10 * 755.7 ** (i / 159)))),
  );
  const at = (c: number) => Math.log(c / 10) / Math.log(755.7);
  const uniform = Float64Array.from(k, (c) => 0.0024 + 0.28 * at(c) ** 3.2);
  return {
    k,
    good: Float64Array.from(k, (c) => 0.351 + 0.649 * (1 - at(c)) ** 1.6),
    uniform,
    uniformLow: uniform.map((v) => v * 0.94 - 0.002),
    uniformHigh: uniform.map((v) => v * 1.06 + 0.006),
  };
}

export function dimensionPoints(plateau: number, seed: number): DimensionPoint[] {
  const random = createRandom(seed);
  return Array.from({ length: 8 }, (_, h) => {
    const sample = Math.ceil(POINTS / 2 ** h);
    const mean = [0, 0.35, 0.8].map(
      (shift) => plateau + shift - 2.1 / sample ** 0.12 + random.normal() * 0.05,
    );
    return {
      sample,
      mean,
      spread: mean.map((m) => (h === 0 ? 0 : (m * 1.4) / Math.sqrt(sample) + 0.03)),
    };
  });
}

export function lossPoints(count: number, from: number): LossPoint[] {
  const random = createRandom(9);
  return Array.from({ length: count }, (_, i) => {
    const train = 0.06 + from * Math.exp(-i / 9) + 0.006 * random.next();
    return { epoch: i + 1, trainLoss: train, testLoss: train * 1.12 + 0.012 * random.next() };
  });
}

export function pictureGroups(side: number): HeatmapGroup[] {
  const total = COUNTS.reduce((a, b) => a + b, 0);
  let seen = 0;
  return CATEGORIES.map((label, i) => {
    const start = Math.round((seen / total) * side);
    seen += COUNTS[i] ?? 0;
    return { label, start, end: Math.round((seen / total) * side) };
  });
}

export function pictureDistances(side: number, contrast: number): Float32Array<ArrayBuffer> {
  const random = createRandom(11);
  const groups = pictureGroups(side);
  const points = groups.flatMap((g) => {
    const centre = Array.from({ length: 6 }, () => random.normal() * contrast);
    return Array.from({ length: g.end - g.start }, () =>
      centre.map((c) => c + random.normal() * 0.9),
    );
  });
  const pairs = points.flatMap((p, i) =>
    points.slice(i + 1).map((q) => Math.hypot(...p.map((v, d) => v - (q[d] ?? 0)))),
  );
  return Float32Array.from(pairs);
}

export function discreteDistances(side: number): Float32Array<ArrayBuffer> {
  const label = pictureGroups(side).flatMap((g, i) => new Array<number>(g.end - g.start).fill(i));
  return Float32Array.from(
    label.flatMap((a, i) => label.slice(i + 1).map((b) => (a === b ? 0 : 1))),
  );
}

/** Centroid linkage by its definition, squared distances updated after Lance and Williams: it has inversions. */
export function centroidTree(leaves: number): Tree {
  const random = createRandom(21);
  const centres = new Map<number, { at: number[]; size: number }>();
  for (let i = 0; i < leaves; i++) {
    centres.set(i, {
      at: [0, 1, 2, 3].map((d) => (d === i % 4 ? 3 : 0) + random.normal()),
      size: 1,
    });
  }
  const left = new Int32Array(leaves - 1);
  const right = new Int32Array(leaves - 1);
  const height = new Float64Array(leaves - 1);
  const size = new Int32Array(leaves - 1);
  for (let t = 0; t < leaves - 1; t++) {
    let best = { a: 0, b: 0, distance: Number.POSITIVE_INFINITY };
    const live = [...centres];
    for (const [i, [a, p]] of live.entries()) {
      for (const [b, q] of live.slice(i + 1)) {
        const distance = Math.hypot(...p.at.map((v, d) => v - (q.at[d] ?? 0)));
        if (distance < best.distance) best = { a, b, distance };
      }
    }
    const p = centres.get(best.a) ?? { at: [], size: 0 };
    const q = centres.get(best.b) ?? { at: [], size: 0 };
    const both = p.size + q.size;
    centres.delete(best.a);
    centres.delete(best.b);
    centres.set(leaves + t, {
      at: p.at.map((v, d) => (v * p.size + (q.at[d] ?? 0) * q.size) / both),
      size: both,
    });
    left[t] = best.a;
    right[t] = best.b;
    height[t] = best.distance;
    size[t] = both;
  }
  return { method: 'centroid', leaves, left, right, height, size };
}

/** A tree of Ward's kind by merging random neighbours in a row, heights growing with what is merged. */
export function bigTree(leaves: number): Tree {
  const random = createRandom(31);
  const left = new Int32Array(leaves - 1);
  const right = new Int32Array(leaves - 1);
  const height = new Float64Array(leaves - 1);
  const size = new Int32Array(leaves - 1);
  const live = Int32Array.from({ length: leaves }, (_, i) => i);
  const sizeOf = (id: number) => (id < leaves ? 1 : (size[id - leaves] ?? 1));
  for (let t = 0, count = leaves; count > 1; t++, count--) {
    const i = random.below(count);
    const a = live[i] ?? 0;
    live[i] = live[count - 1] ?? 0;
    const j = random.below(count - 1);
    const b = live[j] ?? 0;
    live[j] = leaves + t;
    left[t] = a;
    right[t] = b;
    size[t] = sizeOf(a) + sizeOf(b);
    height[t] = Math.max(
      height[t - 1] ?? 0,
      0.3 + 40 / Math.max(1, count - 1) ** 0.62 + 0.02 * random.next(),
    );
  }
  return { method: 'ward', leaves, left, right, height, size };
}

export function decisionGraph(points: number): DecisionGraph {
  const random = createRandom(41);
  const rho = new Float64Array(points);
  const delta = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    rho[i] = 2000 * random.next() ** 2.4 + 0.04;
    const isPeak = i < 14;
    if (isPeak) rho[i] = 300 + 4400 * random.next();
    delta[i] = isPeak
      ? 2.5 + 6 * random.next()
      : (0.5 + 1.1 * random.next()) * ((rho[i] ?? 1) + 1) ** -0.16;
  }
  return { cutoff: 3.94, rho, delta, parent: new Int32Array(points).fill(-1) };
}

export function stabilityCurve(): StabilityCurve {
  const random = createRandom(51);
  const k = Int32Array.of(2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 70, 100, 150, 200);
  const mean = Float64Array.from(
    k,
    (c) => 0.9 - 0.18 * Math.abs(Math.log(c / 10)) ** 1.1 + 0.03 * random.normal(),
  );
  return {
    k,
    mean,
    low: mean.map((m, i) => m - 0.05 - 0.01 * i * random.next()),
    high: mean.map((m) => Math.min(1, m + 0.03 + 0.03 * random.next())),
  };
}
