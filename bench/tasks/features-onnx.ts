import scriptUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url&no-inline';
import binaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import { foldLayers } from '../../src/models/networks/fold.ts';
import { INCEPTION_V3 } from '../../src/models/networks/inception-v3.ts';
import { exportNetwork } from '../onnx/export-network.ts';
import { benchPlates, type FeatureRequest, SIDE } from './bench-plates.ts';
import { bundledWeights } from './bundled-weights.ts';
import { serveTask } from './serve-task.ts';

const TO_UNIT = 1 / 255;
const GREY = { scale: [TO_UNIT, TO_UNIT, TO_UNIT], shift: [0, 0, 0] } as const;
const sessions = new Map<string, ort.InferenceSession>();

async function featuresOf(
  session: ort.InferenceSession,
  levels: Float32Array,
): Promise<readonly number[]> {
  const dims = [levels.length / SIDE ** 2, 1, SIDE, SIDE];
  const { features } = await session.run({ pictures: new ort.Tensor('float32', levels, dims) });
  if (!(features?.data instanceof Float32Array)) throw new TypeError('no features came out');
  return [...features.data];
}

/** onnxruntime-web on the network that Semscape runs: folded convolutions, grey input. */
serveTask({
  async prepare(input: { readonly threads: number; readonly endpoints: readonly string[] }) {
    ort.env.wasm.numThreads = input.threads;
    ort.env.wasm.wasmPaths = { mjs: scriptUrl, wasm: binaryUrl };
    const folded = foldLayers(INCEPTION_V3, await bundledWeights(), GREY);
    for (const endpoint of input.endpoints) {
      const file = exportNetwork(INCEPTION_V3, folded, { endpoint, channels: 1 });
      sessions.set(endpoint, await ort.InferenceSession.create(file));
    }
    return { threads: ort.env.wasm.numThreads };
  },
  async features({ endpoint, pictures, batch }: FeatureRequest) {
    const session = sessions.get(endpoint);
    if (!session) throw new RangeError(`no endpoint ${endpoint}`);
    const rows: number[] = [];
    const plates = benchPlates(pictures);
    for (let from = 0; from < pictures; from += batch) {
      const some = plates.slice(from, from + batch);
      const levels = new Float32Array(some.length * SIDE ** 2);
      for (const [i, { data }] of some.entries()) levels.set(data, i * data.length);
      rows.push(...(await featuresOf(session, levels)));
    }
    return rows;
  },
});
