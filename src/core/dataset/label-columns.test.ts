import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOfLabels, labelsOfColumns } from './label-columns.ts';

const text = fc.string().map((s) => s.replaceAll('\0', ''));

test('labels come back from their columns', () => {
  const label = fc.record({
    path: text,
    sha256: fc.option(text.filter(Boolean), { nil: undefined }),
    label: fc.oneof(fc.constantFrom('Tips', 'Fibres'), fc.string()),
  });
  fc.assert(
    fc.property(fc.array(label), (labels) => {
      expect(labelsOfColumns(columnsOfLabels(labels))).toEqual(labels);
    }),
  );
});

test('a path’s NUL, which no file has, is left out', () => {
  const columns = columnsOfLabels([{ path: 'a\0b', label: 'Tips' }]);
  expect(labelsOfColumns(columns)).toEqual([{ path: 'ab', sha256: undefined, label: 'Tips' }]);
});
