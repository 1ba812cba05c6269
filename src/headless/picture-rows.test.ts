import { expect, test } from 'vitest';
import type { PictureRecord } from '../core/dataset/picture.ts';
import { pictureRows } from './picture-rows.ts';

const record = (path: string, otherPaths: readonly string[] = []) =>
  ({ path, otherPaths, width: 4, height: 3 }) as unknown as PictureRecord;
const problem = (path: string) => ({ path, code: 'not-a-picture', reason: 'No picture.' });

test('every file has one row, pictures in their own order and the others between by path', () => {
  const rows = pictureRows({
    records: [record('b', ['d', 'z']), record('e'), record('c')],
    problems: [problem('x'), problem('a')],
    labelOf: ({ path }) => path.toUpperCase(),
  });
  expect(rows.map(({ file }) => file)).toEqual(['a', 'b', 'd', 'e', 'c', 'x', 'z']);
  expect(rows[0]).toEqual({ file: 'a', error: 'No picture.' });
  expect(rows[1]).toEqual({ file: 'b', label: 'B', width: 4, height: 3 });
  expect(rows[2]).toEqual({ file: 'd', error: 'Same content as b.' });
});
