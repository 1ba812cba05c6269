import * as tf from '@tensorflow/tfjs-core';
import type { Variable, VariableSource } from '../networks/fold.ts';
import type { Architecture } from '../networks/layers.ts';
import { depthOf, POOL } from '../networks/run-blocks.ts';
import { variableShapes, weightedLayersOf } from '../networks/shapes.ts';
import {
  type LossGradients,
  type LossOptions,
  TrainableNetwork,
  type TrainableOptions,
} from '../networks/trainable-network.ts';
import type { Trainee } from './trainee.ts';

const NOTHING = new Float32Array(0);

/**
 * A network whose batches are pictures `[batch, side, side, 1]`, or, with `isFedAtLine`, what it gives at its freeze
 * line, taken by `atLine` once and kept.
 */
export class NetworkTrainee implements Trainee {
  readonly #network: TrainableNetwork;
  readonly #line: string | undefined;
  readonly #isFedAtLine: boolean;
  readonly #moving: ReadonlySet<string>;

  /** @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape. */
  constructor(
    architecture: Architecture,
    source: VariableSource,
    { isFedAtLine, ...options }: TrainableOptions & { readonly isFedAtLine: boolean },
  ) {
    this.#line = options.frozenUpTo;
    this.#isFedAtLine = isFedAtLine && this.#line !== undefined;
    this.#moving = movingVariables(architecture, options);
    const released = new Released(source, architecture, options.classes);
    this.#network = new TrainableNetwork(architecture, released.source, options);
    released.release();
  }

  get trainable(): ReadonlyMap<string, tf.Variable> {
    return this.#network.trainable;
  }

  gradients(batch: tf.Tensor4D, options: LossOptions): LossGradients {
    return this.#isFedAtLine && this.#line !== undefined
      ? this.#network.gradientsFrom(this.#line, batch, options)
      : this.#network.gradients(batch, options);
  }

  features(batch: tf.Tensor4D): tf.Tensor4D {
    return this.#isFedAtLine && this.#line !== undefined
      ? this.#network.pooledFrom(this.#line, batch)
      : this.#network.activationsAt(POOL, batch);
  }

  logits(batch: tf.Tensor4D): tf.Tensor2D {
    return this.#isFedAtLine && this.#line !== undefined
      ? this.#network.logitsFrom(this.#line, batch, { training: false })
      : this.#network.logits(batch, { training: false });
  }

  /** Activations at the freeze line for pictures; the caller disposes of them. */
  atLine(pictures: tf.Tensor4D): tf.Tensor4D {
    if (this.#line === undefined) throw new RangeError('nothing is frozen');
    const activations = this.#network.activationsAt(this.#line, pictures);
    return activations === pictures ? tf.clone(pictures) : activations;
  }

  async snapshot(): Promise<ReadonlyMap<string, Variable>> {
    const all = await this.#network.snapshot();
    return new Map([...all].filter(([name]) => this.#moving.has(name)));
  }

  restore(source: VariableSource): void {
    this.#network.restore(source);
  }

  dispose(): void {
    this.#network.dispose();
  }
}

function movingVariables(
  architecture: Architecture,
  { frozenUpTo, classes }: TrainableOptions,
): ReadonlySet<string> {
  const depth = frozenUpTo === undefined ? 0 : depthOf(architecture, frozenUpTo);
  const below = weightedLayersOf({ ...architecture, blocks: architecture.blocks.slice(0, depth) });
  const frozen = below.map(({ layer }) => `${layer.name}.`);
  const names = [...variableShapes(architecture, classes).keys()];
  return new Set(names.filter((name) => !frozen.some((prefix) => name.startsWith(prefix))));
}

/**
 * A source that lets its numbers go once the network is built: the network keeps its source to write frozen variables,
 * which a run never asks for.
 */
class Released {
  #source: VariableSource | undefined;
  readonly #shapes: ReadonlyMap<string, readonly number[]>;

  constructor(source: VariableSource, architecture: Architecture, classes: number) {
    this.#source = source;
    this.#shapes = variableShapes(architecture, classes);
  }

  readonly source: VariableSource = (name) => {
    if (this.#source) return this.#source(name);
    const shape = this.#shapes.get(name);
    return shape && { data: NOTHING, shape };
  };

  release(): void {
    this.#source = undefined;
  }
}
