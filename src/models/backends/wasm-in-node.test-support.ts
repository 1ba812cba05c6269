import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** The WASM backend with the binaries as they lie in node_modules; one thread, as Node has it. */
export async function useWasmInNode(): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
}
