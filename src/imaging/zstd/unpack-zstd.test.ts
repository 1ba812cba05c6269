import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random.ts';
import { decodeTiff } from '../tiff/decode-tiff.ts';
import { readTiffDirectory } from '../tiff/tiff-directory.ts';
import { unpackZstd } from './unpack-zstd.ts';
import { ZSTD_TIFFS } from './zstd-tiffs.test-support.ts';

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

test.each(Object.entries(ZSTD_TIFFS))('a TIFF of others: %s', async (_, tiff) => {
  const { width, height, valueAt, base64 } = tiff;
  const file = fromBase64(base64);
  const { raster } = await decodeTiff(file, readTiffDirectory(file));
  const expected = Array.from({ length: width * height }, (_, i) =>
    valueAt(i % width, Math.floor(i / width)),
  );
  expect(raster).toMatchObject({ width, height, channels: 1 });
  expect(Array.from(raster.data)).toEqual(expected);
});

const FRAME = [0x28, 0xb5, 0x2f, 0xfd];
/** Content of 5 bytes: one raw block of 3, then 2 repeated. */
const small = Uint8Array.from([...FRAME, 0x20, 5, 24, 0, 0, 1, 2, 3, 19, 0, 0, 9]);

test('raw and repeated blocks, skippable frames, and several frames behind each other', () => {
  const skipped = [0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7];
  const out = new Uint8Array(12);
  expect(unpackZstd(Uint8Array.from([...skipped, ...small, ...skipped, ...small]), out)).toBe(10);
  expect([...out]).toEqual([1, 2, 3, 9, 9, 1, 2, 3, 9, 9, 0, 0]);
});

test('it stops where the target is full, and where the input ends', () => {
  const out = new Uint8Array(4);
  expect(unpackZstd(small, out)).toBe(4);
  expect([...out]).toEqual([1, 2, 3, 9]);
  expect(() => unpackZstd(small.subarray(0, 11), new Uint8Array(5))).toThrow(RangeError);
  expect(() => unpackZstd(new Uint8Array(64), new Uint8Array(5))).toThrow(RangeError);
});

function hasZstd(): boolean {
  try {
    execFileSync('zstd', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** Noise, waves with noise, long repeats, one value, and mostly zeros. */
const CONTENTS: Readonly<Record<string, (i: number, noise: number, sofar: Uint8Array) => number>> =
  {
    noise: (_, noise) => noise * 256,
    waves: (i, noise) => 128 + 40 * Math.sin(i / 50) + 12 * noise,
    repeats: (i, noise, sofar) =>
      i > 300 && noise < 0.97 ? (sofar[i - 200 - ((i >> 10) % 7)] ?? 0) : noise * 20,
    'one value': () => 7,
    'mostly zeros': (_, noise) => Math.max(0, noise - 0.9) * 40,
  };

test.skipIf(!hasZstd())('what zstd packs comes out as it went in, at every level', () => {
  const random = createRandom(5);
  for (const [name, valueAt] of Object.entries(CONTENTS)) {
    for (const size of [1, 200, 5000, 300_000]) {
      const bytes = new Uint8Array(size);
      for (let i = 0; i < size; i++) bytes[i] = valueAt(i, random.next(), bytes);
      for (const level of ['-1', '-9', '-19']) {
        const packed = execFileSync('zstd', ['-cq', level], { input: bytes, maxBuffer: 2 ** 24 });
        const out = new Uint8Array(size);
        expect(unpackZstd(new Uint8Array(packed), out)).toBe(size);
        expect(Buffer.compare(out, bytes), `${name}, ${size} bytes, ${level}`).toBe(0);
      }
    }
  }
});
