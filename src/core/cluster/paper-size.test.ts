import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { scoreTree } from '../metrics/score-tree.ts';
import { SEMSYN_LABELLED, SEMSYN_ROWS, semsyn } from '../reference/semsyn.ts';
import { cutTree } from './cut-tree.ts';
import { type DecisionGraph, densityPeaks } from './density-peaks.ts';
import { hierarchyOf } from './hierarchy-of.ts';
import { link } from './link.ts';
import type { Tree } from './tree.ts';

type Cuts = Readonly<
  Record<string, { readonly nmi_labelled: number; readonly labels_sha256_canon_u2: string }>
>;

interface LinkageReference {
  readonly method: 'single' | 'complete' | 'centroid' | 'ward';
  readonly heights: {
    readonly sum: number;
    readonly top50_sorted: readonly number[];
    readonly quantile_idx_every_1000_sorted: readonly number[];
    readonly n_inversions: number;
  };
  readonly k: Cuts;
}

interface Centres {
  readonly k: Cuts;
  readonly centres_top50: readonly number[];
}

interface PeaksReference {
  readonly dc: number;
  readonly rho: {
    readonly sum: number;
    readonly max: number;
    readonly argmax: number;
    readonly every1000: readonly number[];
  };
  readonly delta: {
    readonly sum: number;
    readonly max: number;
    readonly every1000: readonly number[];
  };
  readonly by_gamma: Centres;
  readonly by_delta: Centres;
}

const linkages = Object.values(
  import.meta.glob<LinkageReference>(
    '../reference/big_t0.003_{single,complete,centroid,ward}.json',
    {
      import: 'default',
      eager: true,
    },
  ),
);
const [peaks] = Object.values(
  import.meta.glob<PeaksReference>('../reference/big_t0.003_dp_pct0.1.json', {
    import: 'default',
    eager: true,
  }),
);

const { x, y } = semsyn(SEMSYN_ROWS, 1, 0.003);
const labels = y.map((label, i) => (i < SEMSYN_LABELLED ? label : -1));
const SETTINGS = { cutoffShare: 0.02, seed: 1 } as const;

function expectClose(actual: number | undefined, expected: number, tolerance: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );
}

async function expectCuts(tree: Tree, cuts: Cuts): Promise<void> {
  const { nmi } = await scoreTree(tree, labels, {});
  expect(Object.keys(cuts)).toHaveLength(14);
  for (const [key, { nmi_labelled, labels_sha256_canon_u2 }] of Object.entries(cuts)) {
    const k = Number(key);
    expectClose(nmi[k - 1], nmi_labelled, 1e-9);
    const digest = createHash('sha256')
      .update(Uint16Array.from(cutTree(tree, k)))
      .digest('hex');
    expect(`${k}: ${digest}`).toBe(`${k}: ${labels_sha256_canon_u2}`);
  }
}

test('there are files for all four linkages', () => {
  expect(linkages).toHaveLength(4);
});

test.each(linkages)('$method at the paper’s size is fastcluster’s', async (reference) => {
  const { method, heights, k } = reference;
  const { tree } = await link(x, { method, parentRule: 'gamma', ...SETTINGS });
  const rising = tree.height.toSorted();
  expectClose(
    tree.height.reduce((sum, h) => sum + h, 0),
    heights.sum,
    1e-9,
  );
  heights.top50_sorted.forEach((h, i) => {
    expectClose(rising.at(-1 - i), h, 1e-9);
  });
  heights.quantile_idx_every_1000_sorted.forEach((h, i) => {
    expectClose(rising[1000 * i], h, 1e-9);
  });
  expect(tree.height.filter((h, t) => h < (tree.height[t - 1] ?? 0))).toHaveLength(
    heights.n_inversions,
  );
  await expectCuts(tree, k);
});

describe('density peaks at the paper’s size, at the reference’s cutoff', () => {
  let found: { readonly tree: Tree; readonly decision: DecisionGraph };
  beforeAll(async () => {
    found = await densityPeaks(x, { ...SETTINGS, parentRule: 'gamma', cutoff: peaks.dc });
  });

  test('have numpy’s densities and distances', () => {
    const { rho, delta, parent } = found.decision;
    const { argmax } = peaks.rho;
    expectClose(
      rho.reduce((sum, r) => sum + r, 0),
      peaks.rho.sum,
      1e-9,
    );
    expect(rho.indexOf(Math.max(...rho))).toBe(argmax);
    expect(parent.indexOf(-1)).toBe(argmax);
    expectClose(rho[argmax], peaks.rho.max, 1e-9);
    expectClose(
      delta.reduce((sum, d, i) => (i === argmax ? sum : sum + d), 0),
      peaks.delta.sum,
      1e-9,
    );
    expectClose(Math.max(...delta.filter((_, i) => i !== argmax)), peaks.delta.max, 1e-9);
    peaks.rho.every1000.forEach((r, i) => {
      expectClose(rho[1000 * i], r, 1e-8);
    });
    peaks.delta.every1000.forEach((d, i) => {
      expectClose(delta[1000 * i], d, 1e-8);
    });
  });

  test('rank the same centres and cut the same clusters', async () => {
    const { rho, delta } = found.decision;
    const gamma = delta.map((d, i) => d * rho[i]);
    const rules = [
      [gamma, peaks.by_gamma],
      [delta, peaks.by_delta],
    ] as const;
    for (const [score, { centres_top50 }] of rules) {
      const ranked = [...score.keys()].sort((i, j) => score[j] - score[i]);
      expect(ranked.slice(0, 50)).toEqual(centres_top50);
    }
    await expectCuts(found.tree, peaks.by_gamma.k);
    await expectCuts(hierarchyOf(found.decision, 'longest-link'), peaks.by_delta.k);
  });
});
