import { writeLine } from './report.mjs';

/** @typedef {{ task: string, n: number, what: string, aim: number, is: number }} Missed */

/** What was aimed at and not reached; to be told at the end of a task. */
export class Aims {
  /** @type {Missed[]} */
  #missed = [];

  /** @param {Omit<Missed, 'aim' | 'is'>} of @param {{ is: number, atLeast: number }} result */
  requireAtLeast(of, { is, atLeast }) {
    if (!(is >= atLeast)) this.#missed.push({ ...of, aim: atLeast, is });
  }

  /** @param {Omit<Missed, 'aim' | 'is'>} of @param {{ is: number, below: number }} result */
  requireBelow(of, { is, below }) {
    if (!(is < below)) this.#missed.push({ ...of, aim: below, is });
  }

  /** Writes the last line of a task, and fails the run where anything was missed. @param {string} task */
  close(task) {
    const missed = this.#missed;
    writeLine({ task, engine: 'semscape', missed });
    if (missed.length > 0) process.exitCode = 1;
  }
}
