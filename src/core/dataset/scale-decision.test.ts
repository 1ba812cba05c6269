import { expect, test } from 'vitest';
import type { GivenScale } from '../scale/given-scale.ts';
import { applyDecision, applyDecisions, undoDecision } from './apply-decisions.ts';
import type { Decision } from './decisions.ts';
import type { PictureId } from './picture.ts';

const [a, b] = ['a', 'b'] as PictureId[] as [PictureId, PictureId];
const one: GivenScale = { label: { value: 1, unit: 'um' }, pixelSizeNm: 10 };
const two: GivenScale = { label: undefined, pixelSizeNm: 20 };

test('a person’s scales stand until they are taken away or undone', () => {
  const first: Decision = {
    kind: 'scale',
    pictures: [a, b],
    scales: [one, two],
    before: [null, null],
  };
  const second: Decision = { kind: 'scale', pictures: [b], scales: [null], before: [two] };
  const given = applyDecisions([first]);
  expect([...(given.scales ?? [])]).toEqual([
    [a, one],
    [b, two],
  ]);
  const taken = applyDecision(given, second);
  expect([...(taken.scales ?? [])]).toEqual([[a, one]]);
  expect(undoDecision(taken, second)).toEqual(given);
  expect(undoDecision(given, first)).toEqual(applyDecisions([]));
});
