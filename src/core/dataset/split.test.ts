import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PART } from '../training/training-run.ts';
import type { PictureId, PictureRecord } from './picture.ts';
import { splitDataset } from './split.ts';
import { splitGroups } from './split-groups.ts';

const SHARES = { validation: 0.15, test: 0.2 };
const singles = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const count = (
  parts: Uint8Array,
  labels: Int32Array,
  { part, label }: { part: number; label: number },
) => parts.reduce((sum, p, i) => sum + (p === part && labels[i] === label ? 1 : 0), 0);

test('with a group a row every class has its shares within one, whatever the seed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 200 }),
      fc.nat(),
      async (given, seed) => {
        const labels = Int32Array.from(given);
        const { parts, untested } = await splitDataset({
          labels,
          groupOf: singles(labels.length),
          ...SHARES,
          seed,
        });
        for (const label of new Set(given.filter((l) => l >= 0))) {
          const total = labels.filter((l) => l === label).length;
          expect(untested.includes(label)).toBe(total === 1);
          expect(count(parts, labels, { part: PART.train, label })).toBeGreaterThan(0);
          const inTest = count(parts, labels, { part: PART.test, label });
          const inValidation = count(parts, labels, { part: PART.validation, label });
          expect(Math.abs(inTest - SHARES.test * total)).toBeLessThanOrEqual(1);
          expect(Math.abs(inValidation - SHARES.validation * total)).toBeLessThanOrEqual(1);
        }
        expect(parts.every((p, i) => (p === PART.none) === labels[i] < 0)).toBe(true);
      },
    ),
  );
});

test('no group is ever on two sides, and the same seed gives the same split, also once its test is fixed', async () => {
  const row = fc.record({ label: fc.integer({ min: -1, max: 4 }), group: fc.nat(30) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 150 }), fc.nat(), async (rows, seed) => {
      const labels = Int32Array.from(rows, ({ label }) => label);
      const groupOf = Int32Array.from(rows, ({ group }) => group);
      const { parts } = await splitDataset({ labels, groupOf, ...SHARES, seed });
      const sides = new Map<number, Set<number>>();
      for (const [i, part] of parts.entries()) {
        if (part === PART.none) continue;
        sides.set(groupOf[i], (sides.get(groupOf[i]) ?? new Set()).add(part));
      }
      expect([...sides.values()].every((side) => side.size === 1)).toBe(true);
      const split = { labels, groupOf, ...SHARES, seed };
      expect((await splitDataset(split)).parts).toEqual(parts);
      const fixedTest = new Set([...rows.keys()].filter((i) => parts[i] === PART.test));
      expect((await splitDataset({ ...split, fixedTest })).parts).toEqual(parts);
    }),
  );
});

test('a class of one group only trains, one of two is tested with the smaller', async () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 1, 1);
  const groupOf = Int32Array.of(7, 7, 7, 8, 8, 8, 8, 9);
  const { parts, untested } = await splitDataset({ labels, groupOf, ...SHARES, seed: 1 });
  expect(untested).toEqual([0]);
  expect([...parts]).toEqual([0, 0, 0, 0, 0, 0, 0, PART.test]);
});

test('a fixed test set stays one when pictures are added, with the groups that it touches', async () => {
  const labels = new Int32Array(40);
  const groupOf = Int32Array.from({ length: 40 }, (_, i) => (i < 2 ? 0 : i));
  const { parts } = await splitDataset({
    labels,
    groupOf,
    ...SHARES,
    seed: 5,
    fixedTest: new Set([0, 9]),
  });
  expect([parts[0], parts[1], parts[9]]).toEqual([PART.test, PART.test, PART.test]);
  expect(parts.filter((p) => p === PART.test)).toHaveLength(8);
});

const pictureOf = (id: string, more: Partial<PictureRecord>) => ({
  id: id as PictureId,
  path: `Tips/${id}.png`,
  folderLabel: 'Tips',
  metadata: undefined,
  synthetic: false,
  ...more,
});

test('near-duplicates, folders beneath the class, sessions with a time and pages are groups; a class folder is none', async () => {
  const taken = (at: string) => ({ metadata: { vendor: 'zeiss', acquiredAt: at } as const });
  const groups = await splitGroups([
    pictureOf('a', { perceptualHash: '00000000000000ff' }),
    pictureOf('b', { perceptualHash: '00000000000000fe' }),
    pictureOf('c', { perceptualHash: 'ffffffffff000000' }),
    pictureOf('d', { path: 'Tips/monday/d.png' }),
    pictureOf('e', { path: 'Tips/monday/e.png' }),
    pictureOf('f', taken('2020-01-01T10:00:00')),
    pictureOf('g', taken('2020-01-01T11:00:00')),
    pictureOf('h', taken('2020-01-03T11:00:00')),
    pictureOf('i', {}),
  ]);
  const [a, b, c, d, e, f, g, h, i] = groups;
  expect([a === b, d === e, f === g]).toEqual([true, true, true]);
  expect(new Set([a, c, d, f, h, i]).size).toBe(6);
});
