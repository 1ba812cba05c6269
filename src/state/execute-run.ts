import type { BatchRecorder } from '../core/training/batch-curve.ts';
import { bestEpochOf, trainedEpochs } from '../core/training/early-stop.ts';
import type {
  RunData,
  TrainedBatch,
  TrainedEpoch,
  TrainingRun,
} from '../core/training/training-run.ts';
import { serveFeed, type TrainingFeed, type TrainingTask } from '../protocol/training.ts';
import type { AppState } from './app-state.ts';
import { EpochKeeper } from './epoch-keeper.ts';
import { codeOf, type JobContext } from './jobs.ts';
import { nextAttempt } from './next-attempt.ts';
import { pooledFeatures } from './pooled-features.ts';
import { readLast } from './run-artefacts.ts';
import { resolveStart } from './run-start.ts';
import type { Services } from './services.ts';

/** What a run works with, and where it tells how far it is. */
export interface RunContext {
  readonly services: Services;
  readonly job: JobContext;
  /** Of the steps that were made. */
  readonly batches: BatchRecorder;
  get(): AppState;
  /** A step was recorded. */
  onBatch(): void;
  /** Changes the record that is shown; written at the next epoch. */
  change(change: (run: TrainingRun) => TrainingRun): TrainingRun;
  setBackend(backend: TrainingRun['backend']): void;
}

const MOST_ATTEMPTS = 6;

export function feedOf(
  { services, job }: Pick<RunContext, 'services' | 'job'>,
  { pictures }: Pick<RunData, 'pictures'>,
  keep: TrainingFeed['keep'] = async () => {},
) {
  const { signal } = job;
  return serveFeed({
    plates: (places) => {
      const ids = Array.from(places, (place) => pictures[place]).filter((id) => id !== undefined);
      return services.storage.plates(ids, { signal });
    },
    keep,
  });
}

/** All but where it resumes; buffers are fresh, so that they may be transferred. */
export async function taskOf(
  { services, job, get }: Pick<RunContext, 'services' | 'job' | 'get'>,
  run: Pick<TrainingRun, 'settings' | 'classes' | 'microBatch'>,
  { pictures, labels, parts }: RunData,
  takeFeatures = () => pooledFeatures(get(), run.settings, pictures, { services, job }),
): Promise<TrainingTask> {
  const { settings, classes, microBatch } = run;
  const { start } = settings;
  const { base, variables } = await resolveStart(get(), settings, services.storage);
  const before = start.kind === 'run' ? get().runs.find(({ id }) => id === start.id) : undefined;
  const features = await takeFeatures();
  return {
    settings,
    base,
    variables,
    isHeadFresh:
      before?.classes.join('\n') !== classes.join('\n') ||
      before.settings.endpoint !== settings.endpoint,
    classes: classes.length,
    labels: labels.slice(),
    parts: parts.slice(),
    microBatch,
    features,
    resume: undefined,
  };
}

/** Trains from the last epoch on disk to the end, over lost devices and full memory. Rejects when it is cancelled or fails. */
export async function executeRun(id: string, data: RunData, context: RunContext): Promise<void> {
  const { services, job, get, change } = context;
  for (let attempt = 1; ; attempt++) {
    const last = await readLast(services.storage, id);
    const run = change((before) => ({ ...before, epochs: last?.epochs ?? [], status: 'running' }));
    context.batches.cutAfter(trainedEpochs(run.epochs));
    const keeper = new EpochKeeper(services.storage, run, data, context.batches);
    const feed = feedOf(context, data, async (result) => {
      const best = await keeper.keep(result);
      change((before) => withEpochs({ ...before, ...best }, keeper.epochs));
    });
    try {
      const task = await taskOf(context, run, data);
      const resume = last && { epochs: last.epochs, state: last.state };
      await services.network.trainNetwork({ ...task, resume }, feed.port, {
        signal: job.signal,
        onProgress: (progress) => {
          job.onProgress(progress);
          if (!progress.detail) return;
          context.batches.add(progress.detail as TrainedBatch);
          context.onBatch();
        },
      });
      return;
    } catch (error) {
      job.signal.throwIfAborted();
      const next = nextAttempt(codeOf(error), run, get().wantedBackend);
      if (!next || attempt === MOST_ATTEMPTS) throw error;
      if (next.backend) {
        context.setBackend(await services.network.boot(next.backend, { signal: job.signal }));
      }
      change((before) => withNote({ ...before, microBatch: next.microBatch }, next.note));
    } finally {
      feed.close();
      await keeper.flush();
    }
  }
}

export function withNote(run: TrainingRun, text: string): TrainingRun {
  return { ...run, notes: [...run.notes, { at: Date.now(), text }] };
}

function withEpochs(run: TrainingRun, epochs: readonly TrainedEpoch[]): TrainingRun {
  return { ...run, epochs, bestEpoch: bestEpochOf(epochs) };
}
