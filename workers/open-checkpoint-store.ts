import { CheckpointStore } from '../src/storage/checkpoint-store.ts';
import { openSyncFile } from '../src/storage/project-files.ts';

/** Name of the folder, and of the lock on its sweeping. */
const NAME = 'semscape-checkpoints';

/** The one folder of this browser that holds checkpoints; beside the projects', which are swept by their own rows. */
export async function openCheckpointStore(): Promise<CheckpointStore> {
  const origin = await navigator.storage.getDirectory();
  const folder = await origin.getDirectoryHandle(NAME, { create: true });
  return new CheckpointStore(folder, openSyncFile);
}

/**
 * For the one worker that writes. What a killed tab left is deleted while no other tab's worker writes; from then on
 * this thread counts as one that does.
 */
export async function openCheckpointStoreForWriting(): Promise<CheckpointStore> {
  const store = await openCheckpointStore();
  await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && store.sweep());
  void navigator.locks.request(NAME, { mode: 'shared' }, () => new Promise(() => {}));
  return store;
}
