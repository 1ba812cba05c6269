import { lowest, median, round, writeLine } from './report.mjs';

/** @typedef {{ cpuSeconds: number, wallSeconds: number, peakMb?: number }} Timed */
/** @typedef {import('./peers.mjs').PeerRun} PeerRun */
/** @typedef {{ file: string, rows: number, cols: number }} Points */

/** @param {readonly Timed[]} runs */
export function summaryOf(runs) {
  const cpu = runs.map(({ cpuSeconds }) => cpuSeconds);
  const wall = runs.map(({ wallSeconds }) => wallSeconds);
  const peaks = runs.flatMap(({ peakMb }) => peakMb ?? []);
  return {
    cpu: { min: round(lowest(cpu)), median: round(median(cpu)) },
    wall: { min: round(lowest(wall)), median: round(median(wall)) },
    ...(peaks.length > 0 && { peakMb: round(Math.max(...peaks)) }),
  };
}

/**
 * Runs a task here and by its peer in turn.
 * @template {Timed} T
 * @param {{ task: string, points: Points, repeats: number, cuts: readonly number[],
 *   peers: import('./peers.mjs').Peers, run: () => Promise<T> }} plan
 */
export async function runInTurn({ task, points, repeats, cuts, peers, run }) {
  const skipped = peers.absence(task, points.rows);
  /** @type {T[]} */
  const ours = [];
  /** @type {PeerRun[]} */
  const theirs = [];
  for (let r = 0; r < repeats; r++) {
    ours.push(await run());
    if (!skipped) theirs.push(await peers.run(task, points, r === 0 ? cuts : []));
  }
  return {
    task,
    rows: points.rows,
    ours,
    theirs,
    skipped,
    elsewhere: peers.elsewhere(task, points.rows),
  };
}

/**
 * One line for us and one for the peer, or for why it was left out and what it took on another machine.
 * @param {Awaited<ReturnType<typeof runInTurn>>} outcome
 * @param {Record<string, unknown>} [facts]
 * @param {number} [aim] what the peer's time over ours is meant to be at least
 */
export function writeComparison({ task, rows, ours, theirs, skipped, elsewhere }, facts = {}, aim) {
  const own = summaryOf(ours);
  writeLine({ task, n: rows, engine: 'semscape', ...own, ...facts });
  const timesOurs = (/** @type {number} */ seconds) => round(seconds / own.cpu.min);
  /** @type {number | undefined} */
  let times;
  if (theirs[0]) {
    const peer = summaryOf(theirs);
    times = timesOurs(peer.cpu.min);
    writeLine({
      task,
      n: rows,
      engine: theirs[0].engine,
      ...peer,
      timesOursCpu: times,
      ...(aim !== undefined && { aim }),
    });
  } else if (skipped) {
    const reference = elsewhere && {
      ...elsewhere,
      machine: 'another',
      timesOursCpu: timesOurs(elsewhere.cpuSeconds),
    };
    writeLine({ task, n: rows, engine: 'peer', skipped, ...(reference && { reference }) });
  }
  return { cpuSeconds: own.cpu.min, peakMb: own.peakMb, timesOursCpu: times };
}
