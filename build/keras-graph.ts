import { createRequire } from 'node:module';

/** One quantised variable of a Keras layers graph, in Keras's layout. */
export interface KerasVariable {
  readonly shape: readonly number[];
  readonly min: number;
  readonly scale: number;
  readonly bytes: Uint8Array;
}

interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: { readonly dtype: string; readonly min: number; readonly scale: number };
}

interface KerasModel {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly ManifestWeight[];
  }[];
}

const lengthOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

function take(weight: ManifestWeight, bytes: Uint8Array, at: number): KerasVariable {
  const { name, shape, quantization } = weight;
  if (quantization?.dtype !== 'uint8') throw new Error(`${name} is not quantised to 8 bits`);
  const { min, scale } = quantization;
  return { shape, min, scale, bytes: bytes.subarray(at, at + lengthOf(shape)) };
}

/** Variables by name of the graph that nsfwjs carries as script files, its shards as base64 in `folder`. */
export function readKerasGraph(folder: string): ReadonlyMap<string, KerasVariable> {
  const load = createRequire(`${folder}/`);
  const model = load('./model.min.js') as KerasModel;
  const variables = new Map<string, KerasVariable>();
  for (const { paths, weights } of model.weightsManifest) {
    const shards = paths.map((path) => Buffer.from(load(`./${path}.min.js`) as string, 'base64'));
    const bytes = Buffer.concat(shards);
    let at = 0;
    for (const weight of weights) {
      variables.set(weight.name, take(weight, bytes, at));
      at += lengthOf(weight.shape);
    }
    if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes of weights are left over`);
  }
  return variables;
}
