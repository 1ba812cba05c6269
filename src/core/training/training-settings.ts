import { AppError } from '../app-error.ts';
import type { InputFit } from '../network/checkpoint.ts';
import { nonEmptyText, oneOf, orWord, type Rule, settings, wholeNumber } from '../recipe/rules.ts';

/** The paper's three ways: section 2.1, and the two of section 2.2. */
export type TrainingWay = 'scratch' | 'feature-extraction' | 'fine-tuning';

/** Where a run begins: with random numbers, a checkpoint of the catalogue, or the best epoch of another run. */
export type TrainingStart =
  | { readonly kind: 'scratch'; readonly network: string }
  | { readonly kind: 'checkpoint'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string };

export interface OptimiserSettings {
  readonly kind: 'sgd' | 'rmsprop' | 'adam';
  readonly learningRate: number;
  /** Of SGD and RMSProp; Adam has its own. */
  readonly momentum: number;
}

/** How the learning rate moves: linearly up over the first epochs, then as `kind` says. */
export interface ScheduleSettings {
  readonly kind: 'constant' | 'step' | 'exponential' | 'cosine';
  readonly warmUpEpochs: number;
  /** Of 'step' and 'exponential': the rate is multiplied by it every `decayEpochs`. */
  readonly decay: number;
  readonly decayEpochs: number;
}

/** Changes to a plate that leave its category what it is. Plates have no stripe, so none can be mirrored into view. */
export interface AugmentationSettings {
  /** Left and right, top and bottom. */
  readonly flips: boolean;
  readonly quarterTurns: boolean;
  /** The largest share of the side that is cut away, anywhere around; what is left is brought back to size. */
  readonly crop: number;
  /** Largest shift as a share of the white level. */
  readonly brightness: number;
  /** Largest change of the contrast as a share of it. */
  readonly contrast: number;
  /** Standard deviation of the grain as a share of the white level. */
  readonly noise: number;
}

/** With the pictures, their labels and groups, and the backend these determine a run. */
export interface TrainingSettings {
  readonly schemaVersion: 1;
  readonly start: TrainingStart;
  /** The block, by name or alias, on whose pooled features the classifier stands; `pool` keeps the whole network. */
  readonly endpoint: string;
  /** The last block that stays as it is, by name or alias; `pool` leaves the classifier alone to train, null nothing frozen. */
  readonly freezeUpTo: string | null;
  /** Pixels. */
  readonly inputSide: number;
  readonly fit: InputFit;
  readonly epochs: number;
  /**
   * Of a classifier that is drawn anew over a trained network: epochs in which it alone is trained first, as by feature
   * extraction, so that the network does not follow random numbers. 0 for none.
   */
  readonly headEpochs: number;
  readonly batchSize: number;
  /** Pictures that go through the network at once; their gradients are added up to those of the batch. */
  readonly microBatch: number | 'auto';
  readonly optimiser: OptimiserSettings;
  readonly schedule: ScheduleSettings;
  /** Share of the target that is spread evenly over all classes. */
  readonly labelSmoothing: number;
  /** Rate of every dropout, or what the architecture says. */
  readonly dropout: number | 'network';
  /** L2 on kernels. */
  readonly weightDecay: number;
  /** Running statistics are used and stay as they are ('frozen'), or are those of each batch, which say little where it is small. */
  readonly batchNorm: 'batch' | 'frozen';
  readonly classWeights: 'none' | 'balanced';
  readonly augmentation: AugmentationSettings;
  /** Epochs without a better one, the start included, after which the run ends; 0 for never. */
  readonly patience: number;
  readonly split: {
    /** `group` keeps what belongs together on one side; `picture` tests on near copies of what was trained on. */
    readonly by: 'group' | 'picture';
    readonly validation: number;
    readonly test: number;
  };
  readonly seed: number;
}

export const NO_AUGMENTATION: AugmentationSettings = {
  flips: false,
  quarterTurns: false,
  crop: 0,
  brightness: 0,
  contrast: 0,
  noise: 0,
};

/** Grey levels and scale stay as a trained network and its classifier know them. */
const TURNED: AugmentationSettings = { ...NO_AUGMENTATION, flips: true, quarterTurns: true };

const GENTLE: AugmentationSettings = {
  ...TURNED,
  crop: 0.15,
  brightness: 0.08,
  contrast: 0.15,
  noise: 0.02,
};

const CONSTANT: ScheduleSettings = {
  kind: 'constant',
  warmUpEpochs: 0,
  decay: 0.94,
  decayEpochs: 2,
};

const SHARED = {
  schemaVersion: 1,
  endpoint: 'pool',
  fit: 'squash',
  headEpochs: 0,
  microBatch: 'auto',
  labelSmoothing: 0.1,
  dropout: 'network',
  classWeights: 'none',
  split: { by: 'group', validation: 0.15, test: 0.15 },
  seed: 1,
} as const;

const DEFAULTS: Readonly<Record<TrainingWay, Omit<TrainingSettings, 'start' | 'inputSide'>>> = {
  'feature-extraction': {
    ...SHARED,
    freezeUpTo: 'pool',
    epochs: 60,
    batchSize: 32,
    optimiser: { kind: 'adam', learningRate: 0.01, momentum: 0.9 },
    schedule: { ...CONSTANT, kind: 'cosine' },
    weightDecay: 1e-4,
    batchNorm: 'frozen',
    augmentation: NO_AUGMENTATION,
    patience: 0,
  },
  'fine-tuning': {
    ...SHARED,
    freezeUpTo: null,
    headEpochs: 60,
    epochs: 30,
    batchSize: 32,
    optimiser: { kind: 'sgd', learningRate: 0.0005, momentum: 0.9 },
    schedule: { ...CONSTANT, kind: 'cosine', warmUpEpochs: 1 },
    weightDecay: 4e-5,
    batchNorm: 'frozen',
    augmentation: TURNED,
    patience: 8,
  },
  scratch: {
    ...SHARED,
    freezeUpTo: null,
    epochs: 240,
    batchSize: 32,
    optimiser: { kind: 'rmsprop', learningRate: 0.001, momentum: 0.9 },
    schedule: { ...CONSTANT, kind: 'exponential', warmUpEpochs: 2 },
    weightDecay: 4e-5,
    batchNorm: 'batch',
    augmentation: GENTLE,
    patience: 30,
  },
};

/** Settings that suit a way of training; a person changes what they like. */
export function defaultTraining(
  way: TrainingWay,
  given: Pick<TrainingSettings, 'start' | 'inputSide'> & Partial<TrainingSettings>,
): TrainingSettings {
  return { ...DEFAULTS[way], ...given };
}

/** What the settings come to in the paper's words. */
export function wayOf({ start, freezeUpTo }: TrainingSettings): TrainingWay {
  if (freezeUpTo === 'pool' && start.kind !== 'scratch') return 'feature-extraction';
  return start.kind === 'scratch' ? 'scratch' : 'fine-tuning';
}

function within(min: number, max: number): Rule<number> {
  return (value, path) => {
    if (typeof value === 'number' && value >= min && value <= max) return value;
    throw new AppError(
      'bad-recipe',
      `The run's "${path}" is ${JSON.stringify(value)}, but must be a number from ${min} to ${max}. Correct it.`,
    );
  };
}

const truth: Rule<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new AppError('bad-recipe', `The run's "${path}" must be true or false. Correct it.`);
};

const start: Rule<TrainingStart> = (value, path) => {
  const { kind, network, id } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const checked = oneOf('scratch', 'checkpoint', 'run')(kind, `${path}.kind`);
  return checked === 'scratch'
    ? { kind: checked, network: nonEmptyText(network, `${path}.network`) }
    : { kind: checked, id: nonEmptyText(id, `${path}.id`) };
};

const freezeLine: Rule<string | null> = (value, path) =>
  value === null ? null : nonEmptyText(value, path);

const AUTO = ['auto'] as const;
const BY_NETWORK = ['network'] as const;

function ruleFor(defaults: TrainingSettings): Rule<TrainingSettings> {
  const { optimiser, schedule, augmentation, split } = defaults;
  return settings<TrainingSettings>(
    {
      schemaVersion: oneOf(1),
      start,
      endpoint: nonEmptyText,
      freezeUpTo: freezeLine,
      inputSide: wholeNumber(16, 1024),
      fit: oneOf('squash', 'crop'),
      epochs: wholeNumber(1, 10_000),
      headEpochs: wholeNumber(0, 10_000),
      batchSize: wholeNumber(1, 4096),
      microBatch: orWord(AUTO, wholeNumber(1, 4096)),
      optimiser: settings(
        {
          kind: oneOf('sgd', 'rmsprop', 'adam'),
          learningRate: within(1e-9, 10),
          momentum: within(0, 0.9999),
        },
        optimiser,
      ),
      schedule: settings(
        {
          kind: oneOf('constant', 'step', 'exponential', 'cosine'),
          warmUpEpochs: within(0, 1000),
          decay: within(1e-6, 1),
          decayEpochs: within(0.01, 10_000),
        },
        schedule,
      ),
      labelSmoothing: within(0, 0.9),
      dropout: orWord(BY_NETWORK, within(0, 0.95)),
      weightDecay: within(0, 1),
      batchNorm: oneOf('batch', 'frozen'),
      classWeights: oneOf('none', 'balanced'),
      augmentation: settings(
        {
          flips: truth,
          quarterTurns: truth,
          crop: within(0, 0.7),
          brightness: within(0, 0.5),
          contrast: within(0, 0.9),
          noise: within(0, 0.5),
        },
        augmentation,
      ),
      patience: wholeNumber(0, 10_000),
      split: settings(
        { by: oneOf('group', 'picture'), validation: within(0, 0.45), test: within(0.01, 0.5) },
        split,
      ),
      seed: wholeNumber(0, 0xffffffff),
    },
    defaults,
  );
}

/**
 * Whole settings from JSON that may leave anything but the start out; what is absent suits the way of training.
 * @throws {AppError} `bad-recipe`, naming the setting and what is allowed.
 */
export function parseTraining(json: unknown): TrainingSettings {
  const given = (json ?? {}) as Partial<TrainingSettings>;
  const from = start(given.start, 'start');
  const way =
    from.kind === 'scratch'
      ? 'scratch'
      : given.freezeUpTo === null || given.freezeUpTo === undefined || given.freezeUpTo !== 'pool'
        ? 'fine-tuning'
        : 'feature-extraction';
  return ruleFor(defaultTraining(way, { start: from, inputSide: 299 }))(json, '');
}
