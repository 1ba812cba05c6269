import { AppError } from '../src/core/app-error.ts';
import type { BackendName } from '../src/core/network/backend.ts';
import type { RunForecast, TrainedEpoch } from '../src/core/training/training-run.ts';
import { wayOf } from '../src/core/training/training-settings.ts';
import type { OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { buildTrainee } from '../src/models/training/build-trainee.ts';
import { forecastRun } from '../src/models/training/forecast-run.ts';
import { trainHeadFirst } from '../src/models/training/train-head-first.ts';
import {
  type EpochReport,
  type LoopOptions,
  type RunState,
  TrainingLoop,
} from '../src/models/training/training-loop.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import type {
  EpochResult,
  StoredRunState,
  TrainingFeed,
  TrainingTask,
} from '../src/protocol/training.ts';

interface TrainingContext {
  readonly source: Promise<OpenCheckpoint>;
  readonly feed: TrainingFeed;
  readonly job: Job;
}

/** For plates in memory, and as much again for activations that are kept. */
const HELD_BYTES = 1.5 * 2 ** 30;

function fromStored({ variables, optimiser, optimiserSteps }: StoredRunState): RunState {
  return {
    variables: new Map(Object.entries(variables)),
    optimiser: { steps: optimiserSteps, arrays: new Map(Object.entries(optimiser)) },
  };
}

function toStored({ variables, optimiser }: RunState): StoredRunState {
  const owned = [...variables].map(
    ([name, { data, shape }]) => [name, { data: Float32Array.from(data), shape }] as const,
  );
  return {
    variables: Object.fromEntries(owned),
    optimiserSteps: optimiser.steps,
    optimiser: Object.fromEntries(optimiser.arrays),
  };
}

const toResult = ({ state, ...report }: EpochReport): EpochResult => ({
  ...report,
  state: toStored(state),
});

async function prepare(task: TrainingTask, { source, feed, job }: TrainingContext) {
  const { settings, classes, features, isHeadFresh } = task;
  const built = buildTrainee(await source, {
    settings,
    classes,
    isHeadFresh,
    features,
    pull: (places) => feed.plates(places),
    budgetBytes: HELD_BYTES,
  });
  const { resume } = task;
  const options: LoopOptions = {
    settings,
    classes,
    labels: task.labels,
    parts: task.parts,
    microBatch: task.microBatch,
    checkpoint: checkpointFor(job, 'training'),
    ...(resume ? { resume: { epochs: resume.epochs, state: fromStored(resume.state) } } : {}),
  };
  return { ...built, options };
}

/** Trains and feeds each epoch back. */
export function runTraining(
  task: TrainingTask,
  context: TrainingContext,
): Promise<readonly TrainedEpoch[]> {
  return namingFullMemory(async () => {
    const { trainee, batches, newHead, options } = await prepare(task, context);
    const { settings, resume } = task;
    try {
      if (newHead && !resume && settings.headEpochs > 0 && wayOf(settings) === 'fine-tuning') {
        const checkpoint = checkpointFor(context.job, 'the classifier alone');
        await trainHeadFirst(trainee, batches, { ...options, checkpoint, head: newHead });
      }
      return await new TrainingLoop(trainee, batches, {
        ...options,
        onBatch: (detail) =>
          context.job.report({
            stage: `epoch ${detail.epoch} of ${settings.epochs}`,
            fraction: (detail.epoch - 1 + detail.batch / detail.batches) / settings.epochs,
            detail,
          }),
        onEpoch: (report) => context.feed.keep(toResult(report)),
      }).run();
    } finally {
      trainee.dispose();
    }
  });
}

export function probeTraining(
  task: TrainingTask,
  context: TrainingContext & { readonly backend: BackendName },
): Promise<RunForecast> {
  return namingFullMemory(async () => {
    const { trainee, batches, options } = await prepare(task, context);
    const { inputSide } = task.settings;
    const plates = task.features ? 0 : task.labels.length * inputSide ** 2;
    try {
      return await forecastRun({
        trainee,
        batches,
        options,
        backend: context.backend,
        plateBytes: Math.min(HELD_BYTES, plates) + (task.features?.data.byteLength ?? 0),
      });
    } finally {
      trainee.dispose();
    }
  });
}

/** As engines and TensorFlow.js's WebAssembly and WebGPU backends say it. */
const FULL =
  /out of memory|memory access out of bounds|allocation failed|offset is out of bounds|enlarge memory|\bOOM\b|invalid typed array length/i;

async function namingFullMemory<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof Error) || !FULL.test(cause.message)) throw cause;
    throw new AppError(
      'out-of-memory',
      'The memory is full. Use a smaller micro-batch or smaller pictures.',
      { cause },
    );
  }
}
