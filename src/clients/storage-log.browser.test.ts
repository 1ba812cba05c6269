import { afterAll, expect, test } from 'vitest';
import { applyDecisions } from '../core/dataset/apply-decisions.ts';
import {
  at,
  clientOn,
  DECISION,
  forgetAll,
  idOf,
  never,
  range,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

test('undo and redo outlive the worker, and a new decision forgets what was undone', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { id } = (await first.open(undefined, never())).info;
  const decision = (label: string) =>
    ({ kind: 'label', pictures: [idOf(1)], label, before: [null] }) as const;
  for (const [i, label] of ['a', 'b', 'c'].entries()) {
    await first.decide(decision(label), at(id, i), never());
  }
  await first.setStanding(1, at(id, 3), never());
  first.dispose();

  const second = clientOn(name);
  const { info, log } = await second.open(undefined, never());
  expect(log).toEqual({ first: 0, decisions: [decision('a')], standing: 1, total: 3 });
  expect(await second.decisions(1, 9, never())).toEqual(['b', 'c'].map(decision));
  await second.setStanding(2, at(id, 1), never());
  await second.decide(decision('d'), at(id, 2), never());
  expect((await second.open(info.id, never())).log).toEqual({
    first: 0,
    decisions: ['a', 'b', 'd'].map(decision),
    standing: 3,
    total: 3,
  });
  await expect(second.setStanding(4, at(id, 3), never())).rejects.toThrow('4 of 3');
});

test('a long log opens from its snapshot, and all of it can still be undone', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { id } = (await first.open(undefined, never())).info;
  const n = 600;
  const decisionAt = (i: number) => ({
    kind: 'label' as const,
    pictures: [idOf(i % 50)],
    label: `l${i}`,
    before: [i < 50 ? null : `l${i - 50}`],
  });
  for (let i = 0; i < n; i++) await first.decide(decisionAt(i), at(id, i), never());
  first.dispose();
  const second = clientOn(name);
  const { info, log, base } = await second.open(undefined, never());
  expect(log).toMatchObject({ first: 512, standing: n, total: n });
  expect(base).toEqual(applyDecisions(range(0, 512).map(decisionAt)));
  expect(log.decisions).toEqual(range(512, n).map(decisionAt));
  expect(await second.decisions(0, 3, never())).toEqual(range(0, 3).map(decisionAt));

  await second.setStanding(300, at(id, n), never());
  await second.decide(decisionAt(300), at(id, 300), never());
  const again = await second.open(info.id, never());
  expect(again.log).toMatchObject({ first: 256, standing: 301, total: 301 });
  expect(again.base).toEqual(applyDecisions(range(0, 256).map(decisionAt)));
});

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

test('100,000 decisions: how long opening takes', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { info } = await first.create('Long', never());
  const n = 100_000;
  const db = await opened(name);
  const tx = db.transaction(['projects', 'decisions'], 'readwrite');
  const labels = (i: number) => ({
    kind: 'label',
    pictures: [idOf(i % 5000)],
    label: `l${i % 7}`,
    before: [null],
  });
  for (let i = 0; i < n - 256; i++) tx.objectStore('decisions').put(labels(i), [info.id, i]);
  tx.objectStore('projects').put({ ...info, standing: n - 256, decisions: n - 256 });
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
  await first.open(info.id, never());
  for (let i = n - 256; i < n; i++) await first.decide(DECISION, at(info.id, i), never());
  first.dispose();

  const second = clientOn(name);
  await second.projects(never());
  const from = performance.now();
  const { log, base } = await second.open(info.id, never());
  console.log(`100,000 decisions opened in ${Math.round(performance.now() - from)} ms`);
  expect(log).toMatchObject({ standing: n, total: n });
  expect(n - log.first).toBeLessThan(256);
  expect(base.labels.size).toBe(5000);
  expect(await second.decisions(5, 6, never())).toEqual([labels(5)]);
});
