import { expect, test } from 'vitest';
import { naturalOrder } from './natural-order.ts';

test('numbers in names are compared as numbers, and capitals stand beside small letters', () => {
  const names = ['class 10', 'Class 2', 'class 1', 'tips', 'Powder'];
  expect(names.toSorted(naturalOrder)).toEqual([
    'class 1',
    'Class 2',
    'class 10',
    'Powder',
    'tips',
  ]);
});
