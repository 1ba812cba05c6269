import { openTask } from './chromium.mjs';
import { requireDimension } from './clustering-checks.mjs';
import { findPeers } from './peers.mjs';
import { writePoints } from './points-file.mjs';
import { writeLine } from './report.mjs';
import { runInTurn, summaryOf, writeComparison } from './side-by-side.mjs';

const TASK = '2-NN without structure';
const FRACTIONS = [0.9, 0.7, 0.5];
const REPEATS = 3;

/**
 * Where no search tree prunes and every pair is compared: by a plain loop, on WASM with one thread, and by the peer.
 * @param {string} origin
 * @param {{ rows: number, cols: number }} size
 * @param {import('./peers.mjs').Peers} peers
 */
async function benchNoise(origin, size, peers) {
  const page = await openTask(origin, 'clustering');
  try {
    const { value } = await page.call('prepareNoise', size);
    const points = await writePoints(page, value);
    const run = () => page.call('dimension', { fractions: FRACTIONS });
    const plain = await run();
    const { cols, rows: n } = size;
    const { search } = plain.value;
    writeLine({ task: TASK, n, engine: 'semscape', cols, ...summaryOf([plain]), search });
    await page.call('startProducts', { threads: 1 });
    const outcome = await runInTurn({ task: TASK, points, repeats: REPEATS, cuts: [], peers, run });
    const space = `${cols}-d noise`;
    const [swift] = outcome.ours;
    const [peer] = outcome.theirs;
    for (const other of [plain, ...(peer ? [peer] : [])]) {
      await requireDimension(swift.value.dimension, { rows: n, space, peer: other.value });
    }
    const checked = `plain loop${peer ? ' and peer' : ''}`;
    writeComparison(outcome, { cols, checked, search: swift.value.search });
    await points.remove();
  } finally {
    await page.close();
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchPairs({ origin, quick }) {
  const peers = await findPeers();
  const sizes = [
    { rows: 10_000, cols: 100 },
    { rows: 5000, cols: 1001 },
  ];
  for (const size of quick ? sizes.slice(0, 1) : sizes) await benchNoise(origin, size, peers);
}
