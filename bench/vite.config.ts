import { defineConfig } from 'vite';
import { bundledCheckpoint } from '../build/bundled-checkpoint.ts';
import { wasmThreads } from '../build/wasm-threads.ts';

/** The bench's page alone; the app's build is another. */
export default defineConfig({
  publicDir: false,
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
  plugins: [bundledCheckpoint()],
  worker: { format: 'es', plugins: () => [bundledCheckpoint(), wasmThreads()] },
  build: {
    target: 'es2023',
    outDir: 'node_modules/.cache/semscape-bench/page',
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: ['bench/index.html'], checks: { pluginTimings: false } },
  },
});
