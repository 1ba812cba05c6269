import { ImagingClient } from '../../src/clients/imaging.ts';
import { type FuzzSeed, mutatedBytes } from '../../src/core/random/mutated-bytes.test-support.ts';
import { createRandom } from '../../src/core/random/random.ts';
import { fuzzSeeds } from '../../src/imaging/fuzz-seeds.test-support.ts';
import { serveTask } from './serve-task.ts';

interface FuzzRequest {
  readonly kind: number;
  readonly seed: number;
  readonly cases: number;
}

interface Fuzzed {
  pictures: number;
  reasons: number;
  slowestMs: number;
  /** What was neither a picture nor a reason, or came too late. */
  readonly faults: string[];
}

const MOST_MS = 2000;
/** After which a read is given up. */
const HANGS_MS = 10_000;

/** One worker, so that no case waits for another. */
const client = new ImagingClient(undefined, 1);
let seeds: readonly FuzzSeed[] = [];

/** How reading a damaged file ended. */
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<'pictures' | 'reasons' | Error> {
  const options = { signal: AbortSignal.timeout(HANGS_MS) };
  try {
    const outcome = await client.read(new File([bytes], 'x.tif'), 'x.tif', options);
    const problems =
      outcome.kind === 'picture'
        ? []
        : outcome.kind === 'pages'
          ? outcome.problems
          : [outcome.problem];
    for (const { code, reason } of problems) {
      if (code === 'worker-lost' || !/^[A-Z].* .*\.$/s.test(reason)) return new Error(reason);
    }
    return outcome.kind === 'problem' ? 'reasons' : 'pictures';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function fuzz({ kind, seed, cases }: FuzzRequest): Promise<Fuzzed> {
  const source = seeds[kind];
  if (!source) throw new RangeError(`there is no kind ${kind}`);
  const found: Fuzzed = { pictures: 0, reasons: 0, slowestMs: 0, faults: [] };
  for (let n = 0; n < cases; n++) {
    const bytes = mutatedBytes(source, createRandom(seed).fork(n));
    const started = performance.now();
    const end = await read(bytes);
    const took = performance.now() - started;
    found.slowestMs = Math.max(found.slowestMs, took);
    if (typeof end === 'string') found[end]++;
    else found.faults.push(`case ${n} of ${source.name}: ${end.name}, ${end.message}`);
    if (took > MOST_MS) found.faults.push(`case ${n} of ${source.name}: ${Math.round(took)} ms`);
  }
  return found;
}

/** Damaged files of every kind through the app's own imaging worker. */
serveTask({
  async prepare() {
    seeds = await fuzzSeeds();
    await read(seeds[0]?.bytes ?? new Uint8Array());
    return seeds.map(({ name }) => name);
  },
  fuzz,
});
