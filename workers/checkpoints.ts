import { AppError } from '../src/core/app-error.ts';
import { joinBytes } from '../src/models/checkpoints/join-bytes.ts';
import { PUBLIC_CHECKPOINTS } from '../src/models/checkpoints/public-checkpoints.ts';
import { readCheckpoint } from '../src/models/checkpoints/read-checkpoint.ts';
import { sha256Of } from '../src/models/checkpoints/sha256.ts';
import { writeCheckpoint } from '../src/models/checkpoints/write-checkpoint.ts';
import type { CheckpointExport, CheckpointsApi } from '../src/protocol/checkpoints.ts';
import type { Job } from '../src/protocol/job.ts';
import { type CheckpointStore, downloadFileOf } from '../src/storage/checkpoint-store.ts';
import { storageFailure } from '../src/storage/storage-failure.ts';
import { checkpointFiles } from './checkpoint-files.ts';
import { fetchOffer } from './fetch-offer.ts';
import { type StoredEntry, storedEntries, storedOf } from './stored-entries.ts';

export interface CheckpointsDeps {
  readonly openStore: () => Promise<CheckpointStore>;
  readonly fetch: typeof globalThis.fetch;
}

export function createCheckpointsApi(deps: CheckpointsDeps): CheckpointsApi {
  return new CheckpointsSession(deps);
}

const HASH_DIGITS = 12;

class CheckpointsSession implements CheckpointsApi {
  readonly #deps: CheckpointsDeps;
  #opening: Promise<CheckpointStore> | undefined;

  constructor(deps: CheckpointsDeps) {
    this.#deps = deps;
  }

  kept(job: Job) {
    return this.#within(job, async (store) => {
      const rows = await store.rows();
      return Promise.all(
        (await storedEntries(store)).map(async ({ checkpoint }) => {
          const row = rows.get(checkpoint.id);
          return { checkpoint, bytes: row ? (await store.weights(row)).size : 0 };
        }),
      );
    });
  }

  offers(job: Job) {
    return this.#within(job, async (store) => {
      const used = await filesInUse(store);
      return Promise.all(
        PUBLIC_CHECKPOINTS.filter(({ id }) => !used.has(downloadFileOf(id))).map(
          async ({ id, title, bytes, licence }) => ({
            id,
            title,
            bytes,
            licence,
            site: 'Hugging Face',
            keptBytes: (await store.state(downloadFileOf(id)))
              ? await store.size(downloadFileOf(id))
              : 0,
          }),
        ),
      );
    });
  }

  add(files: readonly File[], job: Job) {
    return this.#within(job, async (store) => {
      job.report({ stage: 'Reading the file' });
      const named = await Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })),
      );
      job.signal.throwIfAborted();
      const { source, record, format } = await readCheckpoint(named);
      const [original] = named;
      const parts =
        format === 'safetensors' && original
          ? [new Uint8Array(original.bytes)]
          : writeCheckpoint(source, record);
      const sha256 = await sha256Of(joined(parts));
      const id = `${record.network}-${sha256.slice(0, HASH_DIGITS)}`;
      job.signal.throwIfAborted();
      job.report({ stage: 'Keeping it on this disk' });
      await store.put(id, parts, storedOf(sha256, record));
      return this.#checkpoint(store, id);
    });
  }

  download(offerId: string, job: Job) {
    return this.#within(job, async (store) => {
      const offer = PUBLIC_CHECKPOINTS.find(({ id }) => id === offerId);
      if (!offer) throw new RangeError(`no checkpoint ${offerId} is offered`);
      const kept = (await filesInUse(store)).get(downloadFileOf(offerId));
      if (kept) return this.#checkpoint(store, kept);
      const { fetch } = this.#deps;
      const stored = await fetchOffer(offer, { store, fetch }, job);
      const id = `${offer.id}-${stored.sha256.slice(0, HASH_DIGITS)}`;
      await store.adopt(id, downloadFileOf(offerId), stored);
      return this.#checkpoint(store, id);
    });
  }

  export(id: string, format: CheckpointExport, job: Job) {
    return this.#within(job, async (store) => {
      const entry = await this.#entry(store, id);
      const { source } = await entry.open(job.signal);
      const { record } = entry;
      return checkpointFiles(source, record, { name: id, format });
    });
  }

  remove(id: string, job: Job) {
    return this.#within(job, (store) => store.remove(id));
  }

  async #entry(store: CheckpointStore, id: string): Promise<StoredEntry> {
    const found = (await storedEntries(store)).find(({ checkpoint }) => checkpoint.id === id);
    if (found) return found;
    throw new AppError(
      'bad-checkpoint',
      'This checkpoint is not kept here any more. Add it again.',
    );
  }

  async #checkpoint(store: CheckpointStore, id: string) {
    return (await this.#entry(store, id)).checkpoint;
  }

  async #within<T>({ signal }: Job, run: (store: CheckpointStore) => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted();
      this.#opening ??= this.#deps.openStore();
      return await run(await this.#opening);
    } catch (cause) {
      throw signal.aborted ? signal.reason : storageFailure(cause);
    }
  }
}

/** The id of the checkpoint by its file. */
async function filesInUse(store: CheckpointStore): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await store.rows())].map(([id, { file }]) => [file, id]));
}

const joined = (parts: readonly Uint8Array<ArrayBuffer>[]) =>
  parts.length === 1 && parts[0] ? parts[0] : joinBytes(parts);
