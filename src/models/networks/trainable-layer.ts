import * as tf from '@tensorflow/tfjs-core';
import {
  BATCH_NORM_EPSILON,
  kernelShapeOf,
  need,
  type Variable,
  type VariableSource,
} from './fold.ts';
import type { WeightedLayer } from './layers.ts';
import { addBias, normaliseBatch, type SeeStatistics } from './normalise.ts';
import { BATCH_NORM_PARTS, type PlacedLayer, weightShapeOf } from './shapes.ts';
import { stridesAndPad } from './strides-and-pad.ts';
import { fromKernel, type KernelShape, toKernel } from './torch-layout.ts';

/** Share of the batch's statistics in the running ones. */
const MOMENTUM = 0.1;

/** Statistics of the batch, which move the running ones, or the running ones as they are. */
export type BatchNormMode = 'batch' | 'frozen';

interface BatchNorm {
  readonly gamma: tf.Variable<tf.Rank.R1>;
  readonly beta: tf.Variable<tf.Rank.R1>;
  readonly mean: tf.Variable<tf.Rank.R1>;
  readonly variance: tf.Variable<tf.Rank.R1>;
}

/** One of the network's variables, and how it lies in checkpoints. */
export interface NamedVariable {
  /** timm's or torchvision's. */
  readonly name: string;
  readonly variable: tf.Variable;
  readonly isTrainable: boolean;
  /** Overwrites the values from torch's layout. */
  read(source: VariableSource): void;
  /** The values in torch's layout. */
  write(): Promise<Variable>;
}

/** A variable whose layout is torch's. */
export function plainVariable(
  name: string,
  shape: readonly number[],
  isTrainable = true,
): NamedVariable {
  const variable = tf.tidy(() => tf.variable(tf.zeros([...shape]), isTrainable));
  return {
    name,
    variable,
    isTrainable,
    read: (source) =>
      tf.tidy(() => variable.assign(tf.tensor(need(source, name, shape), [...shape]))),
    write: async () => ({ data: await variable.data<'float32'>(), shape }),
  };
}

/** A kernel `[height, width, in, out]` whose shape in torch's layout is `torchShape`. */
function kernelVariable(
  name: string,
  shape: KernelShape,
  torchShape: readonly number[],
): NamedVariable {
  const variable = tf.tidy(() => tf.variable(tf.zeros([...shape])));
  return {
    name,
    variable,
    isTrainable: true,
    read: (source) =>
      tf.tidy(() =>
        variable.assign(tf.tensor(toKernel(need(source, name, torchShape), shape), [...shape])),
      ),
    write: async () => ({
      data: fromKernel(await variable.data<'float32'>(), shape),
      shape: torchShape,
    }),
  };
}

/** A convolution or dense layer whose variables can be trained. */
export class TrainableLayer {
  readonly variables: readonly NamedVariable[];
  readonly #layer: WeightedLayer;
  readonly #kernel: tf.Variable<tf.Rank.R4>;
  readonly #bias: tf.Variable<tf.Rank.R1> | undefined;
  readonly #norm: BatchNorm | undefined;

  /** All variables are zero until they are read. */
  constructor(placed: PlacedLayer) {
    const { layer } = placed;
    const { kind, name } = layer;
    const shape = kernelShapeOf(placed);
    const outputs = [shape[3]];
    const inner = kind === 'convolution' ? `${name}.conv` : name;
    const kernel = kernelVariable(`${inner}.weight`, shape, weightShapeOf(placed));
    const others =
      kind === 'convolution'
        ? BATCH_NORM_PARTS.map((part) =>
            plainVariable(`${name}.bn.${part}`, outputs, !part.startsWith('running')),
          )
        : [plainVariable(`${name}.bias`, outputs)];
    this.variables = [kernel, ...others];
    this.#layer = layer;
    this.#kernel = kernel.variable as tf.Variable<tf.Rank.R4>;
    const [first, beta, mean, variance] = others.map(
      (other) => other.variable as tf.Variable<tf.Rank.R1>,
    );
    if (first && beta && mean && variance) this.#norm = { gamma: first, beta, mean, variance };
    else this.#bias = first;
  }

  /** Differentiable in `x` and in the trainable variables. */
  apply(x: tf.Tensor4D, mode: BatchNormMode): tf.Tensor4D {
    if (!this.#norm) return this.#biased(this.#convolve(x, this.#kernel));
    if (mode === 'frozen') return this.#withFrozenNorm(x, this.#norm);
    const { gamma, beta, mean, variance } = this.#norm;
    return normaliseBatch(this.#convolve(x, this.#kernel), { gamma, beta }, (...seen) =>
      moveStatistics({ mean, variance }, seen),
    );
  }

  #convolve(x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
    const { pad, strides } = stridesAndPad(this.#layer);
    return tf.conv2d(x, kernel, strides, pad);
  }

  #biased(x: tf.Tensor4D): tf.Tensor4D {
    return this.#bias ? addBias(x, this.#bias) : x;
  }

  #withFrozenNorm(x: tf.Tensor4D, { gamma, beta, mean, variance }: BatchNorm): tf.Tensor4D {
    const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON)));
    const shift = tf.sub(beta, tf.mul(mean, scale)) as tf.Tensor1D;
    return tf.relu(addBias(this.#convolve(x, tf.mul(this.#kernel, scale)), shift));
  }
}

function moveStatistics(
  running: Pick<BatchNorm, 'mean' | 'variance'>,
  [mean, variance, count]: Parameters<SeeStatistics>,
): void {
  const unbiased = tf.mul(variance, count / Math.max(1, count - 1));
  for (const [old, seen] of [
    [running.mean, mean],
    [running.variance, unbiased],
  ] as const) {
    old.assign(tf.add(tf.mul(old, 1 - MOMENTUM), tf.mul(seen, MOMENTUM)));
  }
}
