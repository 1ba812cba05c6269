import { AppError } from '../../core/app-error.ts';
import { BATCH_NORM_EPSILON } from '../networks/fold.ts';
import type {
  Architecture,
  AveragePoolRule,
  Convolution,
  Layer,
  PlainConvolution,
} from '../networks/layers.ts';
import { gridsOf, weightedLayersOf } from '../networks/shapes.ts';
import { residualScales, SCALED } from './layers-model-names.ts';

/** One layer of a Keras model as JSON. */
interface TopologyLayer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
}

export interface TopologyOptions {
  readonly averagePool: AveragePoolRule;
  /** Outputs of the classifier, 0 for none. */
  readonly classes: number;
  /** Pixels of the input; the Inceptions take any other as well. */
  readonly inputSide: number;
}

const INPUT = 'input';

/** Writes layers down one by one; every method gives the name of what it added. */
class TopologyWriter {
  readonly layers: TopologyLayer[] = [];
  readonly #averagePool: AveragePoolRule;
  readonly #scales: ReadonlyMap<string, number>;
  readonly #used = new Map<string, number>();

  constructor(architecture: Architecture, averagePool: AveragePoolRule) {
    this.#averagePool = averagePool;
    this.#scales = residualScales(architecture);
  }

  input(shape: readonly (number | null)[]): string {
    const config = { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false };
    return this.#add('InputLayer', { name: INPUT, config, from: [] });
  }

  add(class_name: string, from: string | readonly string[], config: object = {}): string {
    const stem = class_name.toLowerCase();
    const count = this.#used.get(stem) ?? 0;
    this.#used.set(stem, count + 1);
    return this.#add(class_name, { name: `${stem}_${count}`, config, from: [from].flat() });
  }

  named(class_name: string, name: string, { from, config }: { from: string; config: object }) {
    return this.#add(class_name, { name, config, from: [from] });
  }

  /** @param side Of the grid that comes in. */
  through(layer: Layer, x: string, side: number): string {
    switch (layer.kind) {
      case 'convolution': {
        const config = { use_bias: false };
        const y = this.#convolve(layer, x, { name: `${layer.name}.conv`, config });
        return this.add('ReLU', this.#normalise(layer.name, y));
      }
      case 'plain-convolution': {
        const isScaled = (this.#scales.get(layer.name) ?? 1) !== 1;
        const name = isScaled ? `${layer.name}${SCALED}` : layer.name;
        return this.#convolve(layer, x, { name, config: { use_bias: true } });
      }
      case 'dense': {
        const config = { filters: layer.outputs, kernel_size: [side, side], use_bias: true };
        return this.named('Conv2D', layer.name, { from: x, config });
      }
      case 'max-pool':
        return this.add('MaxPooling2D', x, { pool_size: [3, 3], strides: [2, 2] });
      case 'average-pool':
        return this.#averagePooled(x);
      case 'adaptive-pool':
        return this.#adaptivelyPooled(x, side, layer.side);
      case 'relu':
        return this.add('ReLU', x);
      case 'dropout':
        return this.add('Dropout', x, { rate: layer.rate });
      case 'chain':
        return layer.layers.reduce((y, part) => this.through(part, y, side), x);
      case 'branches':
        return this.add(
          'Concatenate',
          layer.branches.map((part) => this.through(part, x, side)),
          { axis: -1 },
        );
      case 'residual':
        return this.add('Add', [x, this.through(layer.body, x, side)]);
    }
  }

  #averagePooled(x: string): string {
    const config = { pool_size: [3, 3], strides: [1, 1] };
    if (this.#averagePool === 'exclude') {
      return this.add('AveragePooling2D', x, { ...config, padding: 'same' });
    }
    return this.add('AveragePooling2D', this.#pad(x, 1), { ...config, padding: 'valid' });
  }

  #adaptivelyPooled(x: string, side: number, wanted: number): string {
    if (side === wanted) return x;
    const window = side / wanted;
    if (Number.isInteger(window)) {
      return this.add('AveragePooling2D', x, {
        pool_size: [window, window],
        strides: [window, window],
      });
    }
    throw new AppError(
      'bad-checkpoint',
      'A LayersModel can’t hold this network at this input size. Export it at 224 px, or as safetensors.',
    );
  }

  #pad(x: string, by: number): string {
    const both = [by, by];
    return this.add('ZeroPadding2D', x, { padding: [both, both] });
  }

  #convolve(
    { filters, size, stride, padding }: Convolution | PlainConvolution,
    x: string,
    { name, config }: { readonly name: string; readonly config: object },
  ): string {
    const isNumber = typeof padding === 'number';
    return this.named('Conv2D', name, {
      from: isNumber ? this.#pad(x, padding) : x,
      config: {
        ...config,
        filters,
        kernel_size: size,
        strides: [stride, stride],
        padding: isNumber ? 'valid' : padding,
      },
    });
  }

  #normalise(name: string, from: string): string {
    const config = { axis: 3, epsilon: BATCH_NORM_EPSILON, center: true, scale: true };
    return this.named('BatchNormalization', `${name}.bn`, { from, config });
  }

  #add(
    class_name: string,
    { name, config, from }: { name: string; config: object; from: readonly string[] },
  ): string {
    const inbound = from.map((one) => [one, 0, 0, {}]);
    this.layers.push({
      class_name,
      name,
      config: { name, trainable: true, ...config },
      inbound_nodes: inbound.length > 0 ? [inbound] : [],
    });
    return name;
  }
}

/**
 * The network as the topology of a Keras model: prepared colours in, logits out, or pooled features where there is no
 * classifier. Layers with variables have timm's names.
 * @throws {AppError} `bad-checkpoint` when the input's size can't be expressed.
 */
export function layersModelTopology(
  architecture: Architecture,
  { averagePool, classes, inputSide }: TopologyOptions,
): object {
  const writer = new TopologyWriter(architecture, averagePool);
  const grids = gridsOf(architecture, inputSide);
  const isFixed = weightedLayersOf(architecture).some(({ layer }) => layer.kind === 'dense');
  const side = isFixed ? inputSide : null;
  let x = writer.input([side, side, 3]);
  let before = inputSide;
  for (const { name, layer } of architecture.blocks) {
    x = writer.through(layer, x, before);
    before = grids.get(name)?.side ?? before;
  }
  x = writer.add('GlobalAveragePooling2D', x);
  if (classes > 0) {
    const config = { units: classes, use_bias: true, activation: 'linear' };
    x = writer.named('Dense', architecture.classifier, { from: x, config });
  }
  return {
    class_name: 'Model',
    config: {
      name: architecture.id,
      layers: writer.layers,
      input_layers: [[INPUT, 0, 0]],
      output_layers: [[x, 0, 0]],
    },
  };
}
