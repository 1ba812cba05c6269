import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../core/random/random.ts';
import { registerWasmGradients } from '../kernels/register-wasm-gradients.ts';
import { dropOut } from './drop-out.ts';
import { type InputForm, need, type Variable, type VariableSource } from './fold.ts';
import { InferenceNetwork } from './inference-network.ts';
import type { Architecture, AveragePoolRule } from './layers.ts';
import { prepareGrey } from './prepare-grey.ts';
import { depthOf, POOL, runBlocks } from './run-blocks.ts';
import { headWidthOf, variableShapes, weightedLayersOf } from './shapes.ts';
import {
  type BatchNormMode,
  type NamedVariable,
  plainVariable,
  TrainableLayer,
} from './trainable-layer.ts';

export interface TrainableOptions {
  /** Outputs of the classifier; the source must have as many (`withFreshHead` makes them). */
  readonly classes: number;
  readonly averagePool: AveragePoolRule;
  readonly input: InputForm;
  /** Batch norms above the freeze line in training; 'batch' when left out. */
  readonly batchNorm?: BatchNormMode;
  /** The last block that is frozen, by name or alias; `pool` freezes all but the classifier. None when left out. */
  readonly frozenUpTo?: string;
  /** Rate of every dropout instead of the architecture's own. */
  readonly dropout?: number;
}

/** Training uses batch statistics (moving the running ones), and dropout masks drawn from the seed. */
export type Pass =
  | { readonly training: false }
  | { readonly training: true; readonly seed: number };

export interface LossOptions {
  /** Of the dropout masks. */
  readonly seed: number;
  /** `[batch, classes]` to a scalar, differentiable; called once. */
  readonly loss: (logits: tf.Tensor2D) => tf.Scalar;
}

/** A loss and its gradients; the caller disposes of all. */
export interface LossGradients {
  readonly loss: tf.Scalar;
  readonly logits: tf.Tensor2D;
  /** By timm's name, each in its variable's layout. */
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
}

/**
 * A network on the current backend whose variables can be trained. Below the freeze line it is folded as for
 * inference: no gradients, no batch statistics, no dropout. It owns its tensors until `dispose`.
 */
export class TrainableNetwork {
  /**
   * The variables with gradients, by timm's name in the table's order: those above the freeze line, and the
   * classifier's. Kernels are `[height, width, in, out]`, those of dense layers too; the classifier's weight is
   * `[classes, features]`.
   */
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  readonly #architecture: Architecture;
  readonly #options: TrainableOptions;
  readonly #source: VariableSource;
  readonly #frozenDepth: number;
  readonly #below: InferenceNetwork | undefined;
  readonly #layers: ReadonlyMap<string, TrainableLayer>;
  readonly #classifier: Classifier;

  /**
   * Keeps `source` for the frozen variables.
   * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
   */
  constructor(architecture: Architecture, source: VariableSource, options: TrainableOptions) {
    registerWasmGradients();
    const { classes, frozenUpTo } = options;
    this.#architecture = architecture;
    this.#options = options;
    this.#source = withUnitScales(source, architecture);
    this.#frozenDepth = frozenUpTo === undefined ? 0 : depthOf(architecture, frozenUpTo);
    const placed = weightedLayersOf(architecture);
    const above = placed.slice(countFrozen(architecture, this.#frozenDepth));
    this.#layers = new Map(above.map((one) => [one.layer.name, new TrainableLayer(one)]));
    this.#classifier = createClassifier(architecture, classes);
    this.trainable = new Map(
      this.#variables()
        .filter(({ isTrainable }) => isTrainable)
        .map(({ name, variable }) => [name, variable]),
    );
    try {
      this.restore(this.#source);
      if (this.#frozenDepth > 0) this.#below = this.#foldBelow();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** `[batch, classes]` for pictures in the options' input form; the caller disposes of it. */
  logits(batch: tf.Tensor4D, pass: Pass): tf.Tensor2D {
    return tf.tidy(() => this.#logitsFrom(this.#frozenDepth, this.#enter(batch), pass));
  }

  /**
   * `[batch, height, width, channels]` at a block without training, `[batch, 1, 1, channels]` at `pool`; the
   * caller disposes of it. At the freeze line they never change and can be kept.
   */
  activationsAt(endpoint: string, batch: tf.Tensor4D): tf.Tensor4D {
    const depth = depthOf(this.#architecture, endpoint);
    return tf.tidy(() => {
      const x =
        this.#below && depth < this.#frozenDepth
          ? this.#below.activations(batch, endpoint)
          : this.#run(this.#enter(batch), [this.#frozenDepth, depth], { training: false });
      return endpoint === POOL ? tf.mean(x, [1, 2], true) : x;
    });
  }

  /**
   * The rest of the way from what `activationsAt` gave; the caller disposes of it.
   * @throws {RangeError} when the endpoint lies below the freeze line.
   */
  logitsFrom(endpoint: string, activations: tf.Tensor4D, pass: Pass): tf.Tensor2D {
    const depth = depthOf(this.#architecture, endpoint);
    if (depth < this.#frozenDepth) throw new RangeError(`${endpoint} is below the freeze line`);
    return tf.tidy(() => this.#logitsFrom(depth, activations, pass));
  }

  /** What the classifier stands on, `[batch, 1, 1, channels]`, from what `activationsAt` gave; the caller disposes of it. */
  pooledFrom(endpoint: string, activations: tf.Tensor4D): tf.Tensor4D {
    const from = depthOf(this.#architecture, endpoint);
    const to = this.#architecture.blocks.length;
    return tf.tidy(() =>
      tf.mean(this.#run(activations, [from, to], { training: false }), [1, 2], true),
    );
  }

  /** One training pass over pictures; moves the running statistics, changes nothing else. */
  gradients(batch: tf.Tensor4D, options: LossOptions): LossGradients {
    const entered = tf.tidy(() => tf.clone(this.#enter(batch)));
    const result = this.#gradientsFrom(this.#frozenDepth, entered, options);
    entered.dispose();
    return result;
  }

  /**
   * One training pass over what `activationsAt` gave.
   * @throws {RangeError} when the endpoint is not the freeze line: variables below it would be left out.
   */
  gradientsFrom(endpoint: string, activations: tf.Tensor4D, options: LossOptions): LossGradients {
    if (depthOf(this.#architecture, endpoint) !== this.#frozenDepth) {
      throw new RangeError(`${endpoint} is not the freeze line`);
    }
    return this.#gradientsFrom(this.#frozenDepth, activations, options);
  }

  /** Every variable in torch's layout, frozen ones and running statistics too: a checkpoint of this network. */
  async snapshot(): Promise<ReadonlyMap<string, Variable>> {
    const own = new Map(this.#variables().map((one) => [one.name, one]));
    const all = new Map<string, Variable>();
    const shapes = variableShapes(this.#architecture, this.#options.classes);
    for (const [name, shape] of shapes) {
      const value = (await own.get(name)?.write()) ?? {
        data: need(this.#source, name, shape),
        shape,
      };
      all.set(name, value);
    }
    return all;
  }

  /**
   * Overwrites everything above the freeze line, and the classifier, from a checkpoint of this network.
   * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
   */
  restore(source: VariableSource): void {
    const complete = withUnitScales(source, this.#architecture);
    for (const one of this.#variables()) one.read(complete);
  }

  dispose(): void {
    this.#below?.dispose();
    for (const { variable } of this.#variables()) variable.dispose();
  }

  #variables(): readonly NamedVariable[] {
    const { weight, bias } = this.#classifier;
    return [...[...this.#layers.values()].flatMap(({ variables }) => variables), weight, bias];
  }

  #foldBelow(): InferenceNetwork {
    const { averagePool, input } = this.#options;
    const architecture = this.#architecture;
    const head = `${architecture.classifier}.`;
    return new InferenceNetwork(
      { ...architecture, blocks: architecture.blocks.slice(0, this.#frozenDepth) },
      (name) => (name.startsWith(head) ? undefined : this.#source(name)),
      { averagePool, input },
    );
  }

  /** Activations at the freeze line; without one, prepared pictures. */
  #enter(batch: tf.Tensor4D): tf.Tensor4D {
    const { frozenUpTo, input } = this.#options;
    if (this.#below) return this.#below.activations(batch, frozenUpTo ?? POOL);
    return input === 'prepared-colour' ? batch : prepareGrey(batch, input);
  }

  #run(x: tf.Tensor4D, [from, to]: readonly [number, number], pass: Pass): tf.Tensor4D {
    const random = pass.training ? createRandom(pass.seed) : undefined;
    const mode = pass.training ? (this.#options.batchNorm ?? 'batch') : 'frozen';
    return runBlocks(this.#architecture.blocks.slice(from, to), x, {
      averagePool: this.#options.averagePool,
      weighted: (layer, input) => this.#layer(layer.name).apply(input, mode),
      dropout: ({ rate }, input) =>
        random ? dropOut(input, this.#options.dropout ?? rate, random) : input,
    });
  }

  #layer(name: string): TrainableLayer {
    const layer = this.#layers.get(name);
    if (!layer) throw new RangeError(`${name} is frozen`);
    return layer;
  }

  #logitsFrom(depth: number, x: tf.Tensor4D, pass: Pass): tf.Tensor2D {
    const { blocks, headDropout = 0 } = this.#architecture;
    const last = this.#run(x, [depth, blocks.length], pass);
    const pooled = tf.mean(last, [1, 2]) as tf.Tensor2D;
    const { dropout = headDropout } = this.#options;
    const kept = pass.training ? dropOut(pooled, dropout, createRandom(pass.seed).fork(0)) : pooled;
    return classify(this.#classifier, kept);
  }

  #gradientsFrom(depth: number, x: tf.Tensor4D, { loss, seed }: LossOptions): LossGradients {
    let kept: tf.Tensor2D | undefined;
    const { value, grads } = tf.variableGrads(() => {
      kept = tf.keep(this.#logitsFrom(depth, x, { training: true, seed }));
      return loss(kept);
    }, [...this.trainable.values()]);
    if (!kept) throw new RangeError('the loss was not taken');
    const logits = tf.clone(kept);
    kept.dispose();
    const gradients = new Map<string, tf.Tensor>();
    for (const [name, variable] of this.trainable) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(name, gradient);
    }
    return { loss: value, logits, gradients };
  }
}

interface Classifier {
  readonly weight: NamedVariable;
  readonly bias: NamedVariable;
}

function createClassifier(architecture: Architecture, classes: number): Classifier {
  const name = architecture.classifier;
  return {
    weight: plainVariable(`${name}.weight`, [classes, headWidthOf(architecture)]),
    bias: plainVariable(`${name}.bias`, [classes]),
  };
}

function classify({ weight, bias }: Classifier, pooled: tf.Tensor2D): tf.Tensor2D {
  const turned = tf.transpose(weight.variable as tf.Variable<tf.Rank.R2>);
  return tf.add(tf.matMul(pooled, turned), bias.variable);
}

function countFrozen(architecture: Architecture, depth: number): number {
  return weightedLayersOf({ ...architecture, blocks: architecture.blocks.slice(0, depth) }).length;
}

/** Checkpoints of Keras and TF-slim have batch norms without a scale. */
function withUnitScales(source: VariableSource, architecture: Architecture): VariableSource {
  const shapes = variableShapes(architecture, 1);
  return (name) => {
    const found = source(name);
    const shape = shapes.get(name);
    if (found || !shape || !name.endsWith('.bn.weight')) return found;
    return { data: new Float32Array(shape[0] ?? 0).fill(1), shape };
  };
}
