import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { startWasm } from '../../src/models/backends/start-wasm.ts';
import { WASM_BINARIES } from '../../src/models/backends/wasm-binaries.ts';
import { benchPlates, type FeatureRequest, SIDE } from './bench-plates.ts';
import { bundledWeights } from './bundled-weights.ts';
import { layersModels } from './layers-model.ts';
import { serveTask } from './serve-task.ts';

let models: ReadonlyMap<string, LayersModel>;

function colourInput(pictures: number): Float32Array {
  const values = new Float32Array(pictures * SIDE * SIDE * 3);
  for (const [p, { data }] of benchPlates(pictures).entries()) {
    for (const [at, level] of data.entries()) {
      values.fill(level / 255, 3 * (p * data.length + at), 3 * (p * data.length + at) + 3);
    }
  }
  return values;
}
const inputs = new Map<number, Float32Array>();

/** TensorFlow.js's own way: a Keras model and `predict`. */
serveTask({
  async prepare(input: { readonly threads: number; readonly endpoints: readonly string[] }) {
    const started = await startWasm(WASM_BINARIES, input.threads);
    models = layersModels(await bundledWeights(), input.endpoints);
    return { threads: started?.threads };
  },
  async features({ endpoint, pictures, batch }: FeatureRequest) {
    const values = inputs.get(pictures) ?? colourInput(pictures);
    inputs.set(pictures, values);
    const model = models.get(endpoint);
    if (!model) throw new RangeError(`no endpoint ${endpoint}`);
    const out = tf.tidy(() => {
      const x = tf.tensor4d(values, [pictures, SIDE, SIDE, 3]);
      return model.predict(x, { batchSize: batch }) as tf.Tensor;
    });
    const features = await out.data();
    out.dispose();
    return [...features];
  },
});
