import { AppError } from '../../core/app-error.ts';
import type { Matrix } from '../../core/arrays/matrix.ts';
import { hasOnlyOrientations } from '../../core/training/augment.ts';
import type { TrainingSettings } from '../../core/training/training-settings.ts';
import type { OpenCheckpoint } from '../checkpoints/catalogue-entry.ts';
import type { VariableSource } from '../networks/fold.ts';
import { withFreshHead } from '../networks/initial-variables.ts';
import type { Architecture } from '../networks/layers.ts';
import { POOL } from '../networks/run-blocks.ts';
import { headWidthOf } from '../networks/shapes.ts';
import { type Batches, FeatureBatches, LineBatches, PictureBatches } from './batches.ts';
import { HeadTrainee } from './head-trainee.ts';
import { HeldPictures, type PullPlates } from './held-pictures.ts';
import { NetworkTrainee } from './network-trainee.ts';
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

/**
 * The trainee of a run and what it is fed with: a classifier alone on features, a network on activations that are kept
 * at its freeze line where only orientations change, or on pictures.
 * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
 */
export function buildTrainee(
  checkpoint: OpenCheckpoint,
  input: TraineeInput,
): { readonly trainee: Trainee; readonly batches: Batches } {
  const { settings, classes, features, pull, budgetBytes } = input;
  const { architecture, averagePool, input: form } = checkpoint;
  const source = withClasses(checkpoint, input);
  requireLine(architecture, settings.freezeUpTo);
  const { dropout, freezeUpTo, inputSide: side, fit, augmentation } = settings;
  if (features) {
    const trainee = new HeadTrainee(source, {
      name: architecture.classifier,
      features: features.cols,
      classes,
      dropout: dropout === 'network' ? (architecture.headDropout ?? 0) : dropout,
    });
    return { trainee, batches: new FeatureBatches(features) };
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
  return { trainee, batches };
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

function withClasses(
  { architecture, source }: OpenCheckpoint,
  { classes, settings, isHeadFresh }: TraineeInput,
): VariableSource {
  const found = source(`${architecture.classifier}.weight`)?.shape.join();
  const isSame = found === [classes, headWidthOf(architecture)].join();
  return isSame && !isHeadFresh
    ? source
    : withFreshHead(source, architecture, { classes, seed: settings.seed });
}
