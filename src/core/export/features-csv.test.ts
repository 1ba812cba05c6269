import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsv } from './csv.ts';
import { parseFeaturesCsv } from './features-csv.ts';

const dataOf = (text: string) => [...parseFeaturesCsv(text).features.data];

test('without a header every column is a feature', () => {
  expect(parseFeaturesCsv('1,2.5\n-3e2, 4 \n')).toEqual({
    features: { data: Float32Array.of(1, 2.5, -300, 4), rows: 2, cols: 2 },
    labels: [undefined, undefined],
    names: undefined,
    hasHeader: false,
  });
});

test('the column label is the label wherever it stands, an empty one being none', () => {
  expect(parseFeaturesCsv('a,Label,b\n1,Tips,2\n3,,4\n5," ",6')).toEqual({
    features: { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, cols: 2 },
    labels: ['Tips', undefined, undefined],
    names: undefined,
    hasHeader: true,
  });
});

test('spreadsheets write semicolons or tabs, and commas in numbers', () => {
  const table = { data: Float32Array.of(1.5, 2, -300, 4), rows: 2, cols: 2 };
  for (const text of ['1,5;2\n-3e2;4\n', '1.5;2\n-3e2;4,0\n', '1,5\t2\n-300,0\t4\n']) {
    expect(parseFeaturesCsv(text)).toMatchObject({ features: table, hasHeader: false });
  }
  expect(parseFeaturesCsv('\ufeffa;label;b\r\n1,5;"x;y";2\r\n-300;;4\r\n')).toMatchObject({
    features: table,
    labels: ['x;y', undefined],
    hasHeader: true,
  });
  expect(parseFeaturesCsv('"a","b;c"\n1.5,2\n-300,4\n').features).toEqual(table);
  expect(parseFeaturesCsv('1.5,\t2\n-300,\t4\n').features).toEqual(table);
  expect(() => parseFeaturesCsv('a,b\n1;5,2\n')).toThrow('"1;5", which is not a number');
});

test("pandas' numbered columns and nameless index are no features", () => {
  expect(parseFeaturesCsv(',0,1,label\npic a,1,2,Powder\n7,3,4,\n')).toEqual({
    features: { data: Float32Array.of(1, 2, 3, 4), rows: 2, cols: 2 },
    labels: ['Powder', undefined],
    names: ['pic a', '7'],
    hasHeader: true,
  });
  expect(dataOf('0,1,label\n1,2,x\n')).toEqual([1, 2]);
});

test.each([
  ['0,1,2\n7,8,9\n', true, [7, 8, 9]],
  [',0,1\n4,7,8\n', true, [7, 8]],
  [',a\n4,7\n', true, [7]],
  ['0,1,3\n7,8,9\n', false, [0, 1, 3, 7, 8, 9]],
  ['0.0,1.0\n7,8\n', false, [0, 1, 7, 8]],
])('the first line of %j is a header: %s', (text, hasHeader, numbers) => {
  expect(parseFeaturesCsv(text).hasHeader).toBe(hasHeader);
  expect(dataOf(text)).toEqual(numbers);
});

test('a column file names the rows', () => {
  const table = parseFeaturesCsv('x,file\n1,"a,1.tif"\n2,b.tif\n');
  expect(table.names).toEqual(['a,1.tif', 'b.tif']);
  expect(table.features.cols).toBe(1);
});

test.each([
  ['', 'no rows'],
  ['a,b,label\n', 'no rows'],
  ['label\nTips\n', 'no column of numbers'],
  ['label,x,label\nTips,1,\n', 'two columns named label'],
  ['a,b\n1,2\n1,2,3\n', 'Line 3 of the features file has 3 cells where the first line has 2'],
  ['a,b\n1,2\n\n3,x\n', 'Line 4, column 2 of the features file is "x", which is not a number'],
  ['a b\n1 2\n', 'Put commas, semicolons or tabs between the columns'],
  ['a\n\u0007\n', 'is "\ufffd", which is not a number'],
  ['1,2\n3,\n', 'Line 2, column 2 of the features file is empty where a number must be'],
  ['1,,3\n4,5,6\n', 'Line 1, column 2 of the features file is empty where a number must be'],
  [',2\n3,4\n5,6\n', 'Line 1, column 1 of the features file is empty where a number must be'],
  ['1,nan\n', 'Line 1, column 2 of the features file is nan. Features must be finite'],
  ['a\n-Infinity\n', 'must be finite'],
  ['a\n1e39\n', 'must be finite'],
  ['a\n"1', 'Line 2: a quoted cell is never closed'],
])('%j is refused', (text, message) => {
  expect(() => parseFeaturesCsv(text)).toThrow(
    expect.objectContaining({ code: 'bad-features', message: expect.stringContaining(message) }),
  );
});

test('what was written is read back, beyond the first allocation too', () => {
  const cell = fc.float({ noNaN: true, noDefaultInfinity: true });
  const label = fc.constantFrom('Tips', 'a "b", c', '');
  const cases = fc.integer({ min: 1, max: 40 }).chain((cols) =>
    fc.array(fc.tuple(label, fc.array(cell, { minLength: cols, maxLength: cols })), {
      minLength: 1,
      maxLength: 60,
    }),
  );
  fc.assert(
    fc.property(cases, (rows) => {
      const header = ['label', ...rows[0][1].map((_, i) => `f${i}`)];
      const table = parseFeaturesCsv(writeCsv([header, ...rows.map(([l, xs]) => [l, ...xs])]));
      expect(table.labels).toEqual(rows.map(([l]) => l || undefined));
      expect(table.features.data).toEqual(
        Float32Array.from(rows.flatMap(([, xs]) => xs.map((x) => x + 0))),
      );
    }),
  );
});
