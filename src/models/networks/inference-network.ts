import * as tf from '@tensorflow/tfjs-core';
import {
  canFoldGrey,
  type FoldedLayer,
  foldLayers,
  type GreyPreprocessing,
  type InputForm,
  type VariableSource,
} from './fold.ts';
import type { Architecture, AveragePoolRule, WeightedLayer } from './layers.ts';
import { prepareGrey } from './prepare-grey.ts';
import { depthOf, LOGITS, runBlocks } from './run-blocks.ts';
import { stridesAndPad } from './strides-and-pad.ts';

export interface InferenceOptions {
  readonly averagePool: AveragePoolRule;
  readonly input: InputForm;
}

interface Loaded {
  readonly kernel: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

function upload(folded: FoldedLayer): Loaded {
  return {
    kernel: tf.tensor4d(folded.kernel, [...folded.shape]),
    bias: tf.tensor1d(folded.bias),
  };
}

/** A network on the current backend, batch norms folded away; it owns its tensors until `dispose`. */
export class InferenceNetwork {
  readonly #architecture: Architecture;
  readonly #rule: AveragePoolRule;
  readonly #preprocessing: GreyPreprocessing | undefined;
  readonly #loaded: ReadonlyMap<string, Loaded>;
  readonly #classifier: { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D } | undefined;

  /** @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape. */
  constructor(architecture: Architecture, source: VariableSource, options: InferenceOptions) {
    const { averagePool, input } = options;
    this.#architecture = architecture;
    this.#rule = averagePool;
    if (input !== 'prepared-colour' && !canFoldGrey(architecture, input)) {
      this.#preprocessing = input;
    }
    const folded = foldLayers(architecture, source, input);
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
    const blocks = this.#architecture.blocks.slice(0, depthOf(this.#architecture, endpoint));
    return tf.tidy(() =>
      runBlocks(blocks, prepareGrey(batch, this.#preprocessing), {
        averagePool: this.#rule,
        weighted: (layer, x) => this.#convolve(layer, x),
        dropout: (_, x) => x,
      }),
    );
  }

  dispose(): void {
    for (const { kernel, bias } of this.#loaded.values()) tf.dispose([kernel, bias]);
    if (this.#classifier) tf.dispose([this.#classifier.weight, this.#classifier.bias]);
  }

  #convolve(layer: WeightedLayer, x: tf.Tensor4D): tf.Tensor4D {
    const loaded = this.#loaded.get(layer.name);
    if (!loaded) throw new RangeError(`no weights for ${layer.name}`);
    return tf.fused.conv2d({
      x,
      filter: loaded.kernel,
      bias: loaded.bias,
      ...stridesAndPad(layer),
      activation: layer.kind === 'convolution' ? 'relu' : 'linear',
    });
  }
}
