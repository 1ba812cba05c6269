import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lowest, round, writeLine } from './report.mjs';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../peers/torch-training.py');
const REPEATS = 3;

/** A Python with torch, torchvision and timm, if there is one. Nothing is installed. */
async function findTorch() {
  for (const python of [process.env.SEMSCAPE_PYTHON, 'python3', '/usr/bin/python3']) {
    if (!python) continue;
    const isThere = await run(python, ['-c', 'import torch, torchvision, timm']).then(
      () => true,
      () => false,
    );
    if (isThere) return python;
  }
  return undefined;
}

/** @typedef {{ wallSeconds: number, cpuSeconds: number }} Timed */

/**
 * Native steps and passes of the same network on as many threads, and what share of their speed ours has.
 * @param {{ network: string, side: number, batch: number }} one
 * @param {readonly { steps: readonly Timed[], passes: readonly Timed[] }[]} ours on 1 and 2 threads
 */
export async function torchPeer({ network, side, batch }, ours) {
  if (network === 'small_cnn') return;
  const python = await findTorch();
  if (!python) {
    const skipped = 'no Python with torch, torchvision and timm';
    writeLine({ task: `${network} training step`, n: batch, engine: 'torch', skipped });
    return;
  }
  for (const [i, { steps, passes }] of ours.entries()) {
    const threads = i + 1;
    const args = [SCRIPT, network, ...[side, batch, threads, REPEATS].map(String)];
    const { engine, training, inference } = JSON.parse((await run(python, args)).stdout);
    const about = { n: batch, engine, side, threads };
    writeLine({ task: `${network} training step`, ...about, ...sharesOf(training, steps) });
    writeLine({ task: `${network} inference`, ...about, ...sharesOf(inference, passes) });
  }
}

/** @param {Timed} native @param {readonly Timed[]} ours */
const sharesOf = ({ wallSeconds, cpuSeconds }, ours) => ({
  wall: { min: round(wallSeconds) },
  cpu: { min: round(cpuSeconds) },
  ourShare: round(wallSeconds / lowest(ours.map((m) => m.wallSeconds))),
  ourShareCpu: round(cpuSeconds / lowest(ours.map((m) => m.cpuSeconds))),
});
