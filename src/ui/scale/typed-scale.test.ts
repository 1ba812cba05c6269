import { expect, test } from 'vitest';
import { typedScale } from './typed-scale.ts';

test.each([
  ['2', { value: 2, unit: 'um' }],
  ['500nm', { value: 500, unit: 'nm' }],
  [' 0,5 mm ', { value: 0.5, unit: 'mm' }],
  ['1 µm', { value: 1, unit: 'um' }],
  ['1 u', { value: 1, unit: 'um' }],
  ['', undefined],
  ['0', undefined],
  ['2 cm', undefined],
  ['µm', undefined],
] as const)('“%s”', (text, label) => {
  expect(typedScale(text, 'um')).toEqual(label);
});
