import { execFile } from 'node:child_process';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../peers/peer.py');

/**
 * Processor seconds and megabytes of a peer at 52,682 points on another machine: one core of a 2-vCPU AMD Zen 4,
 * fastcluster 1.2.3, scipy 1.10.1, DADApy 0.3.3. They stand in where the peer is not installed.
 * @type {Readonly<Record<string, { engine: string, cpuSeconds: number, peakMb?: number }>>}
 */
const ELSEWHERE = {
  single: { engine: 'fastcluster', cpuSeconds: 8.7, peakMb: 59 },
  complete: { engine: 'fastcluster', cpuSeconds: 90.8, peakMb: 10734 },
  centroid: { engine: 'fastcluster', cpuSeconds: 17.8, peakMb: 66 },
  ward: { engine: 'fastcluster', cpuSeconds: 19.4, peakMb: 64 },
  '2-NN 10-d': { engine: 'scipy cKDTree', cpuSeconds: 1.25 },
  '2-NN 1001-d': { engine: 'DADApy', cpuSeconds: 119, peakMb: 740 },
};
const ELSEWHERE_ROWS = 52682;

/** @typedef {{ engine: string, cpuSeconds: number, wallSeconds: number, peakMb: number, value: any }} PeerRun */

/**
 * The Python on this machine that knows most of the peers: `SEMSCAPE_PYTHON`, else what the path and the system have.
 * Nothing is installed.
 */
export async function findPeers() {
  /** @type {{ python: string, tasks: Record<string, string> }} */
  let best = { python: '', tasks: {} };
  for (const python of [process.env.SEMSCAPE_PYTHON, 'python3', '/usr/bin/python3']) {
    if (!python) continue;
    const found = await run(python, [SCRIPT, '--tasks']).catch(() => undefined);
    const tasks = found ? JSON.parse(found.stdout) : {};
    if (Object.keys(tasks).length > Object.keys(best.tasks).length) best = { python, tasks };
  }
  return new Peers(best.python, best.tasks);
}

export class Peers {
  #python;
  #tasks;

  /** @param {string} python @param {Readonly<Record<string, string>>} tasks */
  constructor(python, tasks) {
    this.#python = python;
    this.#tasks = tasks;
  }

  /** Why a task has no peer to run beside here, or undefined where it has. @param {string} task @param {number} rows */
  absence(task, rows) {
    if (task === 'density-peaks') return 'none known';
    if (!this.#tasks[task]) return 'no Python with numpy and the library';
    // fastcluster keeps half the matrix of distances for complete linkage
    const needed = task === 'complete' ? 4 * rows ** 2 * 1.05 : 0;
    return needed > freemem() ? `needs ${Math.round(needed / 1e9)} GB of free memory` : undefined;
  }

  /** @param {string} task @param {number} rows */
  elsewhere(task, rows) {
    return rows === ELSEWHERE_ROWS ? ELSEWHERE[task] : undefined;
  }

  /**
   * @param {string} task
   * @param {{ file: string, rows: number, cols: number }} points
   * @param {readonly number[]} cuts
   * @returns {Promise<PeerRun>}
   */
  async run(task, { file, rows, cols }, cuts) {
    const args = [SCRIPT, file, String(rows), String(cols), task, cuts.join()];
    const { stdout } = await run(this.#python, args);
    return JSON.parse(stdout);
  }
}
