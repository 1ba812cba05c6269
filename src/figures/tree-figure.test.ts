import { expect, test } from 'vitest';
import type { Tree } from '../core/cluster/tree.ts';
import { treeFigure } from './tree-figure.ts';

const treeBy = (method: Tree['method']) => ({ method, leaves: 3 }) as Tree;

test('a tree of distances is drawn by them, and cut at no more clusters than leaves', () => {
  const names = new Map([[4, 'Tips']]);
  const { k, scale, unit, names: shown } = treeFigure(treeBy('ward'), 10, names);
  expect([k, scale, unit, shown]).toEqual([3, 'linear', 'code units', names]);
});

test('density peaks are drawn by gamma, which spans decades', () => {
  const { k, scale, unit } = treeFigure(treeBy('density-peaks'), 2, new Map());
  expect([k, scale, unit]).toEqual([2, 'sqrt', 'gamma']);
});
