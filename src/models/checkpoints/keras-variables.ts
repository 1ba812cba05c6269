import { AppError } from '../../core/app-error.ts';
import type { Variable } from '../networks/fold.ts';
import { INCEPTION_RESNET_V2 } from '../networks/inception-resnet-v2.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import type { Architecture } from '../networks/layers.ts';
import { BATCH_NORM_PARTS, weightedLayersOf } from '../networks/shapes.ts';
import { fromKernel } from '../networks/torch-layout.ts';
import type { NamedVariables } from './recognise-network.ts';

/** A layer's variables as Keras lays and calls them: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
export type KerasLayer = ReadonlyMap<string, Variable>;

/** By the layer's name. */
export type KerasLayers = ReadonlyMap<string, KerasLayer>;

/** Keras's name of each of `BATCH_NORM_PARTS`. */
export const KERAS_NORM_PARTS = ['gamma', 'beta', 'moving_mean', 'moving_variance'] as const;

/** Files `variable` under `layer` and `kind`; the layers are made as needed. */
export function fileVariable(
  layers: Map<string, Map<string, Variable>>,
  [layer, kind]: readonly [string, string],
  variable: Variable,
): void {
  const known = layers.get(layer) ?? new Map<string, Variable>();
  known.set(kind, variable);
  layers.set(layer, known);
}

/** Keras's `[height, width, in, out]` or `[in, out]` in torch's layout; dense layers have two axes there. */
function toTorch({ data, shape }: Variable, axes: 2 | 4): Variable {
  const [outputs = 1, inputs = 1, width = 1, height = 1] = shape.toReversed();
  const torch = fromKernel(data, [height, width, inputs, outputs]);
  return axes === 4
    ? { data: torch, shape: [outputs, inputs, height, width] }
    : { data: torch, shape: [outputs, data.length / outputs] };
}

type Put = (name: string, variable: Variable | undefined) => void;

function putNorm(put: Put, name: string, norm: KerasLayer | undefined): void {
  for (const [i, part] of BATCH_NORM_PARTS.entries()) {
    put(`${name}.bn.${part}`, norm?.get(KERAS_NORM_PARTS[i] ?? ''));
  }
}

const kernelOf = (layer: KerasLayer | undefined, axes: 2 | 4) => {
  const kernel = layer?.get('kernel');
  return kernel && toTorch(kernel, axes);
};

/** Layers that Keras numbers as they are made, in that order; the first of a session has no number. */
function numbered(layers: KerasLayers, stem: string): readonly KerasLayer[] {
  const pattern = new RegExp(`^${stem}(?:_(\\d+))?$`);
  return [...layers]
    .flatMap(([name, layer]) => {
      const found = pattern.exec(name);
      return found ? [{ layer, number: Number(found[1] ?? 0) }] : [];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ layer }) => layer);
}

/** Convolutions that Keras's application gives a name of their own, and that name. */
function ownNames({ id }: Architecture): ReadonlyMap<string, string> {
  if (id !== INCEPTION_RESNET_V2.id) return new Map();
  const residuals = (block: string, keras: string, count: number) =>
    Array.from(
      { length: count },
      (_, i) => [`${block}.${i}.conv2d`, `${keras}_${i + 1}_conv`] as const,
    );
  return new Map([
    ...residuals('repeat', 'block35', 10),
    ...residuals('repeat_1', 'block17', 20),
    ...residuals('repeat_2', 'block8', 9),
    ['block8.conv2d', 'block8_10_conv'],
    ['conv2d_7b', 'conv_7b'],
  ]);
}

/** In Keras's order, which is the tables'. */
function autoNamed(architecture: Architecture): readonly string[] {
  const own = ownNames(architecture);
  return weightedLayersOf(architecture)
    .map(({ layer }) => layer.name)
    .filter((name) => !own.has(name));
}

const APPLICATIONS = [
  { architecture: INCEPTION_V3, title: 'Inception-v3' },
  { architecture: INCEPTION_RESNET_V2, title: 'Inception-ResNet-v2' },
] as const;

function applicationOf(convolutions: number): Architecture {
  const found = APPLICATIONS.find(
    ({ architecture }) => autoNamed(architecture).length === convolutions,
  );
  if (found) return found.architecture;
  const counts = APPLICATIONS.map(
    ({ architecture, title }) => `${autoNamed(architecture).length} of ${title}`,
  ).join(' nor the ');
  throw new AppError(
    'bad-checkpoint',
    `This Keras file has ${convolutions} numbered convolutions, neither the ${counts}. Choose a file of one of these two.`,
  );
}

/** The only dense layer, or the one that Keras's applications call so; a head of several can't be used. */
function headOf(layers: KerasLayers): KerasLayer | undefined {
  const dense = [...layers.values()].filter((layer) => layer.get('kernel')?.shape.length === 2);
  return layers.get('predictions') ?? (dense.length === 1 ? dense[0] : undefined);
}

/**
 * Variables of Keras's Inception-v3 or Inception-ResNet-v2, with any numbers in its automatic names, by timm's names
 * and in torch's layout; what is missing is left out.
 * @throws {AppError} `bad-checkpoint` when the number of convolutions is of neither.
 */
export function kerasVariables(layers: KerasLayers): NamedVariables {
  const variables = new Map<string, Variable>();
  const put: Put = (name, variable) => void (variable && variables.set(name, variable));
  const convolutions = numbered(layers, 'conv2d');
  const norms = numbered(layers, 'batch_normalization');
  const architecture = applicationOf(convolutions.length);
  for (const [i, name] of autoNamed(architecture).entries()) {
    put(`${name}.conv.weight`, kernelOf(convolutions[i], 4));
    putNorm(put, name, norms[i]);
  }
  for (const [name, keras] of ownNames(architecture)) {
    const layer = layers.get(keras);
    const norm = layers.get(`${keras}_bn`);
    put(norm ? `${name}.conv.weight` : `${name}.weight`, kernelOf(layer, 4));
    if (norm) putNorm(put, name, norm);
    else put(`${name}.bias`, layer?.get('bias'));
  }
  const head = headOf(layers);
  put(`${architecture.classifier}.weight`, kernelOf(head, 2));
  put(`${architecture.classifier}.bias`, head?.get('bias'));
  return variables;
}
