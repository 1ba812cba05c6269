import { expect, test } from 'vitest';
import { littleEndianBytes, npyHeader } from '../core/export/npy.ts';
import { decodeText } from '../imaging/decode-text.ts';
import { folderSources, readFeatureFile, readLabels, readRecipe } from './read-input.ts';

const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);
const inFolder = (path: string) => Object.assign(file(path), { webkitRelativePath: path }) as File;

test('a folder is read by path, without clutter and what is left out', () => {
  const files = ['lab/b.png', 'lab/out/pictures.csv', 'lab/.git/x', 'lab/a.png'].map(inFolder);
  const sources = folderSources(files, ['lab/out/pictures.csv']);
  expect(sources.map(({ path }) => path)).toEqual(['lab/a.png', 'lab/b.png']);
});

test('a folder is read however it is called', () => {
  const sources = folderSources(['.lab/a.png', '.lab/.git/x'].map(inFolder), []);
  expect(sources.map(({ path }) => path)).toEqual(['.lab/a.png']);
});

test('texts are read as spreadsheets write them', async () => {
  const wide = (text: string) => Uint16Array.from(`\ufeff${text}`, (c) => c.charCodeAt(0));
  const labels = await readLabels(
    file('l.csv', wide('file;label\r\nä.png;Körner\r\n')),
    decodeText,
  );
  expect(labels.labels).toEqual([{ path: 'ä.png', label: 'Körner' }]);
  const latin = Uint8Array.from('label;a\r\nKörner;1,5\r\n', (c) => c.charCodeAt(0));
  const { labels: own, features } = await readFeatureFile(file('x.csv', latin), decodeText);
  expect([own, ...features.data]).toEqual([['Körner'], 1.5]);
  const recipe = await readRecipe(file('r.json', '\ufeff{"seed": 3}'), undefined, decodeText);
  expect(recipe.seed).toBe(3);
});

test('a seed goes before the recipe’s, and a stage’s own before both', async () => {
  const given = file('r.json', '{"seed": 3, "clustering": {"seed": 5}}');
  const recipe = await readRecipe(given, 9, decodeText);
  expect([recipe.seed, recipe.dimension.seed, recipe.clustering.seed]).toEqual([9, 9, 5]);
  expect((await readRecipe(given, undefined, decodeText)).seed).toBe(3);
  expect((await readRecipe(undefined, 4, decodeText)).distances.seed).toBe(4);
});

test('a recipe that is no JSON is refused by its name', async () => {
  await expect(readRecipe(file('mine.json', '{'), undefined, decodeText)).rejects.toMatchObject({
    code: 'bad-recipe',
    message: expect.stringMatching(/^The recipe mine\.json is not JSON: /),
  });
});

test('labels come from CSV or from a subset', async () => {
  expect(await readLabels(file('l.csv', 'file,label\na.png,Tips\nb.png,\n'), decodeText)).toEqual({
    name: 'l.csv',
    labels: [{ path: 'a.png', label: 'Tips' }],
  });
  const picture = { path: 'a.png', sha256: 'abc', label: { value: 'Tips' } };
  const subset = JSON.stringify({ $schema: 'urn:semscape:subset:1', pictures: [picture] });
  expect((await readLabels(file('s.JSON', subset), decodeText)).labels).toEqual([
    { path: 'a.png', sha256: 'abc', label: 'Tips' },
  ]);
});

test('features are read by the file’s ending, and go by the digest of its bytes', async () => {
  const csv = await readFeatureFile(file('x.csv', 'a,label\n1,T\n'), decodeText);
  expect(csv).toMatchObject({ labels: ['T'], hasHeader: true });
  expect(csv.sha256).toMatch(/^[0-9a-f]{64}$/);
  const numbers = littleEndianBytes(Float32Array.of(1, 2, 3, 4));
  const npy = await readFeatureFile(file('X.NPY', npyHeader(2, 2), numbers), decodeText);
  expect(npy).toMatchObject({ labels: [undefined, undefined], hasHeader: false });
  expect(npy.features).toEqual({ data: Float32Array.of(1, 2, 3, 4), rows: 2, cols: 2 });
  await expect(readFeatureFile(file('x.npy', npyHeader(0, 3)), decodeText)).rejects.toMatchObject({
    code: 'bad-features',
  });
});
