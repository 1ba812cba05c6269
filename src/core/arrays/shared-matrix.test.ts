import { afterEach, expect, test, vi } from 'vitest';
import { inSharedMemory, sharedMatrix } from './shared-matrix.ts';

afterEach(() => vi.unstubAllGlobals());

test('numbers are copied into shared memory once', () => {
  const own = { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 2, cols: 3 };
  const shared = inSharedMemory(own);
  expect(shared).toEqual(own);
  expect(shared.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(inSharedMemory(shared)).toBe(shared);
});

test('where there is no shared memory they stay where they are', () => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  const own = { data: Float32Array.of(1, 2), rows: 1, cols: 2 };
  expect(inSharedMemory(own)).toBe(own);
  const zeros = sharedMatrix(2, 3);
  expect(zeros).toEqual({ data: new Float32Array(6), rows: 2, cols: 3 });
  expect(zeros.data.buffer).toBeInstanceOf(ArrayBuffer);
});
