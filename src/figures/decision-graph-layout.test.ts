import { expect, test } from 'vitest';
import { decisionGraph } from './case-data.ts';
import { layoutDecisionGraph, markAt } from './decision-graph-layout.ts';

const SIZE = { width: 640, height: 400 };
const graph = decisionGraph(50_000);
const gamma = graph.rho.map((r, i) => r * graph.delta[i]);
const ranked = [...gamma.keys()].sort((a, b) => gamma[b] - gamma[a]);

test('of 50,000 points at most 2,000 are drawn, the outstanding ones among them', () => {
  const layout = layoutDecisionGraph({ graph, k: 10, rule: 'gamma' }, SIZE);
  expect(layout.centres.map((m) => m.index)).toEqual(ranked.slice(0, 10));
  const shown = new Set([...layout.centres, ...layout.others].map((m) => m.index));
  expect(shown.size).toBe(layout.centres.length + layout.others.length);
  expect(shown.size).toBeLessThanOrEqual(2000);
  expect(shown.size).toBeGreaterThan(800);
  expect(ranked.slice(0, 200).every((i) => shown.has(i))).toBe(true);
});

test('with more centres than are drawn, none of the others is', () => {
  const layout = layoutDecisionGraph({ graph, k: 5000, rule: 'gamma' }, SIZE);
  expect(layout.centres.map((m) => m.index)).toEqual(ranked.slice(0, 2000));
  expect(layout.others).toEqual([]);
});

test('the threshold parts the centres from the rest', () => {
  const layout = layoutDecisionGraph({ graph, k: 10, rule: 'longest-link' }, SIZE);
  const [start] = layout.threshold;
  expect(layout.centres.every((m) => m.y <= start[1])).toBe(true);
  expect(layout.others.every((m) => m.y >= start[1])).toBe(true);
});

test('marks can be pointed at', () => {
  const layout = layoutDecisionGraph({ graph, k: 10, rule: 'gamma' }, SIZE);
  const [first] = layout.centres;
  expect(markAt(layout, first.x + 2, first.y - 1)?.index).toBe(first.index);
  expect(markAt(layout, layout.plot.left + 2, layout.plot.top + 2)).toBeUndefined();
});

test('equal points give no more centres than asked for', () => {
  const equal = {
    cutoff: 1,
    rho: new Float64Array(50).fill(2),
    delta: new Float64Array(50),
    parent: new Int32Array(50),
  };
  const layout = layoutDecisionGraph({ graph: equal, k: 7, rule: 'gamma' }, SIZE);
  expect(layout.centres).toHaveLength(7);
  expect(layout.threshold).toEqual([]);
});

test.each([0, 1])('%d points can be laid out', (count) => {
  const few = {
    cutoff: 1,
    rho: new Float64Array(count).fill(1),
    delta: new Float64Array(count).fill(3),
    parent: new Int32Array(count),
  };
  const layout = layoutDecisionGraph({ graph: few, k: 5, rule: 'gamma' }, SIZE);
  expect(layout.centres).toHaveLength(count);
  expect(JSON.stringify(layout)).not.toMatch(/null/);
});
