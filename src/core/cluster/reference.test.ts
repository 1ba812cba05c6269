import { describe, expect, test } from 'vitest';
import { matrix } from '../arrays/matrix.ts';
import { cutTree } from './cut-tree.ts';
import { densityPeaks } from './density-peaks.ts';
import { link } from './link.ts';

interface Cuts {
  readonly [k: string]: { readonly labels: string; readonly robust?: boolean };
}

interface Reference {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly x: readonly number[];
  readonly duplicates: number;
  readonly linkage: Readonly<
    Record<
      'single' | 'complete' | 'centroid' | 'ward',
      {
        readonly heights: readonly number[];
        readonly heights_robust: boolean;
        readonly k: Cuts;
      }
    >
  >;
  readonly density_peaks: {
    readonly percent: number;
    readonly dc: number;
    readonly rho_gauss: readonly number[];
    readonly delta: readonly (number | null)[];
    readonly parent: readonly number[];
    readonly by_gamma: Cuts & { readonly centres_top20: readonly number[] };
    readonly by_delta: Cuts & { readonly centres_top20: readonly number[] };
  };
}

const references = Object.values(
  import.meta.glob<Reference>(['../reference/*.json', '!../reference/{big_,scenarios}*.json'], {
    import: 'default',
    eager: true,
  }),
);

const METHODS = ['single', 'complete', 'centroid', 'ward'] as const;
const SETTINGS = { cutoffShare: 0.02, parentRule: 'gamma', seed: 1 } as const;

function unpackLabels(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(2 * i));
}

function largestRelativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / (expected[i] || 1));
  }
  return largest;
}

test('there are references to compare with', () => {
  expect(references.length).toBeGreaterThanOrEqual(7);
});

describe.each(references)('$name', (reference) => {
  const x = matrix(Float32Array.from(reference.x), reference.n, reference.d);

  test.each(METHODS)('%s has the heights and cuts of scipy and fastcluster', async (method) => {
    const expected = reference.linkage[method];
    const { tree } = await link(x, { method, ...SETTINGS });
    expect(tree.size.at(-1)).toBe(reference.n);
    if (expected.heights_robust) {
      const heights = method === 'centroid' ? tree.height : tree.height.toSorted();
      expect(largestRelativeError(heights, expected.heights)).toBeLessThan(1e-6);
    }
    for (const [k, cut] of Object.entries(expected.k)) {
      if (cut.robust) expect([...cutTree(tree, Number(k))]).toEqual(unpackLabels(cut.labels));
    }
  });

  test.runIf(reference.duplicates === 0)('density peaks', async () => {
    const expected = reference.density_peaks;
    const settings = { ...SETTINGS, cutoffShare: expected.percent / 100 };
    const { tree, decision } = await densityPeaks(x, settings);
    expect(decision.cutoff).toBeCloseTo(expected.dc, 9);
    expect(largestRelativeError(decision.rho, expected.rho_gauss)).toBeLessThan(1e-8);
    expect([...decision.parent]).toEqual(expected.parent);
    const densest = expected.parent.indexOf(-1);
    const deltas = expected.delta.map((d) => d ?? Math.max(...decision.delta));
    expect(largestRelativeError(decision.delta, deltas)).toBeLessThan(1e-8);
    expect(expected.delta[densest]).toBeNull();
    const longest = await densityPeaks(x, { ...settings, parentRule: 'longest-link' });
    for (const [found, { centres_top20: _, ...cuts }] of [
      [tree, expected.by_gamma],
      [longest.tree, expected.by_delta],
    ] as const) {
      for (const [k, cut] of Object.entries(cuts)) {
        expect([...cutTree(found, Number(k))]).toEqual(unpackLabels(cut.labels));
      }
    }
  });
});
