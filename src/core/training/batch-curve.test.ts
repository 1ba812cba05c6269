import { expect, test } from 'vitest';
import { BatchRecorder } from './batch-curve.ts';

const step = (epoch: number, batch: number) => ({
  epoch,
  batch,
  batches: 4,
  learningRate: 0.1,
  loss: epoch + batch / 10,
  accuracy: 0.5,
});

function recorded(epochs: number): BatchRecorder {
  const recorder = new BatchRecorder(undefined);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let batch = 1; batch <= 4; batch++) recorder.add(step(epoch, batch));
  }
  return recorder;
}

test('steps stand at their share of an epoch, however many there are', () => {
  const { at, loss } = recorded(200).curve();
  expect(at).toHaveLength(800);
  expect([...at.subarray(0, 5)]).toEqual([0.25, 0.5, 0.75, 1, 1.25]);
  expect(loss[799]).toBeCloseTo(200.4);
});

test('what was given out before does not change, also where epochs are made again', () => {
  const recorder = recorded(3);
  const before = recorder.curve();
  const copy = before.loss.slice();
  recorder.cutAfter(2);
  expect(recorder.curve().at).toHaveLength(8);
  recorder.add({ ...step(3, 1), loss: 99 });
  expect(recorder.curve().loss.at(-1)).toBe(99);
  expect(before.loss).toEqual(copy);
});

test('a curve from disk goes on', () => {
  const recorder = new BatchRecorder(recorded(1).curve());
  recorder.add(step(2, 1));
  expect([...recorder.curve().at]).toEqual([0.25, 0.5, 0.75, 1, 1.25]);
});
