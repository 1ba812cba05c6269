import { AppError } from '../../core/app-error.ts';
import type { Variable } from '../networks/fold.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import { type CheckpointRecord, parseRecord, RECORD_KEY } from './checkpoint-record.ts';
import { readGraphModel } from './graph-model.ts';
import { HDF5_MAGIC, readKerasHdf5 } from './keras-hdf5.ts';
import { fileVariable, type KerasLayers, kerasVariables } from './keras-variables.ts';
import { IMAGENET_STATISTICS, KNOWN_NETWORKS, type KnownNetwork } from './known-networks.ts';
import { ownVariables } from './layers-model-names.ts';
import { BYTE_SCALES, quantisedSource } from './quantised-source.ts';
import {
  type NamedVariables,
  type RecognisedNetwork,
  recogniseNetwork,
} from './recognise-network.ts';
import { recordedNetwork } from './recorded-network.ts';
import { readSafetensors } from './safetensors.ts';
import {
  type NamedBytes,
  parseTfjsModel,
  readTfjsWeights,
  type TfjsModel,
} from './tfjs-weights.ts';

export type CheckpointFormat = 'safetensors' | 'keras-hdf5' | 'tfjs-layers' | 'tfjs-graph';

/** A checkpoint whose variables are all there. */
export interface ReadCheckpoint extends RecognisedNetwork {
  readonly format: CheckpointFormat;
  readonly record: CheckpointRecord;
}

interface Content {
  readonly format: CheckpointFormat;
  readonly variables: NamedVariables;
  /** What one of our own files says of itself. */
  readonly record?: CheckpointRecord | undefined;
}

const startsWith = (bytes: ArrayBuffer, magic: readonly number[]) => {
  const head = new Uint8Array(bytes, 0, Math.min(magic.length, bytes.byteLength));
  return magic.every((byte, i) => head[i] === byte);
};

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04] as const;
const PICKLE_MAGIC = [0x80] as const;
const JSON_MAGIC = [0x7b] as const;

function fromSafetensors(bytes: ArrayBuffer): Content {
  const file = readSafetensors(bytes);
  const source = quantisedSource(file);
  const isQuantised = BYTE_SCALES in file.metadata;
  const variables = new Map<string, Variable>();
  for (const [name, { values }] of file.tensors) {
    const variable = values instanceof Float32Array || isQuantised ? source(name) : undefined;
    if (variable) variables.set(name, variable);
  }
  const own = file.metadata[RECORD_KEY];
  return { format: 'safetensors', variables, record: own ? parseRecord(own) : undefined };
}

function kerasLayersOf(weights: ReadonlyMap<string, Variable>): KerasLayers {
  const layers = new Map<string, Map<string, Variable>>();
  for (const [path, variable] of weights) {
    const [kind = '', layer = ''] = path.split('/').reverse();
    fileVariable(layers, [layer, kind.replace(/:\d+$/, '')], variable);
  }
  return layers;
}

function fromTfjs(model: TfjsModel, files: readonly NamedBytes[]): Content {
  const weights = readTfjsWeights(model, files);
  if (model.format === 'graph-model') {
    const layers = readGraphModel(model.modelTopology, weights);
    return { format: 'tfjs-graph', variables: kerasVariables(layers) };
  }
  const layers = kerasLayersOf(weights);
  const metadata = model.userDefinedMetadata as Record<string, unknown> | undefined;
  const own = metadata?.[RECORD_KEY];
  return {
    format: 'tfjs-layers',
    variables: ownVariables(layers) ?? kerasVariables(layers),
    record: typeof own === 'string' ? parseRecord(own) : undefined,
  };
}

async function contentOf(files: readonly NamedBytes[]): Promise<Content> {
  const model = files.find(({ bytes }) => startsWith(bytes, JSON_MAGIC));
  if (model) return fromTfjs(parseTfjsModel(model.bytes), files);
  const [file, second] = files;
  if (!file) throw new TypeError('no file was given');
  if (second) {
    throw new AppError(
      'bad-checkpoint',
      'Choose one file, or a model.json of TensorFlow.js together with its .bin files.',
    );
  }
  if (startsWith(file.bytes, HDF5_MAGIC)) {
    const variables = kerasVariables(await readKerasHdf5(file.bytes));
    return { format: 'keras-hdf5', variables };
  }
  if (startsWith(file.bytes, ZIP_MAGIC) || startsWith(file.bytes, PICKLE_MAGIC)) {
    throw new AppError(
      'bad-checkpoint',
      `${file.name} is of Python’s own format (.pth, .pt, .keras), which can’t be read safely. Save the weights as safetensors and choose that file.`,
    );
  }
  return fromSafetensors(file.bytes);
}

const FORMAT_TITLES: Readonly<Record<CheckpointFormat, string>> = {
  safetensors: 'safetensors',
  'keras-hdf5': 'Keras HDF5',
  'tfjs-layers': 'TensorFlow.js LayersModel',
  'tfjs-graph': 'TensorFlow.js GraphModel',
};

/**
 * Files don't say how their networks were trained: torch's Inception-v3 counts the padding of its average pools,
 * ports from TensorFlow (`tf_` in timm's names) and all others don't, and gluon's take ImageNet's statistics.
 */
function assumedRecord(
  { network, classes }: { readonly network: KnownNetwork; readonly classes: number },
  format: CheckpointFormat,
  name: string,
): CheckpointRecord {
  const { architecture, title } = network;
  const isTorch = format === 'safetensors' && architecture.id === INCEPTION_V3.id;
  const counts = isTorch && !/(^|[._-])tf(_|-)/.test(name);
  const input = /gluon/.test(name) ? IMAGENET_STATISTICS : network.input;
  return {
    title: `${title}, ${name}`,
    network: architecture.id,
    classes,
    averagePool: counts ? 'include' : 'exclude',
    input,
    inputSide: architecture.inputSide,
    provenance: `Added from ${name} (${FORMAT_TITLES[format]}). The file doesn’t say how it was trained.`,
    licence: 'not stated in the file',
  };
}

/** One of our own files may be of a network without its upper blocks, as it says itself. */
const knownTo = (record: CheckpointRecord) =>
  KNOWN_NETWORKS.map((network) =>
    network.architecture.id === record.network ? recordedNetwork(record) : network,
  );

const nameOf = (files: readonly NamedBytes[]) =>
  files.find(({ name }) => name.endsWith('.json'))?.name ?? files[0]?.name ?? 'a file';

/**
 * Reads safetensors (timm, torchvision, our own), Keras HDF5, and TensorFlow.js's LayersModel or GraphModel, whose
 * model.json and shards are given together.
 * @throws {AppError} `bad-checkpoint` with a sentence that says which tensor is missing or has the wrong shape.
 */
export async function readCheckpoint(files: readonly NamedBytes[]): Promise<ReadCheckpoint> {
  const { format, variables, record } = await contentOf(files);
  const recognised = recogniseNetwork(
    variables,
    record ? { keepBackground: true, known: knownTo(record) } : {},
  );
  if (record && record.network !== recognised.network.architecture.id) {
    throw new AppError(
      'bad-checkpoint',
      `This file says it is of ${record.network}, but its tensors are of ${recognised.network.title}. Export it again.`,
    );
  }
  return {
    ...recognised,
    format,
    record: record
      ? { ...record, classes: recognised.classes }
      : assumedRecord(recognised, format, nameOf(files)),
  };
}
