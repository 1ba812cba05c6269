import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { startWasm } from './start-wasm.ts';
import { WASM_BINARIES } from './wasm-binaries.ts';

test('where no thread can be started, WASM runs without them', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        throw new DOMException('refused', 'SecurityError');
      }
    },
  );
  const started = await startWasm(WASM_BINARIES, 2);
  expect(started?.threads).toBe(1);
  expect(tf.getBackend()).toBe('wasm');
  expect(await tf.add(tf.scalar(1), 2).array()).toBe(3);
});
