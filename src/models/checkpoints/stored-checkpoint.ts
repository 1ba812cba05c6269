import { AppError } from '../../core/app-error.ts';
import { InferenceNetwork } from '../networks/inference-network.ts';
import type { CatalogueEntry, OpenCheckpoint } from './catalogue-entry.ts';
import { type CheckpointRecord, parseRecord } from './checkpoint-record.ts';
import { endpointsOf } from './endpoints.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { recordedNetwork } from './recorded-network.ts';
import { sha256Of } from './sha256.ts';

/** What is kept of a checkpoint besides its safetensors file. */
export interface StoredCheckpoint {
  /** Of the file; checked each time it is read. */
  readonly sha256: string;
  /** As `writeRecord` gives it. */
  readonly record: string;
}

async function openStored(
  title: string,
  sha256: string,
  readBytes: () => Promise<ArrayBuffer>,
): Promise<{ readonly bytes: ArrayBuffer }> {
  const bytes = await readBytes();
  if ((await sha256Of(bytes)) === sha256) return { bytes };
  throw new AppError(
    'bad-checkpoint',
    `The file of ${title} is damaged on this disk. Remove it and add it again.`,
  );
}

function classifierOf({ classNames, temperature = 1, fit = 'squash' }: CheckpointRecord) {
  return classNames && { classifier: { classes: classNames, temperature, fit } };
}

/**
 * A checkpoint on this disk as an entry of the catalogue.
 * @throws {AppError} `bad-checkpoint` when its record can't be read.
 */
export function storedCheckpoint(
  id: string,
  { sha256, record: text }: StoredCheckpoint,
  readBytes: () => Promise<ArrayBuffer>,
): CatalogueEntry & { readonly record: CheckpointRecord } {
  const record = parseRecord(text);
  const { architecture, title: network, recommended } = recordedNetwork(record);
  const { averagePool, input } = record;
  const open = async (signal: AbortSignal): Promise<OpenCheckpoint> => {
    const { bytes } = await openStored(record.title, sha256, readBytes);
    signal.throwIfAborted();
    const { source } = await readCheckpoint([{ name: record.title, bytes }]);
    return { architecture, source, averagePool, input };
  };
  return {
    record,
    checkpoint: {
      id,
      title: record.title,
      network,
      sha256,
      provenance: record.provenance,
      licence: record.licence,
      inputSide: record.inputSide,
      endpoints: endpointsOf(architecture, recommended),
      ...classifierOf(record),
    },
    smallestSide: architecture.smallestSide,
    open,
    async load(signal) {
      const { source } = await open(signal);
      return new InferenceNetwork(architecture, source, { averagePool, input });
    },
  };
}
