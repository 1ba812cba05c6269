import { expect, test } from 'vitest';
import type { Tree } from '../core/cluster/tree.ts';
import { bigTree, centroidTree } from './case-data.ts';
import { layoutDendrogram, nodeAt } from './dendrogram-layout.ts';
import { topOfTree } from './tree-top.ts';

const SIZE = { width: 640, height: 400 };

/** ((0 1) (2 (3 4))) with heights 1, 2, 3, 6. */
const small: Tree = {
  method: 'ward',
  leaves: 5,
  left: Int32Array.of(3, 2, 0, 7),
  right: Int32Array.of(4, 5, 1, 6),
  height: Float64Array.of(1, 2, 3, 6),
  size: Int32Array.of(2, 3, 2, 5),
};

const data = {
  tree: small,
  k: 2,
  maxEnds: 60,
  scale: 'linear',
  unit: 'code units',
  names: new Map([[6, 'Tips']]),
} as const;
const layout = layoutDendrogram(data, SIZE);
const node = (id: number) => layout.nodes.find((n) => n.id === id)!;

test('the whole of a small tree is shown, root first, larger branch above', () => {
  expect(layout.nodes).toHaveLength(9);
  expect(node(8).x).toBe(layout.plot.left);
  expect(node(0).x).toBe(layout.plot.right);
  expect(node(6).y).toBeLessThan(node(7).y);
  expect(node(7).arms).toEqual([node(0).y, node(1).y]);
});

test('the cut lies between the last merge undone and the highest kept', () => {
  expect(
    layout.nodes
      .filter((n) => n.place === 'cluster')
      .map((n) => n.id)
      .sort(),
  ).toEqual([6, 7]);
  const [cut] = layout.cut;
  expect(cut.x).toBeGreaterThan(node(8).x);
  expect(cut.x).toBeLessThan(node(7).x);
  expect(layout.labels.map((l) => l.text).sort()).toEqual(['2 pictures', 'Tips (3)']);
});

test('branches, ends and labels can be pointed at', () => {
  expect(nodeAt(layout, node(8).x + 1, (node(6).y + node(7).y) / 2)?.id).toBe(8);
  expect(nodeAt(layout, node(0).x - 3, node(0).y + 2)?.id).toBe(0);
  const tips = layout.labels.find((l) => l.id === 6)!;
  expect(nodeAt(layout, layout.plot.right + 40, tips.y + 3)?.id).toBe(6);
  expect(nodeAt(layout, layout.plot.right - 10, 2)).toBeUndefined();
});

test('of 50,000 leaves only the last merges are walked', () => {
  const tree = bigTree(50_000);
  let reads = 0;
  const watched = new Proxy(tree.left, {
    get: (target, key) => {
      reads++;
      return Reflect.get(target, key);
    },
  });
  const branches = topOfTree({ ...tree, left: watched }, 60, 60);
  expect(branches.filter((b) => !b.arms)).toHaveLength(60);
  expect(branches.filter((b) => !b.arms).reduce((sum, b) => sum + b.size, 0)).toBe(50_000);
  expect(branches.filter((b) => b.place === 'cluster')).toHaveLength(60);
  expect(reads).toBeLessThan(200);
});

test('at most so many ends are shown, and a cut below them says so', () => {
  const deep = layoutDendrogram({ ...data, tree: bigTree(5000), k: 300 }, SIZE);
  expect(deep.nodes.filter((n) => !n.arms)).toHaveLength(60);
  expect(deep.cut).toEqual([]);
  expect(deep.description).toContain('below what is shown');
});

test('inverted merges are drawn where they are, and one line no longer makes the cut', () => {
  const inverted = layoutDendrogram({ ...data, tree: centroidTree(60), k: 8 }, SIZE);
  const wrong = inverted.nodes.filter((n) => n.isInverted);
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.every((n) => n.x <= n.parentX)).toBe(true);
  expect(inverted.cut).toHaveLength(8);
});

test.each([0, 1, 2])('a tree of %d leaves can be laid out', (leaves) => {
  const merges = Math.max(0, leaves - 1);
  const tree: Tree = {
    method: 'single',
    leaves,
    left: new Int32Array(merges),
    right: new Int32Array(merges).fill(1),
    height: new Float64Array(merges),
    size: new Int32Array(merges).fill(2),
  };
  for (const scale of ['linear', 'sqrt', 'log'] as const) {
    const tiny = layoutDendrogram({ ...data, tree, k: 1, scale }, SIZE);
    expect(tiny.nodes).toHaveLength([0, 1, 3][leaves]);
    expect(JSON.stringify(tiny)).not.toMatch(/null/);
  }
});
