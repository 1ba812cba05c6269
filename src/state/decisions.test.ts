import { expect, test } from 'vitest';
import { type Decided, NOTHING_DECIDED } from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { emptyDisk, type TestDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function visit(disk: TestDisk) {
  const { store } = createTestStore(disk);
  await store.getState().openProject();
  return () => store.getState();
}

async function firstVisit() {
  const disk = emptyDisk();
  const state = await visit(disk);
  await state().importFiles(testFiles(['a', 'b', 'c']));
  return { disk, state };
}

const ids = (...names: string[]) => names as PictureId[];
const crop = { x: 0, y: 0, width: 4, height: 2 };

/** What a person may do, by the kind of decision that it is. */
const DEEDS: Record<Decision['kind'], (state: AppState) => Promise<void>> = {
  label: (state) => state.setLabel(ids('a', 'b'), 'Wires'),
  labels: (state) => state.setLabels(ids('a', 'b'), ['Tips', 'Rods']),
  'cluster-name': (state) => state.nameCluster('tree/ward', 7, 'Rods'),
  crop: (state) => state.setCrop(ids('b', 'c'), crop),
  scale: (state) => state.setScales(ids('c'), [{ label: undefined, pixelSizeNm: 2 }]),
  'keep-alike': (state) => state.keepAlike(ids('a', 'c'), 'Twins'),
  remove: (state) => state.removePictures(ids('b')),
  restore: (state) => state.restorePictures(ids('c')),
};

test.each(Object.entries(DEEDS))('%s is undone and redone across reloads', async (kind, deed) => {
  const { disk, state } = await firstVisit();
  await state().setLabel(ids('a'), 'Old');
  await state().setCrop(ids('b'), { ...crop, height: 1 });
  await state().removePictures(ids('c'));
  const before = state().decided;
  await deed(state());
  expect(disk.decisions.at(-1)?.kind).toBe(kind);
  const after = state().decided;
  expect(after).not.toEqual(before);

  const second = await visit(disk);
  expect(second().decided).toEqual(after);
  await second().undo();
  expect(second().decided).toEqual(before);

  const third = await visit(disk);
  expect(third().decided).toEqual(before);
  await third().redo();
  expect(third().decided).toEqual(after);
  expect((await visit(disk))().decided).toEqual(after);
});

const labels = ({ decided }: { readonly decided: Decided }) => Object.fromEntries(decided.labels);

test('what could not be saved is taken back and said once, and the next decision is kept', async () => {
  const { disk, state } = await firstVisit();
  await state().setLabel(ids('a'), 'Wires');
  disk.isFull = true;
  const made = ['Tips', 'Rods', 'Dots'].map((label) => state().setLabel(ids('a', 'b'), label));
  expect(labels(state())).toEqual({ a: 'Dots', b: 'Dots' });
  expect(state().unsaved).toBe(3);
  await Promise.all(made);
  expect(labels(state())).toEqual({ a: 'Wires' });
  expect(state().unsaved).toBe(0);
  expect(state().notices.map(({ text }) => text)).toEqual([
    'A decision could not be saved, and was taken back: The disk is full.',
  ]);
  disk.isFull = false;
  await state().setLabel(ids('c'), 'Dots');
  await state().undo();
  await state().redo();
  expect(labels(await visit(disk).then((again) => again()))).toEqual({ a: 'Wires', c: 'Dots' });
});

test('an undo that could not be saved is taken back as well', async () => {
  const { disk, state } = await firstVisit();
  await state().setLabel(ids('a'), 'Wires');
  disk.isFull = true;
  await state().undo();
  expect(labels(state())).toEqual({ a: 'Wires' });
  disk.isFull = false;
  await state().undo();
  expect(state().decided).toEqual(NOTHING_DECIDED);
});
