import { expect, test } from 'vitest';
import { parseLabelsCsv } from './labels-csv.ts';

test('file and label, with a header or without', () => {
  const labels = [
    ['Tips/a.tif', 'Tips'],
    ['b.png', 'Wires'],
  ];
  expect([...parseLabelsCsv('file,label\nTips/a.tif,Tips\nb.png,Wires\n')]).toEqual(labels);
  expect([...parseLabelsCsv('Tips\\a.tif,Tips\r\n./b.png, Wires ')]).toEqual(labels);
});

test('an empty label says nothing', () => {
  expect([...parseLabelsCsv('file,label\na.tif,\na.tif,Tips\nb.tif, \n')]).toEqual([
    ['a.tif', 'Tips'],
  ]);
  expect(parseLabelsCsv('file,label\na.tif,\n').size).toBe(0);
});

test("a table of pictures serves as well: other columns don't matter", () => {
  const text = 'label,width,File\nPowder,1024,a/b.tif\n';
  expect([...parseLabelsCsv(text)]).toEqual([['a/b.tif', 'Powder']]);
});

test('the same said twice is no harm', () => {
  expect(parseLabelsCsv('a.tif,Tips\na.tif,Tips\n').size).toBe(1);
});

test.each([
  ['', 'The labels file has no rows'],
  ['file,label\n', 'The labels file has no rows'],
  ['a.tif,Tips\nb.tif\n', 'Line 2 of the labels file must have a file and a label'],
  ['a.tif,Tips\n,Tips\n', 'Line 2 of the labels file must have a file and a label'],
  ['a.tif,Tips\na.tif,Powder\n', 'Line 2 of the labels file gives a.tif a second label'],
])('%j is refused', (text, message) => {
  expect(() => parseLabelsCsv(text)).toThrow(
    expect.objectContaining({ code: 'bad-labels', message: expect.stringContaining(message) }),
  );
});
