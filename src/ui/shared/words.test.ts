import { expect, test } from 'vitest';
import {
  countOf,
  displayLabel,
  fileNameOf,
  formatBytes,
  formatDuration,
  formatLength,
} from './words.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [64_000_000, '64 MB'],
  [123_456_789, '123 MB'],
  [2.5e12, '2.5 TB'],
])('%d bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [5.859541, '5.86 nm'],
  [1000, '1 µm'],
  [999.9, '1 µm'],
  [20_000, '20 µm'],
  [2.5e6, '2.5 mm'],
  [0.75, '0.75 nm'],
])('%d nm', (nm, text) => {
  expect(formatLength(nm)).toBe(text);
});

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [600, '10 min'],
  [7800, '2 h 10 min'],
])('%d seconds', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('one is not many', () => {
  expect([countOf(1, 'picture'), countOf(1204, 'picture'), countOf(0, 'file')]).toEqual([
    '1 picture',
    '1,204 pictures',
    '0 files',
  ]);
});

test.each([
  ['sem/Tips/tip_1.tif', 'tip_1.tif'],
  ['tip_1.tif', 'tip_1.tif'],
])('the file of %s', (path, name) => {
  expect(fileNameOf(path)).toBe(name);
});

test('the paper’s categories have their titles, other names lose their underscores', () => {
  expect(displayLabel('MEMS_devices_and_electrodes')).toBe('MEMS devices and electrodes');
  expect(displayLabel('my_own_class')).toBe('my own class');
});
