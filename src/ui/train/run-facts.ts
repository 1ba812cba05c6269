import { trainedEpochs } from '../../core/training/early-stop.ts';
import type { TrainingRun } from '../../core/training/training-run.ts';
import type { TrainingSettings, TrainingWay } from '../../core/training/training-settings.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatShare,
} from '../shared/words.ts';

interface RunFact {
  readonly name: string;
  readonly value: string;
}

const WAYS: Record<TrainingWay, string> = {
  scratch: 'From scratch',
  'feature-extraction': 'Feature extraction',
  'fine-tuning': 'Fine tuning',
};

const OPTIMISERS = { sgd: 'SGD with momentum', rmsprop: 'RMSProp', adam: 'Adam' } as const;
const SCHEDULES = {
  constant: 'constant',
  step: 'in steps',
  exponential: 'falling exponentially',
  cosine: 'falling as a cosine',
} as const;
const BACKENDS = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'plain JavaScript' } as const;

/** "0.003" without the dust of binary fractions. */
export const formatRate = (rate: number) => String(Number(rate.toPrecision(3)));

/** "Fine tuning from Inception-v3, photographs (bundled)"; from the run before, if it is among `runs`. */
export function originOf(run: TrainingRun, runs: readonly TrainingRun[]): string {
  const { way, checkpoint, network, settings } = run;
  const { start } = settings;
  const before = start.kind === 'run' ? runs.find(({ id }) => id === start.id)?.name : undefined;
  const from = before ?? checkpoint?.title;
  return from === undefined ? `${WAYS[way]}, ${network}` : `${WAYS[way]} from ${from}`;
}

/** "foreseen 5 s, took 6 s". */
export function timeOf({ forecast, spentSeconds }: TrainingRun): string | undefined {
  const parts = [
    forecast && `foreseen ${formatDuration(forecast.seconds)}`,
    spentSeconds !== undefined && `took ${formatDuration(spentSeconds)}`,
  ];
  return parts.filter(Boolean).join(', ') || undefined;
}

/** What it took, or "≈ 5 min" while it is foreseen only. */
export function shortTime({ forecast, spentSeconds, status }: TrainingRun): string {
  if (spentSeconds !== undefined && status !== 'running') return formatDuration(spentSeconds);
  return forecast ? `≈ ${formatDuration(forecast.seconds)}` : '';
}

function augmentationOf({ augmentation }: TrainingSettings): string {
  const { flips, quarterTurns, crop, brightness, contrast, noise } = augmentation;
  const parts = [
    flips && 'mirrored',
    quarterTurns && 'turned by quarters',
    crop > 0 && `cropped by up to ${formatShare(crop)}`,
    brightness > 0 && `brightness by ${formatShare(brightness)}`,
    contrast > 0 && `contrast by ${formatShare(contrast)}`,
    noise > 0 && `noise of ${formatShare(noise)}`,
  ];
  return parts.filter(Boolean).join(', ') || 'pictures as they are';
}

/** What the classifier stands on. Records of former versions name none. */
export function endpointOf({ endpoint = 'pool' }: Partial<TrainingSettings>): string {
  return endpoint === 'pool' ? 'whole network' : endpoint;
}

/** "12.3 %". */
export const formatAccuracy = (share: number) => `${(share * 100).toFixed(1)} %`;

function layersOf(frozenUpTo: string | null): string {
  if (frozenUpTo === null) return 'all';
  return frozenUpTo === 'pool' ? 'the last only' : `those after ${frozenUpTo}`;
}

function bestOf({ epochs, bestEpoch }: TrainingRun): string {
  if (epochs.length === 0) return '–';
  return bestEpoch === 0 ? 'its start' : `${bestEpoch}`;
}

/** Records of former versions have no start. */
function startOf({ epochs }: TrainingRun): string | undefined {
  const tested = epochs.find(({ epoch }) => epoch === 0)?.test;
  return tested && `test accuracy ${formatAccuracy(tested.accuracy)}`;
}

/** What a run's record says, so that runs can be compared and one can be repeated by hand. */
export function runFacts(run: TrainingRun, runs: readonly TrainingRun[]): readonly RunFact[] {
  const { settings, counts, backend, forecast, leakage, testScore, microBatch } = run;
  const { optimiser, schedule, split } = settings;
  const frozen = settings.freezeUpTo;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Way', originOf(run, runs)],
    ['Classifier on', endpointOf(settings)],
    ['Layers that learnt', layersOf(frozen)],
    [
      'Input',
      `${settings.inputSide} × ${settings.inputSide} px, ${settings.fit === 'crop' ? 'cropped to the middle' : 'fitted whole'}`,
    ],
    ['Epochs', `${trainedEpochs(run.epochs)} of ${settings.epochs}, best: ${bestOf(run)}`],
    [
      'A new classifier',
      run.way === 'fine-tuning' && settings.headEpochs > 0
        ? `learns alone for ${settings.headEpochs} epochs first`
        : undefined,
    ],
    ['Before the first epoch', startOf(run)],
    [
      'Batch',
      `${settings.batchSize} pictures${microBatch < settings.batchSize ? `, ${microBatch} at once` : ''}`,
    ],
    [
      'Optimiser',
      `${OPTIMISERS[optimiser.kind]}, learning rate ${formatRate(optimiser.learningRate)} ${SCHEDULES[schedule.kind]}`,
    ],
    ['Augmentation', augmentationOf(settings)],
    [
      'Against overfitting',
      `label smoothing ${settings.labelSmoothing}, weight decay ${formatRate(settings.weightDecay)}`,
    ],
    [
      'Categories count',
      settings.classWeights === 'balanced' ? 'all equally' : 'as often as they occur',
    ],
    [
      'Test pictures',
      `${split.by === 'group' ? 'by session' : 'by picture'}, seed ${settings.seed}`,
    ],
    [
      'Pictures',
      `${formatCount(counts.train)} to train, ${formatCount(counts.validation)} to validate, ${formatCount(counts.test)} to test`,
    ],
    ['Test accuracy', testScore && formatAccuracy(testScore.accuracy)],
    [
      'Leakage',
      leakage &&
        `${(leakage.gap * 100).toFixed(1)} points: a split by picture would claim ${formatAccuracy(leakage.randomAccuracy)}`,
    ],
    ['Time', timeOf(run)],
    [
      'Memory',
      forecast &&
        `foreseen ${formatBytes(forecast.tensorBytes)} for the network, ${formatBytes(forecast.dataBytes)} for pictures`,
    ],
    [
      'Ran on',
      `${BACKENDS[backend.name]}${backend.threads > 1 ? `, ${backend.threads} threads` : ''}; Semscape ${run.semscapeVersion}`,
    ],
    ['Begun', formatMoment(run.createdAt)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
