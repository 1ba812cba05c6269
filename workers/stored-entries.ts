import { AppError } from '../src/core/app-error.ts';
import type { CatalogueEntry } from '../src/models/checkpoints/catalogue-entry.ts';
import { type CheckpointRecord, writeRecord } from '../src/models/checkpoints/checkpoint-record.ts';
import {
  type StoredCheckpoint,
  storedCheckpoint,
} from '../src/models/checkpoints/stored-checkpoint.ts';
import type { CheckpointStore } from '../src/storage/checkpoint-store.ts';

export type StoredEntry = CatalogueEntry & { readonly record: CheckpointRecord };

/** All checkpoints that can be read, as the network worker lists them. */
export async function storedEntries(store: CheckpointStore): Promise<readonly StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (const [id, row] of await store.rows()) {
    const readBytes = async () => (await store.weights(row)).arrayBuffer();
    try {
      entries.push(storedCheckpoint(id, row.record as StoredCheckpoint, readBytes));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
    }
  }
  return entries;
}

/** What is kept of a checkpoint besides its file, of that hash. */
export function storedOf(sha256: string, record: CheckpointRecord): StoredCheckpoint {
  return { sha256, record: writeRecord(record) };
}
