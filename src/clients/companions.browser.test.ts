import { afterAll, expect, test } from 'vitest';
import { labelsOfColumns } from '../core/dataset/label-columns.ts';
import { ImagingClient } from './imaging.ts';

const client = new ImagingClient();
const options = { signal: new AbortController().signal };

afterAll(() => client.dispose());

test('a file of labels, notes in two bytes a letter, and what says nothing of pictures', async () => {
  const csv = new File(['file,label\na.tif,Tips\nb.tif,Fibres\n'], 'l.csv');
  const labels = await client.companion(csv, 'lab/l.csv', options);
  expect(labels?.kind === 'labels' && labelsOfColumns(labels.labels)).toEqual([
    { path: 'a.tif', sha256: undefined, label: 'Tips' },
    { path: 'b.tif', sha256: undefined, label: 'Fibres' },
  ]);
  const notes = '[SemImageFile]\r\nPixelSize=2.5\r\nMagnification=4000\r\n';
  const wide = Uint8Array.from([...notes].flatMap((c) => [c.charCodeAt(0), 0]));
  const sidecar = await client.companion(new File([wide], 'a.txt'), 'lab/a.txt', options);
  expect(sidecar).toMatchObject({ kind: 'sidecar', sidecar: { metadata: { vendor: 'hitachi' } } });
  const other = new File(['read me'], 'b.txt');
  expect(await client.companion(other, 'lab/b.txt', options)).toBeUndefined();
});

test('labels that contradict themselves are refused with their code', async () => {
  const csv = new File(['file,label\na.png,X\na.png,Y\n'], 'l.csv');
  await expect(client.companion(csv, 'l.csv', options)).rejects.toMatchObject({
    code: 'bad-labels',
    message: expect.stringContaining('Line 3'),
  });
});

test('a file’s stamp is what it shows of itself', async () => {
  const file = new File(['four'], 'a.png', { lastModified: 1e12 });
  expect(await client.stamp(file, options)).toEqual({ bytes: 4, modifiedAt: 1e12 });
});
