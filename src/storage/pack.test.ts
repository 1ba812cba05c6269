import { expect, test } from 'vitest';
import { layBehind } from './pack.ts';

test('bytes lie one behind the other, behind what is there', () => {
  const { places, end } = layBehind({ segment: 2, offset: 10 }, [5, 0, 7], 100);
  expect(places).toEqual([
    [2, 10, 5],
    [2, 15, 0],
    [2, 15, 7],
  ]);
  expect(end).toEqual({ segment: 2, offset: 22 });
});

test('what would cross the end of a segment begins the next one', () => {
  const { places, end } = layBehind({ segment: 0, offset: 90 }, [10, 60, 50], 100);
  expect(places).toEqual([
    [0, 90, 10],
    [1, 0, 60],
    [2, 0, 50],
  ]);
  expect(end).toEqual({ segment: 2, offset: 50 });
});

test('what is longer than a segment has one to itself', () => {
  expect(layBehind({ segment: 0, offset: 0 }, [150, 10], 100).places).toEqual([
    [0, 0, 150],
    [1, 0, 10],
  ]);
});
