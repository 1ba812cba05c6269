import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { semsyn } from '../reference/semsyn.ts';
import { nearestByAllPairs } from './all-pairs.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import type { TileProducts } from './tile-products.ts';

type Inner = (a: Float32Array, at: number, tile: Float32Array, point: number) => number;

/** Products by `inner`, which counts what is held and not released. */
function productsBy(inner: Inner, most = 2 ** 28): TileProducts & { held: number; calls: number } {
  const counted = {
    by: 'on paper',
    most,
    held: 0,
    calls: 0,
    hold(tile: Float32Array, cols: number) {
      counted.held++;
      const points = tile.length / cols;
      return {
        times: async (strip: Float32Array) => {
          counted.calls++;
          return Float32Array.from({ length: (strip.length / cols) * points }, (_, i) =>
            inner(strip, Math.floor(i / points) * cols, tile, i % points),
          );
        },
        release: () => {
          counted.held--;
        },
      };
    },
  };
  return counted;
}

function exactly(strip: Float32Array, at: number, tile: Float32Array, point: number, cols: number) {
  let [sum, ones, others] = [0, 0, 0];
  for (let d = 0; d < cols; d++) {
    const a = strip[at + d];
    const b = tile[d * (tile.length / cols) + point];
    sum += a * b;
    ones += a * a;
    others += b * b;
  }
  return { sum, lengths: Math.sqrt(ones * others) };
}

/** Off by nearly as much as is allowed, up or down by turns. */
function roughest(cols: number, most?: number) {
  let turn = 0;
  return productsBy((strip, at, tile, point) => {
    const { sum, lengths } = exactly(strip, at, tile, point, cols);
    turn = (turn + 1) % 7;
    return sum + (turn % 2 === 0 ? 0.9 : -0.9) * cols * 2 ** -23 * lengths;
  }, most);
}

/** Single precision, from the last column to the first. */
function backwards(cols: number, most?: number) {
  return productsBy((strip, at, tile, point) => {
    let sum = 0;
    for (let d = cols - 1; d >= 0; d--) {
      const b = tile[d * (tile.length / cols) + point];
      sum = Math.fround(sum + Math.fround(strip[at + d] * b));
    }
    return sum;
  }, most);
}

function squareOf(x: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let d = 0; d < x.cols; d++) sum += (x.data[i * x.cols + d] - x.data[j * x.cols + d]) ** 2;
  return sum;
}

const allOf = ({ rows }: Matrix) => Int32Array.from({ length: rows }, (_, i) => i);

async function expectExact(x: Matrix, k: number, products?: TileProducts, stride = 1) {
  const { table, by } = await nearestByAllPairs({ x, rows: allOf(x), k, products }, {});
  for (let i = 0; i < x.rows; i += stride) {
    const others = Array.from({ length: x.rows }, (_, j) => j).filter((j) => j !== i);
    const expected = others.map((j) => squareOf(x, i, j)).sort((a, b) => a - b);
    const indices = table.indices.subarray(i * k, (i + 1) * k);
    expect(new Set(indices).size).toBe(k);
    indices.forEach((j, r) => {
      expect(j).not.toBe(i);
      expect(Math.abs(squareOf(x, i, j) - expected[r])).toBeLessThanOrEqual(1e-12 * expected[r]);
    });
  }
  return by;
}

function noise(rows: number, cols: number, place: (v: number, d: number) => number = (v) => v) {
  const random = createRandom(rows + cols);
  const data = Float32Array.from({ length: rows * cols }, (_, i) =>
    place(random.normal(), i % cols),
  );
  return { data, rows, cols };
}

test.each([['roughest', roughest] as const, ['backwards', backwards] as const])(
  'products of the %s kind find what a plain loop finds, over edges of tiles and strips',
  async (_, make) => {
    const x = noise(1100, 9);
    const products = make(9, 2 ** 20);
    expect(await expectExact(x, 3, products, 7)).toBe('on paper');
    expect(products.calls).toBeGreaterThan(10);
    expect(products.held).toBe(0);
    expect(await expectExact(x, 3, undefined, 7)).toBe('in plain JavaScript');
  },
);

test('random, repeated and nearly equal rows near and far from the origin, whatever their unit', async () => {
  const cols = 4;
  const value = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.float({ noNaN: true, min: -9, max: 9 }),
    fc.constantFrom(1, 1 + 2 ** -23, 1 - 2 ** -24),
  );
  const row = fc.array(value, { minLength: cols, maxLength: cols });
  const settings = fc.record({
    distinct: fc.array(row, { minLength: 2, maxLength: 20 }),
    copies: fc.integer({ min: 1, max: 3 }),
    offset: fc.constantFrom(0, 1, 1000, -1e6),
    unit: fc.constantFrom(1, 2 ** -100, 2 ** -140, 2 ** 100),
    k: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(settings, async ({ distinct, copies, offset, unit, k }) => {
      const rows = Array.from({ length: copies }, () => distinct).flat();
      fc.pre(rows.length > k);
      const data = Float32Array.from(rows.flat(), (v) => Math.fround(v + offset) * unit);
      const x = { data, rows: rows.length, cols };
      await expectExact(x, k, roughest(cols));
      await expectExact(x, k, backwards(cols));
    }),
    { numRuns: 60 },
  );
});

test('a common offset and near ties far below single precision stay exact', async () => {
  const far = noise(400, 20, (v, d) => 5000 + 100 * d + v / 64);
  expect(await expectExact(far, 2, roughest(20))).toBe('on paper');
  const ties = noise(400, 20, (v, d) => (d === 0 ? Math.round(v * 3) : 1e-6 * v));
  expect(await expectExact(ties, 3, backwards(20))).toBe('on paper');
});

test('where single precision hides what is near, a plain loop takes over and says so', async () => {
  const x = noise(3000, 4, (v, d) => (d === 0 ? Math.sign(v) : 1e-5 * v));
  expect(await expectExact(x, 2, roughest(4), 50)).toMatch(
    /^on paper up to \d+ %, then in plain JavaScript since single precision is too coarse/,
  );
});

/** As `sound`, until what the fourth call found is handed to `spoil`. */
function spoilt(sound: TileProducts, spoil: (found: Float32Array) => Float32Array): TileProducts {
  let calls = 0;
  const hold: TileProducts['hold'] = (tile, cols) => {
    const held = sound.hold(tile, cols);
    const times = async (strip: Float32Array) => {
      const found = await held.times(strip, cols);
      return ++calls === 4 ? spoil(found) : found;
    };
    return { release: held.release, times };
  };
  return { ...sound, hold };
}

test.each<[string, (found: Float32Array) => Float32Array]>([
  [
    'is lost',
    () => {
      throw new DOMException('device lost', 'AbortError');
    },
  ],
  ['answers with zeros', (found) => found.fill(0)],
  ['answers with NaN', (found) => found.fill(Number.NaN)],
  ['answers with nothing', () => new Float32Array(0)],
])('what %s midway is replaced by a plain loop, which says so', async (_, spoil) => {
  const x = noise(300, 6);
  const sound = roughest(6, 2 ** 16);
  expect(await expectExact(x, 2, spoilt(sound, spoil))).toMatch(
    /^on paper up to [1-9]\d? %, then in plain JavaScript since that failed$/,
  );
  expect(sound.held).toBe(0);
});

test('an abort leaves nothing held', async () => {
  const x = noise(300, 6);
  const products = roughest(6, 2 ** 16);
  const checkpoint = async (fraction: number) => {
    if (fraction > 0.5) throw new DOMException('Cancelled', 'AbortError');
  };
  const search = nearestByAllPairs({ x, rows: allOf(x), k: 2, products }, { checkpoint });
  await expect(search).rejects.toMatchObject({ name: 'AbortError' });
  expect(products.calls).toBeGreaterThan(0);
  expect(products.held).toBe(0);
});

test('a search asks for products where a tree does not prune, and only there', async () => {
  const asked: number[] = [];
  const tileProducts = async (multiplications: number) => {
    asked.push(multiplications);
    return backwards(40);
  };
  const structureless = await nearestNeighbours(noise(600, 40), 2, { tileProducts });
  expect(structureless.search).toMatch(/^every pair compared on paper: a trial showed/);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThan((600 * 600 * 40) / 2);
  const clustered = await nearestNeighbours(semsyn(3000, 1, 0.003).x, 2, { tileProducts });
  expect(clustered.search).toMatch(/^k-d tree/);
  expect(asked).toHaveLength(1);
});

test('where nothing faster starts, the search says so; any other refusal ends it', async () => {
  const x = noise(300, 40);
  const refused = (error: Error) =>
    nearestNeighbours(x, 2, { tileProducts: () => Promise.reject(error) });
  const { search } = await refused(new AppError('no-backend', 'No backend. Use another browser.'));
  expect(search).toMatch(/^every pair compared in plain JavaScript since nothing faster starts/);
  const aborted = refused(new DOMException('Cancelled', 'AbortError'));
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
});
