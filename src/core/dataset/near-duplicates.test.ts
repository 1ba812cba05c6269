import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resample } from '../image/resample.ts';
import { createRandom } from '../random/random.ts';
import { nearDuplicateGroups } from './near-duplicates.ts';
import { hashDistance } from './near-neighbours.ts';
import { perceptualHash } from './perceptual-hash.ts';
import type { Plate } from './picture.ts';

/** As near-neighbours.ts has them. */
const PAIRS_A_CHECKPOINT = 2 ** 14;

/** Blobs of several sizes on a shaded ground, as different for each seed as pictures of one specimen are. */
function scene(seed: number, width = 320, height = 240): Plate {
  const random = createRandom(seed);
  const blobs = Array.from({ length: 40 }, () => ({
    x: random.next() * width,
    y: random.next() * height,
    r: 8 + random.next() * 40,
    light: random.next() * 120 - 40,
  }));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let grey = 90;
      for (const blob of blobs) {
        const d = ((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.r ** 2;
        if (d < 4) grey += blob.light * Math.exp(-d);
      }
      data[y * width + x] = Math.min(255, Math.max(0, grey));
    }
  }
  return { data, width, height };
}

const SCENES = Array.from({ length: 40 }, (_, i) => scene(i + 1));
const HASHES = SCENES.map(perceptualHash);

function changed(plate: Plate, change: (grey: number, i: number) => number): Plate {
  return { ...plate, data: plate.data.map((g, i) => Math.min(255, Math.max(0, change(g, i)))) };
}

function part(plate: Plate, left: number, to: { width: number; height: number }): Plate {
  const picture = { ...plate, channels: 1 } as const;
  const area = { x: left, y: left, width: plate.width - 2 * left, height: plate.height - 2 * left };
  const { data, width, height } = resample(picture, area, to);
  return { data: data as Uint8Array<ArrayBuffer>, width, height };
}

const noise = createRandom(99);

test.each([
  ['half its size', (p: Plate) => part(p, 0, { width: 160, height: 120 }), 4],
  ['brighter', (p: Plate) => changed(p, (g) => g + 30), 6],
  ['of less contrast', (p: Plate) => changed(p, (g) => 60 + g * 0.5), 4],
  ['noisy as after strong compression', (p: Plate) => changed(p, (g) => g + noise.normal() * 8), 4],
  [
    'cut by one in a hundred at each side',
    (p: Plate) => part(p, 3, { width: 314, height: 234 }),
    12,
  ],
] as const)('a picture %s is still itself', (_name, change, most) => {
  for (const [i, plate] of SCENES.entries()) {
    expect(hashDistance(HASHES[i], perceptualHash(change(plate)))).toBeLessThanOrEqual(most);
  }
});

test('different pictures differ in many bits', () => {
  const distances = HASHES.flatMap((a, i) => HASHES.slice(i + 1).map((b) => hashDistance(a, b)));
  expect(Math.min(...distances)).toBeGreaterThan(12);
  const mean = distances.reduce((a, b) => a + b, 0) / distances.length;
  expect(mean).toBeGreaterThan(28);
  expect(mean).toBeLessThan(36);
});

test('flat and tiny pictures have hashes too', () => {
  for (const side of [1, 7, 33]) {
    const plate = { data: new Uint8Array(side * side).fill(9), width: side, height: side };
    expect(perceptualHash(plate)).toMatch(/^[0-9a-f]{16}$/);
  }
});

const hex = (...quarters: number[]) =>
  quarters.map((q) => q.toString(16).padStart(4, '0')).join('');

test('likeness is not chained: all of a group are like its first', async () => {
  const chain = [hex(0, 0, 0, 0), hex(0xf, 0, 0, 0), hex(0xff, 0, 0, 0), hex(0xfff, 0, 0, 0)];
  const groups = await nearDuplicateGroups([...chain, undefined, hex(1, 2, 3, 0xf00f)], 4);
  expect(groups).toEqual([[1, 0, 2]]);
});

test('groups are as by comparing every pair', async () => {
  const quarter = fc.constantFrom(0, 1, 3, 7, 0xff, 0xf0f0, 0xffff);
  const hashes = fc.array(
    fc.option(fc.tuple(quarter, quarter, quarter, quarter), { nil: undefined }),
  );
  await fc.assert(
    fc.asyncProperty(hashes, fc.nat(15), async (list, most) => {
      const all = list.map((quarters) => quarters && hex(...quarters));
      const groups = await nearDuplicateGroups(all, most);
      const grouped = groups.flat();
      expect(new Set(grouped).size).toBe(grouped.length);
      for (const [first, ...rest] of groups) {
        for (const i of rest) expect(hashDistance(all[first]!, all[i]!)).toBeLessThanOrEqual(most);
      }
      const alone = all.flatMap((hash, i) => (hash && !grouped.includes(i) ? [hash] : []));
      for (const [i, hash] of alone.entries()) {
        for (const other of alone.slice(i + 1))
          expect(hashDistance(hash, other)).toBeGreaterThan(most);
      }
    }),
  );
});

test('fifty thousand pictures take no quadratic time, and cancelling is heard', async () => {
  const random = createRandom(5);
  const hashes = Array.from({ length: 50_000 }, () =>
    hex(...Array.from({ length: 4 }, () => Math.floor(random.next() * 65_536))),
  );
  for (let i = 0; i < 1000; i++) hashes[i] = hashes[49_999 - i];
  let checkpoints = 0;
  const count = async () => void checkpoints++;
  expect(await nearDuplicateGroups(hashes, 8, { checkpoint: count })).toHaveLength(1000);
  expect(checkpoints * PAIRS_A_CHECKPOINT).toBeLessThan(50_000 ** 2 / 20);
  const stop = async () => {
    throw new Error('stopped');
  };
  await expect(nearDuplicateGroups(hashes, 8, { checkpoint: stop })).rejects.toThrow('stopped');
});

test('a distance that is none, and what is no hash, are refused', async () => {
  await expect(nearDuplicateGroups([], 16)).rejects.toThrow(RangeError);
  await expect(nearDuplicateGroups(['xyz'], 4)).rejects.toThrow(RangeError);
});

test('ten thousand blank frames are one group, and no load', async () => {
  const blank = '0'.repeat(16);
  const hashes = Array.from({ length: 10_001 }, (_, i) => (i === 7 ? 'f'.repeat(16) : blank));
  let checkpoints = 0;
  const checkpoint = async () => void checkpoints++;
  const all = [...hashes, `${'0'.repeat(15)}3`];
  const [group, ...others] = await nearDuplicateGroups(all, 10, { checkpoint });
  expect(checkpoints).toBeLessThan(30);
  expect(others).toEqual([]);
  expect(group).toHaveLength(10_001);
  expect([group?.[0], group?.[7], group?.at(-1)]).toEqual([0, 8, 10_001]);
});
