import { expect, test } from 'vitest';
import { matrix } from '../arrays/matrix.ts';
import { replayMerges } from './closest-pairs.test-support.ts';
import { linkWard } from './link-centroids.ts';

const COLS = 100;
type Values = Readonly<Record<number, number>>;

/** Distances that are left off early end at a sum that is as near as the best is, but for rounding. */
test('Ward is not taken in by a distance that was only begun', async () => {
  const far = (j: number): Values => ({
    [1 + ((4 * j * j) % 28)]: (4 * j) % 3 ? 3 : -3,
    [30 + ((4 * j ** 3 + j) % 70)]: j % 2 ? 20 : -20,
  });
  const rows: Values[] = [
    ...Array.from({ length: 12 }, () => ({})),
    { 0: 3 },
    { 0: 3, 29: 0.5 },
    ...Array.from({ length: 90 }, (_, j) => far(j)),
  ];
  const data = Float32Array.from({ length: rows.length * COLS }, (_, at) => {
    return rows[Math.floor(at / COLS)]?.[at % COLS] ?? 0;
  });
  const x = matrix(data, rows.length, COLS);
  const tree = await linkWard(x, {}, { worthwhile: 0 });
  for (const { height, distance } of replayMerges('ward', x, tree)) {
    expect(height).toBeCloseTo(distance, 9);
  }
});
