import { AppError } from '../../core/app-error.ts';
import type { Matrix } from '../../core/arrays/matrix.ts';
import { hasOnlyOrientations } from '../../core/training/augment.ts';
import type { TrainingSettings } from '../../core/training/training-settings.ts';
import type { OpenCheckpoint } from '../checkpoints/catalogue-entry.ts';
import { withFreshHead } from '../networks/initial-variables.ts';
import type { Architecture } from '../networks/layers.ts';
import { POOL } from '../networks/run-blocks.ts';
import { headWidthOf } from '../networks/shapes.ts';
import { type Batches, FeatureBatches, LineBatches, PictureBatches } from './batches.ts';
import { HeadTrainee } from './head-trainee.ts';
import { HeldPictures, type PullPlates } from './held-pictures.ts';
import { NetworkTrainee } from './network-trainee.ts';
import type { NewHead } from './train-head-first.ts';
import type { Trainee } from './trainee.ts';

export interface TraineeInput {
  readonly settings: TrainingSettings;
  readonly classes: number;
  /** Whether the classifier is drawn anew, as it always is where it has other outputs. */
  readonly isHeadFresh: boolean;
  /** Pooled features, where nothing but the classifier trains. */
  readonly features: Matrix | undefined;
  readonly pull: PullPlates;
  /** For plates held in memory, and as much again for activations at the freeze line. */
  readonly budgetBytes: number;
}

export interface BuiltTrainee {
  readonly trainee: Trainee;
  readonly batches: Batches;
  /** Undefined where a checkpoint or a run has trained the classifier. */
  readonly newHead: NewHead | undefined;
}

/**
 * The trainee of a run and what it is fed with: a classifier alone on features, a network on activations that are kept
 * at its freeze line where only orientations change, or on pictures.
 * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
 */
export function buildTrainee(checkpoint: OpenCheckpoint, input: TraineeInput): BuiltTrainee {
  const { settings, classes, isHeadFresh, features, pull, budgetBytes } = input;
  const { architecture, averagePool, input: form } = checkpoint;
  const { seed } = settings;
  const isNew = isHeadFresh || !hasClasses(checkpoint, classes);
  const source = isNew
    ? withFreshHead(checkpoint.source, architecture, { classes, seed })
    : checkpoint.source;
  requireLine(architecture, settings.freezeUpTo);
  const { dropout, freezeUpTo, inputSide: side, fit, augmentation } = settings;
  const head: NewHead = {
    name: architecture.classifier,
    dropout: dropout === 'network' ? (architecture.headDropout ?? 0) : dropout,
  };
  const newHead = isNew ? head : undefined;
  if (features) {
    const trainee = new HeadTrainee(source, { ...head, features: features.cols, classes });
    return { trainee, batches: new FeatureBatches(features), newHead };
  }
  const isFedAtLine = freezeUpTo !== null && hasOnlyOrientations(augmentation);
  const trainee = new NetworkTrainee(architecture, source, {
    classes,
    averagePool,
    input: form,
    batchNorm: settings.batchNorm,
    ...(freezeUpTo === null ? {} : { frozenUpTo: freezeUpTo }),
    ...(dropout === 'network' ? {} : { dropout }),
    isFedAtLine,
  });
  const pictures = new HeldPictures(pull, { side, fit, budgetBytes });
  const batches = isFedAtLine
    ? new LineBatches(pictures, trainee, { side, augmentation, budgetBytes })
    : new PictureBatches(pictures, { side, augmentation });
  return { trainee, batches, newHead };
}

function requireLine({ blocks, id, endsAt }: Architecture, line: string | null): void {
  if (line === null || line === POOL) return;
  if (blocks.some(({ name, alias }) => line === name || line === alias)) return;
  throw new AppError(
    'bad-recipe',
    endsAt
      ? `Nothing can be frozen up to ${line}: the classifier stands on ${endsAt}. Freeze less, or choose a later endpoint.`
      : `${id} has no block ${line}. Freeze up to another one.`,
  );
}

function hasClasses({ architecture, source }: OpenCheckpoint, classes: number): boolean {
  const found = source(`${architecture.classifier}.weight`)?.shape.join();
  return found === [classes, headWidthOf(architecture)].join();
}
