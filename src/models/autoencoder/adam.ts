import * as tf from '@tensorflow/tfjs-core';

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

interface Moments {
  readonly mean: tf.Tensor;
  readonly square: tf.Tensor;
}

/** Kingma and Ba 2015, algorithm 1, with both bias corrections in the step length; owns its moments until `dispose`. */
export class Adam {
  readonly #moments: Moments[] = [];
  #steps = 0;

  /** Moves each variable by the gradient of the same index; the variables must be the same at every call. */
  step(
    variables: readonly tf.Variable[],
    gradients: readonly tf.Tensor[],
    learningRate: number,
  ): void {
    this.#steps++;
    const length =
      (learningRate * Math.sqrt(1 - SQUARE_DECAY ** this.#steps)) / (1 - MEAN_DECAY ** this.#steps);
    for (const [i, variable] of variables.entries()) {
      const gradient = gradients[i];
      if (!gradient) throw new RangeError(`no gradient for variable ${i}`);
      this.#moments[i] = move(variable, { gradient, length, old: this.#moments[i] });
    }
  }

  dispose(): void {
    for (const { mean, square } of this.#moments) tf.dispose([mean, square]);
    this.#moments.length = 0;
  }
}

interface Move {
  readonly gradient: tf.Tensor;
  readonly length: number;
  readonly old: Moments | undefined;
}

function move(variable: tf.Variable, { gradient, length, old }: Move): Moments {
  const [mean, square] = tf.tidy(() => {
    const m = old?.mean ?? tf.zerosLike(gradient);
    const s = old?.square ?? tf.zerosLike(gradient);
    const newMean = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - MEAN_DECAY));
    const newSquare = tf.add(s, tf.mul(tf.sub(tf.square(gradient), s), 1 - SQUARE_DECAY));
    const direction = tf.div(newMean, tf.add(tf.sqrt(newSquare), EPSILON));
    variable.assign(tf.sub(variable, tf.mul(direction, length)));
    return [tf.keep(newMean), tf.keep(newSquare)] as const;
  });
  if (old) tf.dispose([old.mean, old.square]);
  return { mean, square };
}
