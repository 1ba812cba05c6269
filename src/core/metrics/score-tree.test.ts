import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tree } from '../cluster/tree.ts';
import { createRandom } from '../random/random.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { adjustedMutualInformation, nmi } from './mutual-information.ts';
import { scoreTree } from './score-tree.ts';

const [reference] = Object.values(
  import.meta.glob<{
    readonly leaves: number;
    readonly scores: Record<string, { nmi: number; ari: number; ami: number }>;
  }>('../reference/big_scores.json', { import: 'default', eager: true }),
);

function randomTree(leaves: number, seed: number): Tree {
  const random = createRandom(seed);
  const live = Array.from({ length: leaves }, (_, i) => i);
  const take = () => live.splice(random.below(live.length), 1)[0];
  const merges = Math.max(0, leaves - 1);
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  for (let t = 0; t < merges; t++) {
    left[t] = take();
    right[t] = take();
    live.push(leaves + t);
  }
  const height = new Float64Array(merges);
  return { method: 'ward', leaves, left, right, height, size: new Int32Array(merges) };
}

/** Each leaf's node after the first `leaves - k` merges. */
function cut(tree: Tree, k: number): Int32Array {
  const nodes = Int32Array.from({ length: tree.leaves }, (_, i) => i);
  for (let t = 0; t < tree.leaves - k; t++) {
    for (let i = 0; i < nodes.length; i++) {
      if (nodes[i] === tree.left[t] || nodes[i] === tree.right[t]) nodes[i] = tree.leaves + t;
    }
  }
  return nodes;
}

const labelled = fc
  .array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 40 })
  .filter((labels) => labels.some((g) => g >= 0))
  .map((labels) => Int32Array.from(labels));

test('every k has the scores that its cut has by itself', async () => {
  await fc.assert(
    fc.asyncProperty(labelled, fc.nat(1000), async (labels, seed) => {
      const tree = randomTree(labels.length, seed);
      const curve = await scoreTree(tree, labels, {});
      expect([...curve.k]).toEqual([...labels.keys()].map((i) => i + 1));
      for (const k of curve.k) {
        const clusters = cut(tree, k);
        expect(curve.nmi[k - 1]).toBeCloseTo(nmi(labels, clusters), 11);
        expect(curve.ari[k - 1]).toBeCloseTo(adjustedRandIndex(labels, clusters), 11);
        expect(curve.ami[k - 1]).toBeCloseTo(adjustedMutualInformation(labels, clusters), 8);
      }
    }),
  );
});

test('twenty thousand leaves have scikit-learn’s scores', async () => {
  const n = reference.leaves;
  const labels = Int32Array.from({ length: n }, (_, i) =>
    i % 7 === 0 ? (3 * i) % 10 : Math.floor((10 * i) / n),
  );
  const left = Int32Array.from({ length: n - 1 }, (_, t) => 2 * t);
  const right = left.map((node) => node + 1);
  const curve = await scoreTree({ ...randomTree(0, 0), leaves: n, left, right }, labels, {});
  expect(Object.keys(reference.scores)).toHaveLength(10);
  for (const [k, { nmi, ari, ami }] of Object.entries(reference.scores)) {
    const at = Number(k) - 1;
    expect(Math.abs(curve.nmi[at] - nmi)).toBeLessThan(1e-9);
    expect(Math.abs(curve.ari[at] - ari)).toBeLessThan(1e-9);
    expect(Math.abs(curve.ami[at] - ami)).toBeLessThan(1e-9);
  }
});

test('two pairs, merged rightly, by hand', async () => {
  const tree = {
    ...randomTree(4, 0),
    left: Int32Array.of(0, 2, 4),
    right: Int32Array.of(1, 3, 5),
  };
  const { nmi, ari, ami } = await scoreTree(tree, Int32Array.of(0, 0, 1, 1), {});
  expect([...nmi]).toEqual([
    expect.closeTo(0, 14),
    1,
    expect.closeTo(0.8, 14),
    expect.closeTo(2 / 3, 14),
  ]);
  expect([...ari]).toEqual([0, 1, expect.closeTo(4 / 7, 14), 0]);
  expect(ami[1]).toBe(1);
  expect(ami[3]).toBeCloseTo(0, 12);
});

test('a lone leaf is one cluster, and no leaf no curve', async () => {
  const one = await scoreTree(randomTree(1, 0), Int32Array.of(2), {});
  expect([...one.k, ...one.nmi, ...one.ari, ...one.ami]).toEqual([1, 1, 1, 1]);
  const none = await scoreTree(randomTree(0, 0), new Int32Array(0), {});
  expect(none.k).toHaveLength(0);
});

test('without a single label it says what to do', async () => {
  const scored = scoreTree(randomTree(3, 0), Int32Array.of(-1, -1, -1), {});
  await expect(scored).rejects.toMatchObject({ code: 'bad-labels' });
});

test('labels of another number of leaves are a mistake', async () => {
  await expect(scoreTree(randomTree(3, 0), new Int32Array(2), {})).rejects.toThrow(RangeError);
});

test('stops where the checkpoint throws', async () => {
  const checkpoint = (fraction: number) =>
    fraction > 0.3 ? Promise.reject(new Error('enough')) : Promise.resolve();
  const scored = scoreTree(randomTree(2000, 1), new Int32Array(2000), { checkpoint });
  await expect(scored).rejects.toThrow('enough');
});
