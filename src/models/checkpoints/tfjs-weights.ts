import { AppError } from '../../core/app-error.ts';
import type { Variable } from '../networks/fold.ts';
import { joinBytes } from './join-bytes.ts';
import { readNumbers } from './number-formats.ts';

/** A file's name without folders, and its bytes. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

interface Quantization {
  readonly dtype: string;
  readonly scale?: number;
  readonly min?: number;
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: Quantization;
}

interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightSpec[];
}

/** What a `model.json` says; only what is read here. */
export interface TfjsModel {
  readonly format?: string;
  readonly modelTopology?: unknown;
  readonly weightsManifest: readonly WeightGroup[];
  readonly userDefinedMetadata?: unknown;
}

const STORED_BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

function bad(sentence: string, cause?: unknown): AppError {
  return new AppError('bad-checkpoint', sentence, { cause });
}

/** @throws {AppError} `bad-checkpoint` when the text is no model.json of TensorFlow.js. */
export function parseTfjsModel(bytes: ArrayBuffer): TfjsModel {
  try {
    const model = JSON.parse(new TextDecoder().decode(bytes)) as Partial<TfjsModel>;
    if (Array.isArray(model.weightsManifest)) return model as TfjsModel;
  } catch (cause) {
    throw bad('This JSON file can’t be read. Choose the model.json of TensorFlow.js.', cause);
  }
  throw bad(
    'This JSON file is no model.json of TensorFlow.js: it has no list of weights. Choose model.json and its .bin files together.',
  );
}

const storedType = ({ dtype, quantization }: WeightSpec) => quantization?.dtype ?? dtype;

function readWeight(buffer: ArrayBuffer, at: number, spec: WeightSpec): Variable | undefined {
  const length = spec.shape.reduce((product, n) => product * n, 1);
  const type = storedType(spec);
  if (type === 'float32') {
    return { data: readNumbers(buffer, 'F32', { at, length }), shape: spec.shape };
  }
  if (type === 'float16') {
    return { data: readNumbers(buffer, 'F16', { at, length }), shape: spec.shape };
  }
  const { quantization } = spec;
  if (!quantization) return undefined;
  const whole =
    type === 'uint8'
      ? new Uint8Array(buffer, at, length)
      : new Uint16Array(buffer.slice(at, at + 2 * length));
  const { scale = 1, min = 0 } = quantization;
  return { data: Float32Array.from(whole, (value) => value * scale + min), shape: spec.shape };
}

function readGroup({ paths, weights }: WeightGroup, files: readonly NamedBytes[]) {
  const shards = paths.map((path) => {
    const name = path.split('/').at(-1);
    const found = files.find((file) => file.name === name);
    if (found) return new Uint8Array(found.bytes);
    throw bad(`${name} is missing. Choose model.json and all its .bin files together.`);
  });
  const { buffer } = joinBytes(shards);
  const variables: [string, Variable][] = [];
  let at = 0;
  for (const spec of weights) {
    const itemBytes = STORED_BYTES[storedType(spec)];
    if (itemBytes === undefined) {
      throw bad(`${spec.name} is stored as ${storedType(spec)}, which can’t be read.`);
    }
    const bytes = itemBytes * spec.shape.reduce((product, n) => product * n, 1);
    const isSize = spec.shape.every((n) => Number.isSafeInteger(n) && n >= 0);
    if (!isSize || at + bytes > buffer.byteLength) {
      throw bad(`The .bin files end before ${spec.name}. Fetch them again.`);
    }
    const variable = readWeight(buffer, at, spec);
    if (variable) variables.push([spec.name, variable]);
    at += bytes;
  }
  return variables;
}

/**
 * Floating weights by TensorFlow.js's names, quantised ones as single precision; whole numbers are left out.
 * @throws {AppError} `bad-checkpoint` naming the shard or the tensor.
 */
export function readTfjsWeights(
  { weightsManifest }: TfjsModel,
  files: readonly NamedBytes[],
): ReadonlyMap<string, Variable> {
  return new Map(weightsManifest.flatMap((group) => readGroup(group, files)));
}
