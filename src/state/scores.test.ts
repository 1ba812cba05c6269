import { afterEach, expect, test, vi } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { createTestStore, testFiles } from './test-store.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Labels are at rest only when the test says so, however long they take. */
const holdTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
function letTimePass(): void {
  vi.runAllTimers();
  vi.useRealTimers();
}

async function withCodes() {
  const made = createTestStore();
  const state = () => made.store.getState();
  await state().openProject();
  for (const label of ['Tips', 'Powder']) {
    const contents = Array.from({ length: 12 }, (_, i) => `${label[0]}${i}`);
    await state().importFiles(testFiles(contents, label));
  }
  await state().takeFeatures();
  await state().trainCodes();
  return { ...made, state };
}

test('a tree is scored when it is grown, while others still grow', async () => {
  const { state, services } = await withCodes();
  const { link } = services.analysis;
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  vi.spyOn(services.analysis, 'link').mockImplementation(async (x, settings, options) => {
    if (settings.method === 'complete') await gate;
    return link(x, settings, options);
  });
  const growing = state().growTrees();
  await expect.poll(() => state().scores.single && state().scenarios).toBeDefined();
  expect(state().trees.complete).toBeUndefined();
  expect(state().scores.complete).toBeUndefined();
  goOn();
  expect(await growing).toBe(true);
  expect(state().scores.complete?.nmi).toHaveLength(24);
});

test('trees are scored anew a moment after labels change', async () => {
  const { state } = await withCodes();
  await state().growTrees();
  const before = state().scores.ward?.nmi[1];
  expect(before).toBeCloseTo(1);
  holdTime();
  const some = ['T0', 'T1', 'T2', 'P0'].map((id) => id as PictureId);
  await state().setLabel(some, 'Fibres');
  expect(state().scores.ward?.nmi[1]).toBe(before);
  letTimePass();
  await expect.poll(() => state().scores.ward?.nmi[1]).toBeLessThan(0.9);
});

test('with a single label there is nothing to compare with', async () => {
  const { state } = await withCodes();
  await state().growTrees();
  const all = state().records.map(({ id }) => id);
  holdTime();
  await state().setLabel(all, 'Tips');
  letTimePass();
  await expect.poll(() => Object.keys(state().scores)).toEqual([]);
  expect(state().scenarios).toBeUndefined();
});
