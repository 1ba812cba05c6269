import { expect, test } from 'vitest';
import { CATEGORIES, folderLabel, PAPER_CATEGORIES } from './folder-label.ts';
import { isIgnorable } from './is-ignorable.ts';

test.each([
  ['sem/Tips/a.tif', 'Tips'],
  ['Tips/a.tif', 'Tips'],
  ['sem/Tips/2021/b/a.tif', 'Tips'],
  ['sem/porous sponges/a.tif', 'Porous_Sponge'],
  ['sem/POROUS-SPONGE/a.tif', 'Porous_Sponge'],
  ['sem/nanowire/a.tif', 'Nanowires'],
  ['sem/MEMS devices & electrodes/a.tif', 'MEMS_devices_and_electrodes'],
  ['sem/Fibers/a.tif', 'Fibres'],
  ['sem/particle/a.tif', 'Particles'],
  ['sem/films and coated surfaces/a.tif', 'Films_Coated_Surface'],
  ['a/b/c.tif', 'b'],
  ['a/b/My class/c.tif', 'My class'],
  ['a/Tips/Powder/c.tif', 'Powder'],
  ['a/Nanodra\u0308hte/c.tif', 'Nanodr\u00e4hte'],
  ['a/ My class /c.tif', 'My class'],
])('%s is labelled %s', (path, label) => {
  expect(folderLabel(path)).toBe(label);
});

test.each(['a.tif', 'sem/a.tif', './sem/a.tif', 'sem/ /a.tif', ''])('%s has no label', (path) => {
  expect(folderLabel(path)).toBeUndefined();
});

test('another vocabulary names other classes', () => {
  const steel = [{ label: 'pearlite', title: 'Pearlite' }];
  expect(folderLabel('x/Pearlite/2/a.tif', steel)).toBe('pearlite');
  expect(folderLabel('x/Tips/a.tif', steel)).toBe('Tips');
});

test('every category is found by its label and by its title, and by no other', () => {
  expect(CATEGORIES).toHaveLength(10);
  for (const { label, title } of PAPER_CATEGORIES) {
    expect([folderLabel(`${label}/a.png`), folderLabel(`${title}/a.png`)]).toEqual([label, label]);
  }
});

test.each([
  'a/.DS_Store',
  'Thumbs.db',
  'x/desktop.ini',
  '__MACOSX/a.tif',
  'a/._b.tif',
  '.git/x.png',
])('%s is passed over', (path) => {
  expect(isIgnorable(path)).toBe(true);
});

test.each(['a.tif', './a/b.png', 'notes.txt', 'a.b/c.tif'])('%s is not passed over', (path) => {
  expect(isIgnorable(path)).toBe(false);
});
