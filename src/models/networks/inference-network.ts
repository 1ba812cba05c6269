import * as tf from '@tensorflow/tfjs-core';
import {
  type FoldedConvolution,
  foldConvolutions,
  type InputForm,
  type VariableSource,
} from './fold.ts';
import type { Architecture, AveragePoolRule, Convolution, Layer } from './layers.ts';

export interface InferenceOptions {
  readonly averagePool: AveragePoolRule;
  readonly input: InputForm;
}

interface Loaded {
  readonly kernel: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

function upload(folded: FoldedConvolution): Loaded {
  return {
    kernel: tf.tensor4d(folded.kernel, [...folded.shape]),
    bias: tf.tensor1d(folded.bias),
  };
}

/** Names under which features can be asked for besides those of the blocks. */
export const POOL = 'pool';
const LOGITS = 'logits';

/** A network on the current backend, batch norms folded away; it owns its tensors until `dispose`. */
export class InferenceNetwork {
  readonly #architecture: Architecture;
  readonly #rule: AveragePoolRule;
  readonly #loaded: ReadonlyMap<string, Loaded>;
  readonly #classifier: { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D } | undefined;

  /** @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape. */
  constructor(architecture: Architecture, source: VariableSource, options: InferenceOptions) {
    this.#architecture = architecture;
    this.#rule = options.averagePool;
    const folded = foldConvolutions(architecture, source, options.input);
    this.#loaded = new Map([...folded].map(([name, one]) => [name, upload(one)]));
    const weight = source(`${architecture.classifier}.weight`);
    const bias = source(`${architecture.classifier}.bias`);
    if (weight && bias) {
      const [rows = 0, cols = 0] = weight.shape;
      this.#classifier = {
        weight: tf.tensor2d(weight.data, [rows, cols]),
        bias: tf.tensor1d(bias.data),
      };
    }
  }

  /**
   * Global averages at `endpoint` (a block's name or alias, `pool`, or `logits`), `[batch, channels]`.
   * The caller disposes of the result.
   */
  embed(batch: tf.Tensor4D, endpoint: string): tf.Tensor2D {
    return tf.tidy(() => {
      const pooled = tf.mean(this.activations(batch, endpoint), [1, 2]) as tf.Tensor2D;
      if (endpoint !== LOGITS) return pooled;
      if (!this.#classifier) throw new RangeError('this checkpoint has no classifier');
      const { weight, bias } = this.#classifier;
      return tf.add(tf.matMul(pooled, weight, false, true), bias) as tf.Tensor2D;
    });
  }

  /** `[batch, height, width, channels]` at `endpoint`, before any pooling; the caller disposes of it. */
  activations(batch: tf.Tensor4D, endpoint: string): tf.Tensor4D {
    const { blocks } = this.#architecture;
    const isLast = endpoint === POOL || endpoint === LOGITS;
    const last = isLast
      ? blocks.length - 1
      : blocks.findIndex((block) => block.name === endpoint || block.alias === endpoint);
    if (last < 0) throw new RangeError(`${this.#architecture.id} has no endpoint ${endpoint}`);
    return tf.tidy(() => {
      let x = batch;
      for (const block of blocks.slice(0, last + 1)) {
        const next = tf.tidy(() => this.#run(block.layer, x));
        if (x !== batch) x.dispose();
        x = next;
      }
      return x;
    });
  }

  dispose(): void {
    for (const { kernel, bias } of this.#loaded.values()) tf.dispose([kernel, bias]);
    if (this.#classifier) tf.dispose([this.#classifier.weight, this.#classifier.bias]);
  }

  #run(layer: Layer, x: tf.Tensor4D): tf.Tensor4D {
    switch (layer.kind) {
      case 'convolution':
        return this.#convolve(layer, x);
      case 'max-pool':
        return tf.maxPool(x, 3, 2, 'valid');
      case 'average-pool':
        return averagePool(x, this.#rule);
      case 'chain':
        return layer.layers.reduce((y, part) => this.#run(part, y), x);
      case 'branches':
        return tf.concat(
          layer.branches.map((part) => this.#run(part, x)),
          3,
        );
    }
  }

  #convolve(layer: Convolution, x: tf.Tensor4D): tf.Tensor4D {
    const loaded = this.#loaded.get(layer.name);
    if (!loaded) throw new RangeError(`no weights for ${layer.name}`);
    return tf.fused.conv2d({
      x,
      filter: loaded.kernel,
      bias: loaded.bias,
      strides: layer.stride,
      pad: layer.padding,
      activation: 'relu',
    });
  }
}

function averagePool(x: tf.Tensor4D, rule: AveragePoolRule): tf.Tensor4D {
  if (rule === 'exclude') return tf.avgPool(x, 3, 1, 'same');
  const padded = tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  return tf.avgPool(padded, 3, 1, 'valid');
}
