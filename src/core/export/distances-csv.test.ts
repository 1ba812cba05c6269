import { expect, test } from 'vitest';
import { distancesCsv } from './distances-csv.ts';
import { lossCsv } from './loss-csv.ts';

test('a symmetric square with paths and labels', () => {
  const text = distancesCsv({
    paths: ['a,1.tif', 'b', 'c'],
    labels: ['Tips', undefined, 'Fibres'],
    distances: Float32Array.of(1, 2, 3),
  });
  expect(text.split('\n')).toEqual([
    'path,label,"a,1.tif",b,c',
    '"a,1.tif",Tips,0,1,2',
    'b,,1,0,3',
    'c,Fibres,2,3,0',
    '',
  ]);
});

test('a line an epoch', () => {
  expect(lossCsv([{ epoch: 1, trainLoss: 0.5, testLoss: 0.75 }])).toBe(
    'epoch,train_loss,test_loss\n1,0.5,0.75\n',
  );
});
