import { expect, test } from 'vitest';
import { takeRows } from '../arrays/matrix.ts';
import { semsyn } from '../reference/semsyn.ts';
import { twoNn } from './two-nn.ts';
import { twoNnPerClass } from './two-nn-per-class.ts';

const fractions = [0.9, 0.5];

test('each class gets what it would get by itself; small ones are named and left out', async () => {
  const { x, y } = semsyn(600, 2, 0.01);
  const labels = y.map((label, i) => (i % 10 === 0 ? -1 : label));
  const { classes, leftOut } = await twoNnPerClass(x, labels, fractions, {});
  const sizes = Array.from({ length: 10 }, (_, c) => labels.filter((l) => l === c).length);
  expect(leftOut).toEqual(
    sizes.flatMap((sample, label) => (sample > 0 && sample < 20 ? [{ label, sample }] : [])),
  );
  expect(leftOut.length).toBeGreaterThan(0);
  expect(classes.map(({ label }) => label)).toEqual(
    sizes.flatMap((sample, label) => (sample >= 20 ? [label] : [])),
  );
  for (const { label, dimension } of classes) {
    const rows = [...labels.keys()].filter((i) => labels[i] === label);
    const alone = await twoNn(
      takeRows(x, rows),
      { fractions, halvings: 0, repeats: 0, seed: 1 },
      {},
    );
    expect(dimension).toEqual(alone.points[0].mean);
  }
});

test('copies don’t make a class big enough', async () => {
  const { x } = semsyn(19, 2, 0.01);
  const rows = Array.from({ length: 38 }, (_, i) => i % 19);
  const result = await twoNnPerClass(takeRows(x, rows), new Int32Array(38), fractions, {});
  expect(result).toEqual({ fractions, classes: [], leftOut: [{ label: 0, sample: 19 }] });
});

test.each([0, 1, 2])('%i rows are too few for any class', async (rows) => {
  const x = { data: Float32Array.of(1, 2).subarray(0, rows), rows, cols: 1 };
  const { classes, leftOut } = await twoNnPerClass(x, new Int32Array(rows), fractions, {});
  expect(classes).toEqual([]);
  expect(leftOut).toEqual(rows > 0 ? [{ label: 0, sample: rows }] : []);
});

test.each([Number.NaN, Infinity, -Infinity])('%d is refused', async (value) => {
  const x = { data: Float32Array.of(1, value), rows: 2, cols: 1 };
  const result = twoNnPerClass(x, Int32Array.of(0, 0), fractions, {});
  await expect(result).rejects.toMatchObject({ code: 'bad-features' });
});
