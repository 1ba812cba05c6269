import type { Backend } from '../core/network/backend.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import {
  type TrainingSettings,
  type TrainingWay,
  wayOf,
} from '../core/training/training-settings.ts';
import { SEMSCAPE_VERSION } from '../core/version.ts';
import { countsOf, dataFingerprint, type RunDataset } from './run-dataset.ts';
import type { ResolvedStart } from './run-start.ts';

const WAY_NAMES: Readonly<Record<TrainingWay, string>> = {
  scratch: 'from scratch',
  'feature-extraction': 'feature extraction',
  'fine-tuning': 'fine tuning',
};

interface NewRun {
  readonly settings: TrainingSettings;
  readonly data: RunDataset;
  readonly start: ResolvedStart;
  readonly backend: Backend;
  readonly name: string | undefined;
  /** Of the runs that are there. */
  readonly names: ReadonlySet<string>;
}

/** "Inception-v3, fine tuning 2" where there is one without a number. */
function unusedName(name: string, names: ReadonlySet<string>): string {
  let unused = name;
  for (let n = 2; names.has(unused); n++) unused = `${name} ${n}`;
  return unused;
}

/** The record of a run that begins now. */
export function newRun({ settings, data, start, backend, name, names }: NewRun): TrainingRun {
  const way = wayOf(settings);
  return {
    schemaVersion: 1,
    id: crypto.randomUUID(),
    name: unusedName(name ?? `${start.network}, ${WAY_NAMES[way]}`, names),
    createdAt: Date.now(),
    status: 'running',
    way,
    settings,
    network: start.network,
    checkpoint: start.checkpoint,
    semscapeVersion: SEMSCAPE_VERSION,
    backend,
    microBatch: settings.microBatch === 'auto' ? settings.batchSize : settings.microBatch,
    classes: data.classes,
    dataFingerprint: dataFingerprint(data),
    counts: countsOf(data),
    epochs: [],
    bestEpoch: 0,
    temperature: 1,
    testScore: undefined,
    leakage: undefined,
    notes: data.remarks.map((text) => ({ at: Date.now(), text })),
  };
}
