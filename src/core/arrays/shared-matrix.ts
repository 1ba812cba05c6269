import type { Matrix } from './matrix.ts';

/** Where the page is isolated, threads can see the same memory. */
const canShare = () => typeof SharedArrayBuffer !== 'undefined';

/** Zeros in memory that other threads see without a copy of it, where there is such memory. */
export function sharedMatrix(rows: number, cols: number): Matrix {
  const bytes = rows * cols * Float32Array.BYTES_PER_ELEMENT;
  const buffer = canShare() ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return { data: new Float32Array(buffer), rows, cols };
}

/** The same numbers in memory as of `sharedMatrix`: `m` itself where it can't be better. */
export function inSharedMemory(m: Matrix): Matrix {
  if (!canShare() || m.data.buffer instanceof SharedArrayBuffer) return m;
  const shared = sharedMatrix(m.rows, m.cols);
  shared.data.set(m.data);
  return shared;
}
