import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { quantisedSource } from '../src/models/checkpoints/quantised-source.ts';
import { readCheckpoint } from '../src/models/checkpoints/read-checkpoint.ts';
import { readSafetensors } from '../src/models/checkpoints/safetensors.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { variableShapes } from '../src/models/networks/shapes.ts';
import { unpackCheckpoint } from './unpack-checkpoint.ts';

const FOLDER = new URL('../node_modules/nsfwjs/dist/models/inception_v3', import.meta.url).pathname;

/** The model as a converter wrote it: nsfwjs wraps each file in a script. */
function modelFiles() {
  const load = createRequire(`${FOLDER}/`);
  const model = load('./model.min.js') as { weightsManifest: { paths: string[] }[] };
  const shards = model.weightsManifest
    .flatMap(({ paths }) => paths)
    .map((path) => {
      const bytes = Buffer.from(load(`./${path}.min.js`) as string, 'base64');
      return { name: path, bytes: Uint8Array.from(bytes).buffer };
    });
  const json = new TextEncoder().encode(JSON.stringify(model)).buffer;
  return [{ name: 'model.json', bytes: json }, ...shards];
}

test('a model that others converted is read as it was unpacked by hand, without its head of three layers', async () => {
  const read = await readCheckpoint(modelFiles());
  expect(read).toMatchObject({ format: 'tfjs-layers', classes: 0 });
  expect(read.record).toMatchObject({ network: 'inception_v3', averagePool: 'exclude' });
  const bundled = quantisedSource(readSafetensors(unpackCheckpoint(FOLDER).buffer));
  let compared = 0;
  for (const name of variableShapes(INCEPTION_V3, 5).keys()) {
    const wanted = bundled(name);
    if (!wanted) continue;
    const found = read.source(name);
    expect(found?.shape).toEqual(wanted.shape);
    const differs = found?.data.findIndex((v, i) => Math.abs(v - (wanted.data[i] ?? 0)) > 1e-6);
    expect([name, differs]).toEqual([name, -1]);
    compared++;
  }
  expect(compared).toBe(4 * 94);
});
