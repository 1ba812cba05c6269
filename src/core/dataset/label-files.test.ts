import { expect, test } from 'vitest';
import { isLabelFileName, parseLabelFile } from './label-files.ts';
import { matchLabels } from './label-files-match.ts';
import type { PictureId } from './picture.ts';

test('CSV is taken for labels by its header, or by a first line of a picture and a label', () => {
  const rows = [
    { path: 'Tips/a.tif', label: 'Tips' },
    { path: 'b.tif', label: 'Powder' },
  ];
  expect(parseLabelFile('x.csv', 'file,label\nTips/a.tif,Tips\nb.tif,Powder\nc.tif,\n')).toEqual(
    rows,
  );
  expect(
    parseLabelFile('x.csv', 'n,category,filename\n1,Tips,Tips\\a.tif\n2,Powder,b.tif'),
  ).toEqual(rows);
  expect(parseLabelFile('X.CSV', 'Tips/a.tif,Tips\nb.tif,Powder\n')).toEqual(rows);
  expect(parseLabelFile('x.csv', 'time,dose\n1,2\n')).toBeUndefined();
  expect(parseLabelFile('x.csv', '')).toBeUndefined();
});

test.each([
  [
    'semicolons of a German spreadsheet',
    '\ufeffFilename;Category\r\nTips/a.tif;Tips\r\nb.tif;Powder\r\n',
  ],
  ['quoted cells', '"Dateiname";"Kategorie"\r\n"Tips\\a.tif";"Tips"\r\n"b.tif";"Powder"\r\n'],
  ['French titles among others', 'N°;Catégorie;Fichier\n1,5;Tips;Tips/a.tif\n2,5;Powder;b.tif\n'],
  ['a line that names the separator', 'sep=;\r\nfile;label\r\nTips/a.tif;Tips\r\nb.tif;Powder'],
  ['tabs', 'FILE\tLABEL\nTips/a.tif\tTips\nb.tif\tPowder\n'],
  ['no header', 'Tips/a.tif;Tips\nb.tif;Powder\n'],
])('labels between other separators are read: %s', (_, text) => {
  const rows = [
    { path: 'Tips/a.tif', label: 'Tips' },
    { path: 'b.tif', label: 'Powder' },
  ];
  expect(parseLabelFile('x.csv', text)).toEqual(rows);
  expect(parseLabelFile('x.tsv', text)).toEqual(rows);
});

test('a separator inside quotes is part of its cell', () => {
  expect(parseLabelFile('x.csv', 'file;label\n"a;1.tif";"Tips; blunt, ""old"""\n')).toEqual([
    { path: 'a;1.tif', label: 'Tips; blunt, "old"' },
  ]);
  expect(parseLabelFile('x.csv', '"file","label"\n"a;1.tif","x;y"\n')).toEqual([
    { path: 'a;1.tif', label: 'x;y' },
  ]);
});

test('a fault behind a line that names the separator is told with its line of the file', () => {
  expect(() => parseLabelFile('x.csv', 'sep=;\r\nfile;label\r\na.tif;A\r\na.tif;B')).toThrow(
    expect.objectContaining({ code: 'bad-labels', message: expect.stringContaining('Line 4') }),
  );
});

test('a CSV that contradicts itself is refused, naming the line', () => {
  expect(() => parseLabelFile('x.csv', 'file,label\na.tif,Tips\na.tif,Powder\n')).toThrow(
    expect.objectContaining({ code: 'bad-labels', message: expect.stringContaining('Line 3') }),
  );
});

test('a subset of Semscape’s own gives path, content and label', () => {
  const subset = {
    $schema: 'urn:semscape:subset:1',
    pictures: [
      { path: 'lab/a.tif', sha256: 'abc', label: { value: 'Tips', by: 'folder' } },
      { path: 'lab/b.tif', sha256: 'def', label: null },
    ],
  };
  expect(parseLabelFile('s.json', JSON.stringify(subset))).toEqual([
    { path: 'lab/a.tif', sha256: 'abc', label: 'Tips' },
  ]);
});

test('COCO gives each picture the category that most of its annotations have', () => {
  const annotation = (image_id: number, category_id: number) => ({ image_id, category_id });
  const coco = {
    images: [
      { id: 1, file_name: 'a.tif' },
      { id: 2, file_name: 'sub\\b.tif' },
      { id: 3, file_name: 'none.tif' },
    ],
    categories: [
      { id: 7, name: 'Particles' },
      { id: 8, name: 'Fibres' },
    ],
    annotations: [annotation(1, 7), annotation(1, 8), annotation(1, 8), annotation(2, 7)],
  };
  expect(parseLabelFile('c.json', JSON.stringify(coco))).toEqual([
    { path: 'a.tif', label: 'Fibres' },
    { path: 'sub/b.tif', label: 'Particles' },
  ]);
});

test.each(['{"a":1}', 'null', '[1]', '{broken', '{"images":[],"annotations":1,"categories":[]}'])(
  'other JSON brings no labels: %s',
  (text) => {
    expect(parseLabelFile('x.json', text)).toBeUndefined();
  },
);

test('label files are known by their ending', () => {
  const names = ['a.csv', 'a.JSON', 'a.TSV', 'a.txt'];
  expect(names.map(isLabelFileName)).toEqual([true, true, true, false]);
});

const picture = (path: string, id = path, otherPaths: string[] = []) => ({
  id: id as PictureId,
  path,
  otherPaths,
});
const given = (path: string, label: string, sha256?: string) => ({ path, label, sha256 });
const labelled = async (
  lines: ReturnType<typeof given>[],
  pictures: ReturnType<typeof picture>[],
) => {
  const matched = await matchLabels(lines, pictures);
  return { ...matched, labels: [...matched.labels] };
};

test('content goes before the path, the path before the bare name', async () => {
  expect(
    await labelled(
      [given('lab/a.tif', 'A', 'id-b'), given('Tips/1.tif', 'T'), given('Fibres/1.tif', 'F')],
      [picture('lab/a.tif', 'id-a'), picture('lab/b.tif', 'id-b'), picture('sem/Fibres/1.tif')],
    ),
  ).toEqual({
    labels: [
      ['id-b', 'A'],
      ['sem/Fibres/1.tif', 'F'],
    ],
    unmatched: 1,
    firstUnmatched: 'Tips/1.tif',
  });
});

test('a bare name fits one picture, wherever it lies now or lay before', async () => {
  expect((await labelled([given('old/A.tif', 'T')], [picture('new/a.tif')])).labels).toEqual([
    ['new/a.tif', 'T'],
  ]);
  expect(
    (await labelled([given('old/b.tif', 'T')], [picture('x.tif', 'x', ['y/b.tif'])])).labels,
  ).toEqual([['x', 'T']]);
});

test('what fits several pictures alike fits none', async () => {
  const pictures = [picture('x/1.tif'), picture('y/1.tif')];
  expect(await labelled([given('1.tif', 'T'), given('z/2.tif', 'T')], pictures)).toEqual({
    labels: [],
    unmatched: 2,
    firstUnmatched: '1.tif',
  });
});

test('each path of one content may have its line; a line of another folder’s does not count', async () => {
  expect(
    await labelled(
      [given('a/1.tif', 'T'), given('b/1.tif', 'T'), given('c/1.tif', 'T')],
      [picture('a/1.tif', 'one', ['b/1.tif'])],
    ),
  ).toEqual({ labels: [['one', 'T']], unmatched: 1, firstUnmatched: 'c/1.tif' });
});

test.each([
  ['the whole path', 'sem/Tips/a.png', 'sem/Tips/a.png'],
  ['an ending', 'Wires/a.png', 'sem/Wires/a.png'],
  ['the name alone', 'b.png', 'sem/Tips/b.png'],
  ['a longer path', '/data/old/Tips/c.png', 'sem/Tips/c.png'],
  ['letters of other parts', 'Tips/Dra\u0308hte.png', 'sem/Tips/Dr\u00e4hte.png'],
  ['parts of other letters', 'Tips/Bl\u00e4tter.png', 'sem/Tips/Bla\u0308tter.png'],
])('a line finds its picture by %s', async (_, line, path) => {
  const pictures = [
    ...['sem/Tips/a.png', 'sem/Wires/a.png', 'sem/Tips/b.png', 'sem/Tips/c.png'],
    ...['sem/Tips/Dr\u00e4hte.png', 'sem/Tips/Bla\u0308tter.png'],
  ];
  const { labels } = await matchLabels(
    [given(line, 'T')],
    pictures.map((each) => picture(each)),
  );
  expect([...labels]).toEqual([[path, 'T']]);
});
