import type { Variable } from '../networks/fold.ts';
import type { Architecture, Layer } from '../networks/layers.ts';
import { BATCH_NORM_PARTS, weightedLayersOf, weightShapeOf } from '../networks/shapes.ts';
import { fromKernel } from '../networks/torch-layout.ts';
import { KERAS_NORM_PARTS, type KerasLayers } from './keras-variables.ts';
import { KNOWN_NETWORKS } from './known-networks.ts';
import type { NamedVariables } from './recognise-network.ts';

/** After the name of a convolution whose residual scale was multiplied into it: Keras has no layer for a factor. */
export const SCALED = '.scaled';

/** Plain convolutions that end a residual with a scale, and that scale. */
export function residualScales({ blocks }: Architecture): ReadonlyMap<string, number> {
  const scales = new Map<string, number>();
  const visit = (layer: Layer): void => {
    if (layer.kind === 'chain') for (const part of layer.layers) visit(part);
    if (layer.kind !== 'residual') return;
    const last = layer.body.kind === 'chain' ? layer.body.layers.at(-1) : layer.body;
    if (last?.kind === 'plain-convolution') scales.set(last.name, layer.scale);
  };
  for (const { layer } of blocks) visit(layer);
  return scales;
}

const over = (data: Float32Array, scale: number) => data.map((value) => value / scale);

function trunkOf(architecture: Architecture, layers: KerasLayers): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const put = (name: string, data: Float32Array | undefined, shape: readonly number[]) =>
    void (data && variables.set(name, { data, shape }));
  const scales = residualScales(architecture);
  for (const placed of weightedLayersOf(architecture)) {
    const { kind, name } = placed.layer;
    const isConvolution = kind === 'convolution';
    const inner = isConvolution ? `${name}.conv` : name;
    const scaled = layers.get(`${name}${SCALED}`);
    const layer = scaled ?? layers.get(inner);
    const scale = scaled ? (scales.get(name) ?? 1) : 1;
    const kernel = layer?.get('kernel');
    const [height = 1, width = 1, inputs = 1, outputs = 1] = kernel?.shape ?? [];
    const weight = kernel && fromKernel(over(kernel.data, scale), [height, width, inputs, outputs]);
    const shape = kind === 'dense' ? weightShapeOf(placed) : [outputs, inputs, height, width];
    put(`${inner}.weight`, weight, shape);
    const bias = layer?.get('bias');
    if (bias && !isConvolution) put(`${name}.bias`, over(bias.data, scale), bias.shape);
    for (const [i, part] of BATCH_NORM_PARTS.entries()) {
      const found = layers.get(`${name}.bn`)?.get(KERAS_NORM_PARTS[i] ?? '');
      if (found) put(`${name}.bn.${part}`, found.data, found.shape);
    }
  }
  return variables;
}

/**
 * Variables of a model that this program wrote, whose layers have timm's names; undefined where it did not.
 * Numbers below a residual's scale come back to a float's precision, all others as they were.
 */
export function ownVariables(layers: KerasLayers): NamedVariables | undefined {
  const network = KNOWN_NETWORKS.find(({ architecture }) => {
    const [first] = weightedLayersOf(architecture);
    return first && (layers.has(`${first.layer.name}.conv`) || layers.has(first.layer.name));
  });
  if (!network) return undefined;
  const variables = trunkOf(network.architecture, layers);
  const head = layers.get(network.architecture.classifier);
  const [kernel, bias] = [head?.get('kernel'), head?.get('bias')];
  const [inputs = 1, outputs = 1] = kernel?.shape ?? [];
  const { classifier } = network.architecture;
  if (kernel) {
    const data = fromKernel(kernel.data, [1, 1, inputs, outputs]);
    variables.set(`${classifier}.weight`, { data, shape: [outputs, inputs] });
  }
  if (bias) variables.set(`${classifier}.bias`, bias);
  return variables;
}
