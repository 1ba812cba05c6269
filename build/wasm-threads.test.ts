import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wasmThreads } from './wasm-threads.ts';

const FILE = `${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js`;

function transformed(code: string): string | undefined {
  const { transform } = wasmThreads() as unknown as {
    transform(code: string, id: string): { readonly code: string } | undefined;
  };
  return transform(code, FILE)?.code;
}

test('the WASM backend starts its threads from files, not from blobs', () => {
  const code = readFileSync(FILE, 'utf8').replace(/\/\/# sourceMappingURL.*/, '');
  expect(code).toContain('new Blob(');
  const patched = transformed(code);
  expect(patched).not.toMatch(/new Blob\(|createObjectURL|wasmWorkerContents/);
  expect(patched).toMatch(/return threadWorkerUrl;[\s\S]*mainScriptUrlOrBlob = threadFactoryUrl;/);
});

test('another version of it stops the build', () => {
  expect(() => transformed('export const nothing = 1;')).toThrow(/has changed/);
});
