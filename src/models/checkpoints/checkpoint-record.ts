import { AppError } from '../../core/app-error.ts';
import type { InputFit } from '../../core/network/checkpoint.ts';
import type { GreyPreprocessing } from '../networks/fold.ts';
import type { AveragePoolRule } from '../networks/layers.ts';

/** Where the weights began. */
export interface ParentCheckpoint {
  readonly title: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What a checkpoint is besides its numbers. */
export interface CheckpointRecord {
  readonly title: string;
  /** The architecture's id. */
  readonly network: string;
  /** The block after which pooling and classifier come, where the network was trained without those above it. */
  readonly endsAt?: string;
  /** Outputs of the classifier, 0 where there is none. */
  readonly classes: number;
  /** In the order of the outputs, where they are known. */
  readonly classNames?: readonly string[];
  readonly averagePool: AveragePoolRule;
  readonly input: GreyPreprocessing;
  readonly inputSide: number;
  /** Of a classifier: how pictures became square when it was trained, and what divides its logits. */
  readonly fit?: InputFit;
  readonly temperature?: number;
  readonly provenance: string;
  readonly licence: string;
  readonly parent?: ParentCheckpoint;
  /** Settings and outcome of the training, as plain JSON. */
  readonly run?: unknown;
}

/** The key of safetensors metadata and of TensorFlow.js's user metadata under which the record lies, as JSON. */
export const RECORD_KEY = 'semscape';

const VERSION = 1;

export function writeRecord(record: CheckpointRecord): string {
  return JSON.stringify({ version: VERSION, ...record });
}

const isTriple = (value: unknown): value is readonly [number, number, number] =>
  Array.isArray(value) && value.length === 3 && value.every(Number.isFinite);

const isText = (value: unknown): value is string => typeof value === 'string';

function isRecord(value: unknown): value is CheckpointRecord {
  const record = value as Partial<CheckpointRecord> | null;
  const { classNames, classes, endsAt, fit = 'squash', temperature = 1 } = record ?? {};
  return (
    [record?.title, record?.network, record?.provenance, record?.licence].every(isText) &&
    Number.isSafeInteger(classes) &&
    Number.isSafeInteger(record?.inputSide) &&
    (classNames === undefined ||
      (Array.isArray(classNames) && classNames.length === classes && classNames.every(isText))) &&
    (endsAt === undefined || isText(endsAt)) &&
    ['squash', 'crop'].includes(fit) &&
    temperature > 0 &&
    (record?.averagePool === 'include' || record?.averagePool === 'exclude') &&
    isTriple(record?.input?.scale) &&
    isTriple(record?.input?.shift)
  );
}

/** @throws {AppError} `bad-checkpoint` when the text is no record, or one of a newer version. */
export function parseRecord(text: string): CheckpointRecord {
  try {
    const { version, ...record } = JSON.parse(text) as { readonly version?: unknown };
    if (version === VERSION && isRecord(record)) return record;
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable(undefined);
}

function unreadable(cause: unknown): AppError {
  return new AppError(
    'bad-checkpoint',
    'What this checkpoint says of itself can’t be read: it is damaged, or of a newer Semscape. Reload the page or export it again.',
    { cause },
  );
}
