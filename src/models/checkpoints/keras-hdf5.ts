import type { Dataset, Group } from 'jsfive';
import { AppError } from '../../core/app-error.ts';
import type { Variable } from '../networks/fold.ts';
import { fileVariable, type KerasLayers } from './keras-variables.ts';

/** First bytes of every HDF5 file. */
export const HDF5_MAGIC = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;

const ITEM_BYTES: Readonly<Record<string, number>> = { '<f2': 2, '<f4': 4, '<f8': 8 };
/** Keras's files are five deep; a link that leads back up would be followed for ever. */
const DEEPEST = 8;
/** Optimiser's state of a model that was saved whole. */
const SKIPPED = new Set(['optimizer_weights', 'top_level_model_weights']);

const isGroup = (item: Group | Dataset): item is Group => !('shape' in item);

interface Walk {
  readonly layers: Map<string, Map<string, Variable>>;
  /** That the file can still hold: lying shapes must not fill memory. */
  bytesLeft: number;
}

function readDataset(dataset: Dataset, walk: Walk): Variable | undefined {
  const itemBytes = ITEM_BYTES[String(dataset.dtype)];
  if (itemBytes === undefined) return undefined;
  const { shape } = dataset;
  walk.bytesLeft -= itemBytes * shape.reduce((product, n) => product * n, 1);
  if (!(walk.bytesLeft >= 0)) throw new RangeError('the file claims more than it holds');
  return { data: Float32Array.from(dataset.value), shape };
}

/** `conv2d_1/kernel:0` lies in a group `conv2d_1`, perhaps below others. */
function visit(group: Group, depth: number, walk: Walk): void {
  if (depth > DEEPEST) throw new RangeError('the file is nested too deeply');
  for (const key of group.keys) {
    const item = SKIPPED.has(key) ? null : group.get(key);
    if (!item) continue;
    if (isGroup(item)) {
      visit(item, depth + 1, walk);
      continue;
    }
    const variable = readDataset(item, walk);
    const layer = group.name.split('/').at(-1);
    const kind = key.replace(/:\d+$/, '');
    if (variable && layer) fileVariable(walk.layers, [layer, kind], variable);
  }
}

/**
 * Layers of a Keras file `.h5`, of weights alone or of a whole model. Compressed files are read too.
 * @throws {AppError} `bad-checkpoint` when it can't be read, or claims more than it holds.
 */
export async function readKerasHdf5(file: ArrayBuffer): Promise<KerasLayers> {
  const { File } = await import('jsfive');
  const walk: Walk = { layers: new Map(), bytesLeft: file.byteLength };
  try {
    visit(new File(file, ''), 0, walk);
  } catch (cause) {
    throw new AppError(
      'bad-checkpoint',
      'This HDF5 file can’t be read, or it is cut short. Save the weights with Keras 2 as .h5, or as safetensors, and choose that file.',
      { cause },
    );
  }
  if (walk.layers.has('vars')) {
    throw new AppError(
      'bad-checkpoint',
      'This file was saved by Keras 3, without the layers’ names. Save it with model.save_weights of Keras 2 as .h5.',
    );
  }
  return walk.layers;
}
