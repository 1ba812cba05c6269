/** Octaves of squared distance on either side of 1; beyond them a force is that of the last one. */
const OCTAVES = 24;
const STEP_BITS = 7;
const SHIFT = 23 - STEP_BITS;
const EXPONENT_OF_ONE = 127;
const SIZE = (2 * OCTAVES) << STEP_BITS;

/**
 * A function of a squared distance, in 128 steps an octave: a power costs as much as all else of a move. The steps are
 * the leading bits of the number as it lies in memory.
 */
export class ForceTable {
  readonly #number = new Float32Array(1);
  readonly #bits = new Int32Array(this.#number.buffer);
  readonly #values = new Float64Array(SIZE);
  readonly #lowest = (EXPONENT_OF_ONE - OCTAVES) << STEP_BITS;

  constructor(force: (square: number) => number) {
    for (let i = 0; i < SIZE; i++) {
      this.#bits[0] = ((i + this.#lowest) << SHIFT) | (1 << (SHIFT - 1));
      this.#values[i] = force(this.#number[0]);
    }
  }

  at(square: number): number {
    this.#number[0] = square;
    const step = (this.#bits[0] >> SHIFT) - this.#lowest;
    return this.#values[step < 0 ? 0 : step < SIZE ? step : SIZE - 1];
  }
}
