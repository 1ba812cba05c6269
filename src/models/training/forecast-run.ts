import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../core/network/backend.ts';
import { PART, type RunForecast } from '../../core/training/training-run.ts';
import { type TrainingSettings, wayOf } from '../../core/training/training-settings.ts';
import type { Batches } from './batches.ts';
import { MEMORIES } from './optimiser.ts';
import type { Trainee } from './trainee.ts';
import { type LoopOptions, TrainingLoop } from './training-loop.ts';

/** What tensors may take: WebAssembly ends at 4 GiB, and the page needs memory besides. */
const TENSOR_BUDGET: Readonly<Record<BackendName, number>> = {
  webgpu: 3 * 2 ** 30,
  wasm: 2 * 2 ** 30,
  cpu: 2 ** 30,
};

const PROBED = 2;
/** Seconds that a step may take at most for a larger one to be tried too. */
const LONGEST_STEP = 8;

interface ForecastInput {
  readonly trainee: Trainee;
  readonly batches: Batches;
  readonly options: LoopOptions;
  readonly backend: BackendName;
  /** Of the plates held in memory. */
  readonly plateBytes: number;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return (performance.now() - before) / 1000;
}

/** Largest number of bytes in tensors while `run` ran. */
async function peakOf(run: () => Promise<unknown>): Promise<number> {
  const checks = tf.env().getBool('CHECK_COMPUTATION_FOR_ERRORS');
  tf.env().set('CHECK_COMPUTATION_FOR_ERRORS', false);
  try {
    const { kernels } = await tf.profile(async () => {
      await run();
      return [];
    });
    return kernels.reduce((most, { totalBytesSnapshot }) => Math.max(most, totalBytesSnapshot), 0);
  } finally {
    tf.env().set('CHECK_COMPUTATION_FOR_ERRORS', checks);
  }
}

/** What a step costs, and what each of its pictures adds. */
interface StepCost {
  readonly perStep: number;
  readonly perPicture: number;
}

/**
 * By steps of two sizes: the optimiser moves millions of weights whatever the step, so that a small one says too much
 * of a large one.
 */
async function stepCost(
  { trainee, batches, options }: ForecastInput,
  { pictures, seconds }: { readonly pictures: number; readonly seconds: number },
  most: number,
): Promise<StepCost> {
  const larger = Math.min(2 * pictures, most);
  if (larger <= pictures || seconds > LONGEST_STEP) {
    return { perStep: 0, perPicture: seconds / pictures };
  }
  const loop = new TrainingLoop(trainee, batches, { ...options, microBatch: larger });
  try {
    await loop.probe();
    const more = (await timed(() => loop.probe())) - seconds;
    const perPicture = Math.min(Math.max(0, more / (larger - pictures)), seconds / pictures);
    return { perStep: seconds - pictures * perPicture, perPicture };
  } finally {
    loop.disposeProbe();
  }
}

/** Pictures that go through the network before the first epoch: for a new classifier, and for the start's scores. */
function lookedAtFirst(
  settings: TrainingSettings,
  { training, seen }: { readonly training: number; readonly seen: number },
): number {
  if (wayOf(settings) !== 'fine-tuning') return 0;
  return (settings.headEpochs > 0 ? 2 : 1) * training + seen;
}

const bytesOf = (variables: ReadonlyMap<string, tf.Variable>) =>
  [...variables.values()].reduce((sum, { size }) => sum + 4 * size, 0);

/**
 * Time and memory of a run from steps on a few of its pictures. The micro-batch is the largest that the backend's memory
 * holds, up to the one asked for. Leaves no tensor behind but those of the trainee, whose variables do not move.
 */
export async function forecastRun(input: ForecastInput): Promise<RunForecast> {
  const { trainee, batches, options, backend, plateBytes } = input;
  const { settings, parts } = options;
  const probed = Math.min(PROBED, options.microBatch);
  const small = new TrainingLoop(trainee, batches, { ...options, microBatch: probed });
  const saved = await trainee.snapshot();
  try {
    const base = tf.memory().numBytes;
    const secondsBefore = await timed(() => small.probe());
    const peak = await peakOf(() => small.probe());
    const bytesPerPicture = Math.max(1, (peak - base) / probed);
    const held = base + (1 + MEMORIES[settings.optimiser.kind]) * bytesOf(trainee.trainable);
    const most = Math.max(1, Math.floor((TENSOR_BUDGET[backend] - held) / bytesPerPicture));
    const microBatch = Math.min(options.microBatch, most);
    const stepSeconds = await timed(() => small.probe());
    const count = (part: number) => parts.reduce((sum, p) => sum + (p === part ? 1 : 0), 0);
    const training = count(PART.train);
    const seen = count(PART.validation) + count(PART.test);
    const tried = { pictures: probed, seconds: stepSeconds };
    const { perStep, perPicture } = await stepCost(input, tried, Math.min(microBatch, training));
    const steps = Math.ceil(training / microBatch) + Math.ceil(seen / microBatch) / 3;
    const secondsPerEpoch = steps * perStep + (training + seen / 3) * perPicture;
    const taking = Math.max(0, secondsBefore - stepSeconds) / probed;
    const isKept = batches.heldBytes > 0;
    const started = lookedAtFirst(settings, { training, seen });
    const before = (isKept ? taking * (training + seen) : 0) + (started / 3) * perPicture;
    const diskBytes = (2 + MEMORIES[settings.optimiser.kind]) * bytesOf(trainee.trainable);
    return {
      seconds: before + secondsPerEpoch * settings.epochs,
      secondsPerEpoch,
      secondsBefore: before,
      tensorBytes: held + bytesPerPicture * microBatch,
      dataBytes: plateBytes,
      diskBytes,
      microBatch,
      remark:
        microBatch < options.microBatch
          ? `A batch of ${options.microBatch} pictures does not fit in memory: ${microBatch} go through the network at once, and their gradients are added up.`
          : undefined,
    };
  } finally {
    small.disposeProbe();
    trainee.restore((name) => saved.get(name));
  }
}
