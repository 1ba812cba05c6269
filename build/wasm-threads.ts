import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = '@tensorflow/tfjs-backend-wasm';
const FACTORY = `${PACKAGE}/wasm-out/tfjs-backend-wasm-threaded-simd`;
const PATCHED = /tfjs-backend-wasm\/dist\/backend_wasm\.js$/;

/** Statements of TensorFlow.js that start its threads from blobs, and what stands in their place. */
const REPLACEMENTS = [
  [
    /const response = wasmWorkerContents[\s\S]*?return URL\.createObjectURL\(blob\);/,
    'return threadWorkerUrl;',
  ],
  [
    /factoryConfig\.mainScriptUrlOrBlob = new Blob\([\s\S]*?type: 'text\/javascript' \}\);/,
    'factoryConfig.mainScriptUrlOrBlob = threadFactoryUrl;',
  ],
  [/import \{ wasmWorkerContents \} from [^\n]*\n/, ''],
] as const;

/** TensorFlow.js carries its thread's script as a string, in which line ends of literals must be escaped again. */
function writeThreadScript(root: string): string {
  const load = createRequire(join(root, 'package.json'));
  const { wasmWorkerContents } = load(`${FACTORY}.worker.js`) as { wasmWorkerContents: string };
  const folder = join(root, 'node_modules/.cache/semscape');
  const file = join(folder, 'tfjs-wasm-thread.js');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, wasmWorkerContents.replaceAll('\n', '\\n'));
  return file;
}

/**
 * Serves the scripts of the WASM backend's threads as files. Left alone, it makes blobs of its own source
 * text: minified, that names variables outside of it and fails, and a policy would have to allow blobs.
 */
export function wasmThreads(): Plugin {
  let root = process.cwd();
  return {
    name: 'semscape:wasm-threads',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transform(code, id) {
      if (!PATCHED.test(id)) return undefined;
      const patched = REPLACEMENTS.reduce((text, [from, to]) => {
        if (!from.test(text)) throw new Error(`${PACKAGE} has changed: ${from} is not in ${id}`);
        return text.replace(from, to);
      }, code);
      const imports = [
        `import threadWorkerUrl from ${JSON.stringify(`${writeThreadScript(root)}?url&no-inline`)};`,
        `import threadFactoryUrl from '${FACTORY}.js?url';`,
      ];
      return { code: `${imports.join('\n')}\n${patched}`, map: null };
    },
  };
}
