import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserSettings } from '../../core/training/training-settings.ts';

const ADAM = { meanDecay: 0.9, squareDecay: 0.999, epsilon: 1e-8 };
const RMSPROP = { squareDecay: 0.9, epsilon: 1e-6 };

/** What an optimiser remembers of one variable, by name: up to two tensors of its shape. */
type Memory = Readonly<Record<string, tf.Tensor>>;

/** How much memory a variable costs beside itself. */
export const MEMORIES: Readonly<Record<OptimiserSettings['kind'], number>> = {
  sgd: 1,
  rmsprop: 2,
  adam: 2,
};

interface Move {
  readonly gradient: tf.Tensor;
  readonly rate: number;
  readonly memory: Memory | undefined;
}

/** An optimiser's memory as it is kept on disk. */
export interface OptimiserState {
  readonly steps: number;
  /** By memory and variable, as `square/fc.weight`. */
  readonly arrays: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
}

/**
 * SGD with momentum as in torch, RMSProp with momentum as in TensorFlow (squares begin at 1), Adam (Kingma and Ba
 * 2015). Owns its memory until `dispose`.
 */
export class Optimiser {
  readonly #settings: OptimiserSettings;
  readonly #variables: ReadonlyMap<string, tf.Variable>;
  readonly #memories = new Map<string, Memory>();
  #steps = 0;

  constructor(settings: OptimiserSettings, variables: ReadonlyMap<string, tf.Variable>) {
    this.#settings = settings;
    this.#variables = variables;
  }

  /** Moves each variable that has a gradient. */
  step(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    this.#steps++;
    for (const [name, variable] of this.#variables) {
      const gradient = gradients.get(name);
      if (!gradient) continue;
      const old = this.#memories.get(name);
      const memory = tf.tidy(() => {
        const moved = this.#move({ gradient, rate: learningRate, memory: old });
        variable.assign(tf.sub(variable, moved.by));
        return moved.memory as tf.NamedTensorMap;
      });
      if (old) tf.dispose(old as tf.NamedTensorMap);
      this.#memories.set(name, memory);
    }
  }

  async snapshot(): Promise<OptimiserState> {
    const arrays = new Map<string, Float32Array<ArrayBuffer>>();
    for (const [name, memory] of this.#memories) {
      for (const [part, tensor] of Object.entries(memory)) {
        arrays.set(`${part}/${name}`, Float32Array.from(await tensor.data<'float32'>()));
      }
    }
    return { steps: this.#steps, arrays };
  }

  restore({ steps, arrays }: OptimiserState): void {
    this.dispose();
    this.#steps = steps;
    for (const [name, { shape }] of this.#variables) {
      const memory: Record<string, tf.Tensor> = {};
      for (const [key, values] of arrays) {
        const slash = key.indexOf('/');
        if (key.slice(slash + 1) === name) memory[key.slice(0, slash)] = tf.tensor(values, shape);
      }
      if (Object.keys(memory).length > 0) this.#memories.set(name, memory);
    }
  }

  dispose(): void {
    for (const memory of this.#memories.values()) tf.dispose(memory as tf.NamedTensorMap);
    this.#memories.clear();
  }

  #move(move: Move): { readonly by: tf.Tensor; readonly memory: Memory } {
    switch (this.#settings.kind) {
      case 'sgd':
        return bySgd(move, this.#settings.momentum);
      case 'rmsprop':
        return byRmsProp(move, this.#settings.momentum);
      case 'adam':
        return byAdam(move, this.#steps);
    }
  }
}

function bySgd({ gradient, rate, memory }: Move, momentum: number) {
  const velocity = memory?.velocity
    ? tf.add(tf.mul(memory.velocity, momentum), gradient)
    : tf.clone(gradient);
  return { by: tf.mul(velocity, rate), memory: { velocity } };
}

function byRmsProp({ gradient, rate, memory }: Move, momentum: number) {
  const { squareDecay, epsilon } = RMSPROP;
  const before = memory?.square ?? tf.onesLike(gradient);
  const square = tf.add(tf.mul(before, squareDecay), tf.mul(tf.square(gradient), 1 - squareDecay));
  const step = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(square, epsilon)));
  const velocity = memory?.velocity ? tf.add(tf.mul(memory.velocity, momentum), step) : step;
  return { by: velocity, memory: { square, velocity } };
}

function byAdam({ gradient, rate, memory }: Move, steps: number) {
  const { meanDecay, squareDecay, epsilon } = ADAM;
  const length = (rate * Math.sqrt(1 - squareDecay ** steps)) / (1 - meanDecay ** steps);
  const oldMean = memory?.mean ?? tf.zerosLike(gradient);
  const oldSquare = memory?.square ?? tf.zerosLike(gradient);
  const mean = tf.add(oldMean, tf.mul(tf.sub(gradient, oldMean), 1 - meanDecay));
  const square = tf.add(oldSquare, tf.mul(tf.sub(tf.square(gradient), oldSquare), 1 - squareDecay));
  const by = tf.mul(tf.div(mean, tf.add(tf.sqrt(square), epsilon)), length);
  return { by, memory: { mean, square } };
}
