import { expect, test } from 'vitest';
import type { Tree } from '../core/cluster/tree.ts';
import { decisionGraph } from './case-data.ts';
import { cellBeside } from './cell-beside.ts';
import { layoutDecisionGraph } from './decision-graph-layout.ts';
import { layoutDendrogram } from './dendrogram-layout.ts';
import { cellAt, cellMiddle, layoutHeatmap } from './heatmap-layout.ts';
import { markBeside } from './mark-beside.ts';
import { nodeBeside } from './node-beside.ts';
import type { Step } from './step.ts';

const SIZE = { width: 640, height: 400 };
const [LEFT, RIGHT, UP, DOWN] = [
  [-1, 0] as const,
  [1, 0] as const,
  [0, -1] as const,
  [0, 1] as const,
];

test('cells of a heatmap follow each other, and end at its edges', () => {
  const side = 400;
  const distances = Float32Array.from({ length: (side * (side - 1)) / 2 }, (_, i) => i);
  const groups = [{ label: 'Tips', start: 0, end: side }];
  const layout = layoutHeatmap(
    { title: 'Codes', distances, side, groups, unit: 'code units', correlation: undefined },
    SIZE,
  );
  let cell: ReturnType<typeof cellBeside>;
  const go = (step: Step) => {
    cell = cellBeside(layout, cell, step);
    const under = cell && cellAt(layout, ...cellMiddle(layout, cell));
    return [under?.row, under?.column];
  };
  expect(go(DOWN)).toEqual([0, 1]);
  expect(go(DOWN)).toEqual([1, 1]);
  expect(go([10, 0])).toEqual([1, 11]);
  expect(go([0, -10])).toEqual([0, 11]);
  for (let column = 12; column < side; column++) expect(go(RIGHT)).toEqual([0, column]);
  expect(go(RIGHT)).toEqual([0, side - 1]);
});

test('every mark of a decision graph is reached in either direction, the first centre first', () => {
  const graph = decisionGraph(3000);
  const layout = layoutDecisionGraph({ graph, k: 5, rule: 'gamma' }, SIZE);
  const all = layout.centres.length + layout.others.length;
  const first = markBeside(layout, undefined, RIGHT);
  expect(first).toBe(layout.centres[0]);
  for (const [there, back] of [
    [RIGHT, LEFT],
    [DOWN, UP],
  ] as const) {
    let mark = markBeside(layout, first, [back[0] * all, back[1] * all]);
    const met = [mark];
    for (let i = 1; i < all; i++) {
      mark = markBeside(layout, mark, there);
      met.push(mark);
    }
    expect(new Set(met).size).toBe(all);
    const along = met.map((m) => (there === RIGHT ? m?.x : m?.y) ?? 0);
    expect(along).toEqual(along.toSorted((a, b) => a - b));
    expect(markBeside(layout, mark, there)).toBe(mark);
  }
});

/** ((0 1) (2 (3 4))). */
const tree: Tree = {
  method: 'ward',
  leaves: 5,
  left: Int32Array.of(3, 2, 0, 7),
  right: Int32Array.of(4, 5, 1, 6),
  height: Float64Array.of(1, 2, 3, 6),
  size: Int32Array.of(2, 3, 2, 5),
};

test('nodes of a tree: to what absorbs them, to their larger branch, and to what is drawn beside', () => {
  const layout = layoutDendrogram(
    { tree, k: 2, maxEnds: 60, scale: 'linear', unit: 'code units', names: new Map() },
    SIZE,
  );
  let node = nodeBeside(layout, undefined, DOWN);
  const go = (step: Step) => {
    node = nodeBeside(layout, node, step);
    return node?.id;
  };
  expect(node?.id).toBe(8);
  expect(go(LEFT)).toBe(8);
  expect(go(RIGHT)).toBe(6);
  expect(go(RIGHT)).toBe(5);
  expect([go(RIGHT), go(RIGHT)]).toEqual([3, 3]);
  expect(go(LEFT)).toBe(5);
  expect(go([0, -10])).toBe(3);
  const down = Array.from({ length: 9 }, () => go(DOWN));
  expect(down).toEqual([5, 4, 6, 2, 8, 0, 7, 1, 1]);
});

test('nothing is read of what is empty', () => {
  const nothing = layoutHeatmap(
    {
      title: 'Codes',
      distances: new Float32Array(0),
      side: 0,
      groups: [],
      unit: 'code units',
      correlation: undefined,
    },
    SIZE,
  );
  expect(cellBeside(nothing, undefined, RIGHT)).toBeUndefined();
  const none = { ...tree, leaves: 0, left: new Int32Array(0), right: new Int32Array(0) };
  const empty = layoutDendrogram(
    { tree: none, k: 1, maxEnds: 60, scale: 'linear', unit: '', names: new Map() },
    SIZE,
  );
  expect(nodeBeside(empty, undefined, RIGHT)).toBeUndefined();
});
